-- How many machines a license has, and what they have together, counted as they come and go: a license is read at every
-- request, and may have a million. Of amounts a float, since a sum of integers can overflow.
ALTER TABLE licenses ADD COLUMN machines_count INTEGER NOT NULL DEFAULT 0;
ALTER TABLE licenses ADD COLUMN cores_total REAL NOT NULL DEFAULT 0;
ALTER TABLE licenses ADD COLUMN memory_total REAL NOT NULL DEFAULT 0;
ALTER TABLE licenses ADD COLUMN disk_total REAL NOT NULL DEFAULT 0;

UPDATE licenses SET (machines_count, cores_total, memory_total, disk_total) = (
  SELECT count(*), total(cores), total(memory), total(disk) FROM machines WHERE license_id = licenses.id
);

CREATE TRIGGER machines_come AFTER INSERT ON machines BEGIN
  UPDATE licenses SET
    machines_count = machines_count + 1,
    cores_total = cores_total + coalesce(NEW.cores, 0),
    memory_total = memory_total + coalesce(NEW.memory, 0),
    disk_total = disk_total + coalesce(NEW.disk, 0)
  WHERE id = NEW.license_id;
END;
CREATE TRIGGER machines_go AFTER DELETE ON machines BEGIN
  UPDATE licenses SET
    machines_count = machines_count - 1,
    cores_total = cores_total - coalesce(OLD.cores, 0),
    memory_total = memory_total - coalesce(OLD.memory, 0),
    disk_total = disk_total - coalesce(OLD.disk, 0)
  WHERE id = OLD.license_id;
END;
CREATE TRIGGER machines_change AFTER UPDATE OF license_id, cores, memory, disk ON machines BEGIN
  UPDATE licenses SET
    machines_count = machines_count - 1,
    cores_total = cores_total - coalesce(OLD.cores, 0),
    memory_total = memory_total - coalesce(OLD.memory, 0),
    disk_total = disk_total - coalesce(OLD.disk, 0)
  WHERE id = OLD.license_id;
  UPDATE licenses SET
    machines_count = machines_count + 1,
    cores_total = cores_total + coalesce(NEW.cores, 0),
    memory_total = memory_total + coalesce(NEW.memory, 0),
    disk_total = disk_total + coalesce(NEW.disk, 0)
  WHERE id = NEW.license_id;
END;

-- Lists are the newest first, and a part of one is read without the rest.
CREATE INDEX machines_created ON machines (license_id, created);
