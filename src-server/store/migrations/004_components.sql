-- Parts of a machine that a client names beside it, such as a disk or a board: they go with their machine.
CREATE TABLE components (
  id          TEXT PRIMARY KEY,
  machine_id  TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
  fingerprint TEXT NOT NULL,
  name        TEXT NOT NULL,
  metadata    TEXT NOT NULL CHECK (json_valid(metadata)),
  created     INTEGER NOT NULL,
  updated     INTEGER NOT NULL,
  UNIQUE (machine_id, fingerprint)
) STRICT;
