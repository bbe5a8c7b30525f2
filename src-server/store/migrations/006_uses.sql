-- How often a license was used, where its clients count that, and when it was checked in last.
ALTER TABLE licenses ADD COLUMN uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0);
ALTER TABLE licenses ADD COLUMN last_check_in INTEGER;
