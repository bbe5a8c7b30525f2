-- One vendor's back office: its account, signing keys, applications, licenses and the machines that hold their seats.
-- Times are milliseconds since 1970 UTC.

CREATE TABLE account (
  id       TEXT PRIMARY KEY,
  vendor   TEXT NOT NULL CHECK (json_valid(vendor)),
  created  INTEGER NOT NULL
) STRICT;

-- The public half; the private half is keys/<id>.pem beside the database.
CREATE TABLE keys (
  id          TEXT PRIMARY KEY,
  public_key  TEXT NOT NULL UNIQUE,
  uses        TEXT NOT NULL CHECK (json_valid(uses)),
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER,
  revoked     INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
  active      INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
) STRICT;
CREATE UNIQUE INDEX keys_one_active ON keys (active) WHERE active = 1;

-- Licensed applications: Keygen's products. What a license covers within one is in its metadata.
CREATE TABLE products (
  id      TEXT PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;

-- Two for each application, node-locked and floating: a license with one seat follows the first.
CREATE TABLE policies (
  id                 TEXT PRIMARY KEY,
  product_id         TEXT NOT NULL REFERENCES products (id),
  name               TEXT NOT NULL,
  floating           INTEGER NOT NULL CHECK (floating IN (0, 1)),
  require_heartbeat  INTEGER NOT NULL DEFAULT 0 CHECK (require_heartbeat IN (0, 1)),
  heartbeat_duration INTEGER NOT NULL DEFAULT 600,
  resurrection       TEXT NOT NULL DEFAULT 'ALWAYS_REVIVE' CHECK (resurrection IN ('ALWAYS_REVIVE', 'NO_REVIVE')),
  created            INTEGER NOT NULL,
  UNIQUE (product_id, floating)
) STRICT;

CREATE TABLE licenses (
  id             TEXT PRIMARY KEY,
  key            TEXT NOT NULL UNIQUE,
  name           TEXT,
  product_id     TEXT NOT NULL REFERENCES products (id),
  expiry         INTEGER,
  max_machines   INTEGER NOT NULL CHECK (max_machines >= 1),
  suspended      INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  banned         INTEGER NOT NULL DEFAULT 0 CHECK (banned IN (0, 1)),
  metadata       TEXT NOT NULL CHECK (json_valid(metadata)),
  owner          TEXT NOT NULL GENERATED ALWAYS AS (metadata ->> '$.owner') STORED,
  last_validated INTEGER,
  last_check_out INTEGER,
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL
) STRICT;
CREATE INDEX licenses_owner ON licenses (owner COLLATE NOCASE);
CREATE INDEX licenses_created ON licenses (created);
CREATE INDEX licenses_product ON licenses (product_id);

CREATE TABLE machines (
  id             TEXT PRIMARY KEY,
  license_id     TEXT NOT NULL REFERENCES licenses (id),
  fingerprint    TEXT NOT NULL,
  name           TEXT,
  hostname       TEXT,
  platform       TEXT,
  ip             TEXT,
  cores          INTEGER,
  memory         INTEGER,
  disk           INTEGER,
  metadata       TEXT NOT NULL CHECK (json_valid(metadata)),
  last_heartbeat INTEGER,
  last_check_out INTEGER,
  created        INTEGER NOT NULL,
  updated        INTEGER NOT NULL,
  UNIQUE (license_id, fingerprint)
) STRICT;
CREATE INDEX machines_fingerprint ON machines (fingerprint);

-- What happened, for an audit: nothing here is ever changed or deleted.
CREATE TABLE events (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  time       INTEGER NOT NULL,
  what       TEXT NOT NULL,
  license_id TEXT,
  machine_id TEXT,
  actor      TEXT NOT NULL,
  details    TEXT CHECK (details IS NULL OR json_valid(details))
) STRICT;
CREATE INDEX events_license ON events (license_id, sequence);
