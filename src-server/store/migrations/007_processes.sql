-- What runs on a machine, as its clients tell: each has a lease of its own, and goes with its machine.
CREATE TABLE processes (
  id             TEXT PRIMARY KEY,
  machine_id     TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
  pid            TEXT NOT NULL,
  metadata       TEXT NOT NULL CHECK (json_valid(metadata)),
  last_heartbeat INTEGER NOT NULL,
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL,
  UNIQUE (machine_id, pid)
) STRICT;
