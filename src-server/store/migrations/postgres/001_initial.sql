-- The form that ten steps brought SQLite's to (src-server/store/migrations), with its words: the tables' statements are the
-- same for both. Times are milliseconds since 1970 UTC; a flag is 0 or 1; `rowid` is the order in which rows came.

CREATE TABLE account (
  id      TEXT PRIMARY KEY,
  vendor  TEXT NOT NULL,
  created BIGINT NOT NULL
);

CREATE TABLE keys (
  id          TEXT COLLATE "C" PRIMARY KEY,
  public_key  TEXT NOT NULL UNIQUE,
  uses        TEXT NOT NULL,
  valid_from  BIGINT NOT NULL,
  valid_until BIGINT,
  revoked     INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
  active      INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
);
CREATE UNIQUE INDEX keys_one_active ON keys (active) WHERE active = 1;

CREATE TABLE products (
  id      TEXT PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  created BIGINT NOT NULL,
  rowid   BIGINT GENERATED ALWAYS AS IDENTITY
);

CREATE TABLE policies (
  id         TEXT PRIMARY KEY,
  product_id TEXT NOT NULL REFERENCES products (id),
  name       TEXT NOT NULL,
  rules      TEXT NOT NULL,
  standard   INTEGER NOT NULL CHECK (standard IN (0, 1)),
  floating   INTEGER NOT NULL GENERATED ALWAYS AS (CASE WHEN CAST(rules AS JSONB) ->> 'floating' = 'true' THEN 1 ELSE 0 END) STORED,
  created    BIGINT NOT NULL,
  updated    BIGINT NOT NULL,
  rowid      BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE UNIQUE INDEX policies_standard ON policies (product_id, floating) WHERE standard = 1;

CREATE TABLE licenses (
  id             TEXT PRIMARY KEY,
  key            TEXT NOT NULL UNIQUE,
  key_letters    TEXT COLLATE "C" NOT NULL,
  of_our_form    INTEGER NOT NULL CHECK (of_our_form IN (0, 1)),
  owner_search   TEXT COLLATE "C" NOT NULL,
  name           TEXT,
  product_id     TEXT NOT NULL REFERENCES products (id),
  policy_id      TEXT NOT NULL REFERENCES policies (id),
  overrides      TEXT NOT NULL DEFAULT '{}',
  expiry         BIGINT,
  max_machines   INTEGER NOT NULL CHECK (max_machines >= 1),
  check_out_days INTEGER NOT NULL CHECK (check_out_days BETWEEN 1 AND 3650),
  suspended      INTEGER NOT NULL DEFAULT 0 CHECK (suspended IN (0, 1)),
  banned         INTEGER NOT NULL DEFAULT 0 CHECK (banned IN (0, 1)),
  metadata       TEXT NOT NULL,
  uses           INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0),
  last_validated BIGINT,
  last_check_out BIGINT,
  last_check_in  BIGINT,
  machines_count INTEGER NOT NULL DEFAULT 0,
  cores_total    DOUBLE PRECISION NOT NULL DEFAULT 0,
  memory_total   DOUBLE PRECISION NOT NULL DEFAULT 0,
  disk_total     DOUBLE PRECISION NOT NULL DEFAULT 0,
  created        BIGINT NOT NULL,
  updated        BIGINT NOT NULL,
  rowid          BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE INDEX licenses_created ON licenses (created, rowid);
CREATE INDEX licenses_product ON licenses (product_id);
CREATE INDEX licenses_policy ON licenses (policy_id);
CREATE INDEX licenses_brought ON licenses (of_our_form) WHERE of_our_form = 0;

CREATE TABLE machines (
  id                  TEXT PRIMARY KEY,
  license_id          TEXT NOT NULL REFERENCES licenses (id),
  fingerprint         TEXT COLLATE "C" NOT NULL,
  fingerprint_letters TEXT COLLATE "C" NOT NULL,
  name                TEXT,
  hostname            TEXT,
  platform            TEXT,
  ip                  TEXT,
  cores               BIGINT,
  memory              BIGINT,
  disk                BIGINT,
  metadata            TEXT NOT NULL,
  last_heartbeat      BIGINT,
  last_check_out      BIGINT,
  file_until          BIGINT,
  created             BIGINT NOT NULL,
  updated             BIGINT NOT NULL,
  rowid               BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE
);
-- A fingerprint may be longer than a row of an index: its digest is unique instead.
CREATE UNIQUE INDEX machines_unique ON machines (license_id, md5(fingerprint));
CREATE INDEX machines_fingerprint ON machines USING hash (fingerprint);
CREATE INDEX machines_created ON machines (license_id, created, rowid);

CREATE TABLE components (
  id          TEXT PRIMARY KEY,
  machine_id  TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
  fingerprint TEXT COLLATE "C" NOT NULL,
  name        TEXT NOT NULL,
  metadata    TEXT NOT NULL,
  created     BIGINT NOT NULL,
  updated     BIGINT NOT NULL,
  rowid       BIGINT GENERATED ALWAYS AS IDENTITY
);
CREATE UNIQUE INDEX components_unique ON components (machine_id, md5(fingerprint));
CREATE INDEX components_fingerprint ON components USING hash (fingerprint);

CREATE TABLE processes (
  id             TEXT PRIMARY KEY,
  machine_id     TEXT NOT NULL REFERENCES machines (id) ON DELETE CASCADE,
  pid            TEXT NOT NULL,
  metadata       TEXT NOT NULL,
  last_heartbeat BIGINT NOT NULL,
  created        BIGINT NOT NULL,
  updated        BIGINT NOT NULL,
  rowid          BIGINT GENERATED ALWAYS AS IDENTITY UNIQUE,
  UNIQUE (machine_id, pid)
);

CREATE TABLE released_machines (
  license_id  TEXT NOT NULL REFERENCES licenses (id),
  fingerprint TEXT COLLATE "C" NOT NULL,
  machine_id  TEXT NOT NULL,
  released    BIGINT NOT NULL,
  file_until  BIGINT NOT NULL,
  keeps_seat  INTEGER NOT NULL CHECK (keeps_seat IN (0, 1)),
  PRIMARY KEY (license_id, fingerprint)
);

CREATE TABLE events (
  sequence   BIGINT GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  time       BIGINT NOT NULL,
  what       TEXT NOT NULL,
  license_id TEXT,
  machine_id TEXT,
  actor      TEXT NOT NULL,
  details    TEXT
);
CREATE INDEX events_license ON events (license_id, sequence);

CREATE FUNCTION count_machines() RETURNS TRIGGER LANGUAGE plpgsql AS $$
BEGIN
  IF TG_OP <> 'INSERT' THEN
    UPDATE licenses SET
      machines_count = machines_count - 1,
      cores_total = cores_total - coalesce(OLD.cores, 0),
      memory_total = memory_total - coalesce(OLD.memory, 0),
      disk_total = disk_total - coalesce(OLD.disk, 0)
    WHERE id = OLD.license_id;
  END IF;
  IF TG_OP <> 'DELETE' THEN
    UPDATE licenses SET
      machines_count = machines_count + 1,
      cores_total = cores_total + coalesce(NEW.cores, 0),
      memory_total = memory_total + coalesce(NEW.memory, 0),
      disk_total = disk_total + coalesce(NEW.disk, 0)
    WHERE id = NEW.license_id;
  END IF;
  RETURN NULL;
END $$;
CREATE TRIGGER machines_come_and_go AFTER INSERT OR DELETE OR UPDATE OF license_id, cores, memory, disk ON machines
  FOR EACH ROW EXECUTE FUNCTION count_machines();

-- What SQLite has, or is given by the program.
CREATE FUNCTION instr(whole TEXT, part TEXT) RETURNS INTEGER LANGUAGE sql IMMUTABLE AS $$ SELECT strpos(whole, part) $$;

-- As Keygen spells the keys of metadata (src-server/store/keygen-keys.ts).
CREATE FUNCTION keygen_key(key TEXT) RETURNS TEXT LANGUAGE sql IMMUTABLE AS $$
  SELECT CASE WHEN key !~ '^[A-Za-z0-9_ -]*[A-Za-z0-9][A-Za-z0-9_ -]*$' THEN key ELSE (
    SELECT string_agg(CASE WHEN at = 1 THEN word ELSE upper(left(word, 1)) || substr(word, 2) END, '' ORDER BY at)
    FROM (
      SELECT word, row_number() OVER (ORDER BY place) AS at
      FROM regexp_split_to_table(lower(regexp_replace(regexp_replace(key,
        '([A-Z0-9]+)([A-Z][a-z])', '\1_\2', 'g'), '([a-z0-9])([A-Z])', '\1_\2', 'g')), '[_ -]+')
        WITH ORDINALITY AS split (word, place)
      WHERE word <> ''
    ) AS words
  ) END
$$;

-- Whether each wanted value is there, as an address can say it.
CREATE FUNCTION has_metadata(metadata TEXT, wanted TEXT) RETURNS BOOLEAN LANGUAGE sql IMMUTABLE AS $$
  SELECT NOT EXISTS (
    SELECT 1 FROM json_each_text(CAST(wanted AS JSON)) AS asked (key, value)
    WHERE NOT EXISTS (
      SELECT 1 FROM json_each(CAST(metadata AS JSON)) AS held (key, value)
      WHERE keygen_key(held.key) = keygen_key(asked.key) AND asked.value = CASE json_typeof(held.value)
        WHEN 'string' THEN held.value #>> '{}'
        WHEN 'object' THEN NULL
        WHEN 'array' THEN NULL
        ELSE CAST(held.value AS TEXT)
      END
    )
  )
$$;
