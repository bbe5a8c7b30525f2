-- How long the files are that a License Code may check out, and which machines still hold one.

-- Days. Longer files come from the vendor's commands alone. What was sold before gets the default.
ALTER TABLE licenses ADD COLUMN check_out_days INTEGER NOT NULL DEFAULT 31 CHECK (check_out_days BETWEEN 1 AND 3650);

-- Until when the app may run by the files that the machine was given: the latest end and the days of grace after it;
-- null: it never had a file.
ALTER TABLE machines ADD COLUMN file_until INTEGER;
-- The ends of older files were not kept. Online ones were renewed at every check: 31 days are taken for all.
UPDATE machines SET file_until = last_check_out + 2678400000 + 86400000 * COALESCE(
  (SELECT json_extract(metadata, '$.graceDays') FROM licenses WHERE licenses.id = machines.license_id), 7)
WHERE last_check_out IS NOT NULL;

-- Machines that were released by their License Code while a file of theirs still held. A row counts until file_until.
CREATE TABLE released_machines (
  license_id  TEXT NOT NULL REFERENCES licenses (id),
  fingerprint TEXT NOT NULL,
  machine_id  TEXT NOT NULL,
  released    INTEGER NOT NULL,
  file_until  INTEGER NOT NULL,
  keeps_seat  INTEGER NOT NULL CHECK (keeps_seat IN (0, 1)),
  PRIMARY KEY (license_id, fingerprint)
) STRICT;
