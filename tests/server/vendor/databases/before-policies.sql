-- A back office as the release before policies made it: two applications, four licenses, three machines. One policy asks
-- for heartbeats, as a vendor could have it by SQL.
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT;
CREATE TABLE account (
  id       TEXT PRIMARY KEY,
  vendor   TEXT NOT NULL CHECK (json_valid(vendor)),
  created  INTEGER NOT NULL
) STRICT;
CREATE TABLE keys (
  id          TEXT PRIMARY KEY,
  public_key  TEXT NOT NULL UNIQUE,
  uses        TEXT NOT NULL CHECK (json_valid(uses)),
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER,
  revoked     INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
  active      INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
) STRICT;
CREATE TABLE products (
  id      TEXT PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
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
, check_out_days INTEGER NOT NULL DEFAULT 31 CHECK (check_out_days BETWEEN 1 AND 3650)) STRICT;
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
  updated        INTEGER NOT NULL, file_until INTEGER,
  UNIQUE (license_id, fingerprint)
) STRICT;
CREATE TABLE events (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  time       INTEGER NOT NULL,
  what       TEXT NOT NULL,
  license_id TEXT,
  machine_id TEXT,
  actor      TEXT NOT NULL,
  details    TEXT CHECK (details IS NULL OR json_valid(details))
) STRICT;
CREATE TABLE released_machines (
  license_id  TEXT NOT NULL REFERENCES licenses (id),
  fingerprint TEXT NOT NULL,
  machine_id  TEXT NOT NULL,
  released    INTEGER NOT NULL,
  file_until  INTEGER NOT NULL,
  keeps_seat  INTEGER NOT NULL CHECK (keeps_seat IN (0, 1)),
  PRIMARY KEY (license_id, fingerprint)
) STRICT;
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
INSERT INTO migrations (name, applied) VALUES ('001_initial.sql', 1795794939973);
INSERT INTO migrations (name, applied) VALUES ('002_check_out.sql', 1795794939981);
INSERT INTO migrations (name, applied) VALUES ('003_no_owner_index.sql', 1795794939987);
INSERT INTO migrations (name, applied) VALUES ('004_components.sql', 1795794939990);
INSERT INTO account (id, vendor, created) VALUES ('56dc8fd1-9b8a-4184-8dce-8a81c9edfc80', '{"id":"virtualmetric","name":"VirtualMetric","uniqueKeyPrefix":"VIRTUALMETRIC","support":{"email":"licensing@virtualmetric.example","url":"https://virtualmetric.example/support"},"offlineOnly":false,"machineIdFile":false,"demo":false,"catalogue":[{"number":1,"code":"virtualization","name":"Virtualization","type":"Socket"},{"number":2,"code":"server-vm","name":"Server / VM","type":"Server"},{"number":3,"code":"network","name":"Network Devices","type":"Count"},{"number":4,"code":"storage","name":"Storage","type":"Count"},{"number":5,"code":"log-analytics","name":"Log Analytics","type":"GB"},{"number":6,"code":"change-tracking","name":"Change Tracking","type":"Status"},{"number":7,"code":"inventory","name":"Inventory","type":"Status"},{"number":8,"code":"virtualmetric","name":"VirtualMetric","type":"Status"},{"number":9,"code":"application-server-vm","name":"Application Server / VM","type":"Count"},{"number":10,"code":"snmp-endpoint","name":"SNMP Endpoint","type":"Count"},{"number":11,"code":"service","name":"Service","type":"Count"},{"number":12,"code":"log","name":"Log","type":"GB"}],"serverUrl":"https://activation.virtualmetric.example/v1"}', 1800014400000);
INSERT INTO keys (id, public_key, uses, valid_from, valid_until, revoked, active) VALUES ('ab18ba53', '6b30f2ca34cc9164eefb0d53a6c74cae6fb85c3224bc96c2457e0d30c402d526', '["files","responses","typed"]', 1800014400000, NULL, 0, 1);
INSERT INTO products (id, code, name, created) VALUES ('ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', 'virtualmetric', 'VirtualMetric', 1800014400000);
INSERT INTO products (id, code, name, created) VALUES ('6d3a5099-cb40-4f6e-9620-527e8c289922', 'second', 'Second', 1800014400000);
INSERT INTO policies (id, product_id, name, floating, require_heartbeat, heartbeat_duration, resurrection, created) VALUES ('2374e6d5-03d6-4581-910e-217b06c21a30', 'ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', 'VirtualMetric (Node-locked)', 0, 0, 600, 'ALWAYS_REVIVE', 1800014400000);
INSERT INTO policies (id, product_id, name, floating, require_heartbeat, heartbeat_duration, resurrection, created) VALUES ('9257c511-b48e-4fb8-a642-f8b4927d4249', 'ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', 'VirtualMetric (Floating)', 1, 0, 600, 'ALWAYS_REVIVE', 1800014400000);
INSERT INTO policies (id, product_id, name, floating, require_heartbeat, heartbeat_duration, resurrection, created) VALUES ('55d1ab0c-f0cf-4913-81f8-b9a42cbb57b4', '6d3a5099-cb40-4f6e-9620-527e8c289922', 'Second (Node-locked)', 0, 0, 600, 'ALWAYS_REVIVE', 1800014400000);
INSERT INTO policies (id, product_id, name, floating, require_heartbeat, heartbeat_duration, resurrection, created) VALUES ('a6a62917-00ce-4054-98d2-e661805f6938', '6d3a5099-cb40-4f6e-9620-527e8c289922', 'Second (Floating)', 1, 1, 900, 'NO_REVIVE', 1800014400000);
INSERT INTO licenses (id, key, name, product_id, expiry, max_machines, suspended, banned, metadata, last_validated, last_check_out, created, updated, check_out_days) VALUES ('cf07bc1d-b8a2-4898-8069-12939df289ea', '6K7TX-R7WQC-1YZES-5ZHG7-W96VE', 'One seat', 'ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', NULL, 1, 0, 0, '{"owner":"One seat","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":7,"overLimit":"allow","maintenanceUntil":null,"features":[],"notes":null}', NULL, NULL, 1800014400000, 1800014400000, 31);
INSERT INTO licenses (id, key, name, product_id, expiry, max_machines, suspended, banned, metadata, last_validated, last_check_out, created, updated, check_out_days) VALUES ('84655e94-ae18-4959-9c6b-5a8285e21055', '8D70W-5NNY9-F3TRN-591DT-8XVED', 'Three seats', 'ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', NULL, 3, 0, 0, '{"owner":"Three seats","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":7,"overLimit":"allow","maintenanceUntil":null,"features":["sso"],"notes":null}', NULL, NULL, 1800014400000, 1800014400000, 31);
INSERT INTO licenses (id, key, name, product_id, expiry, max_machines, suspended, banned, metadata, last_validated, last_check_out, created, updated, check_out_days) VALUES ('96e6a377-f361-4c07-b141-a8fa8d764aa6', 'YP8XJ-RZE0F-ZX167-884XN-F2K3T', 'Ended', 'ae2f53e6-53a7-4d50-96c1-c18af7b33ec5', 1800100800000, 2, 0, 0, '{"owner":"Ended","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":7,"overLimit":"allow","maintenanceUntil":null,"features":[],"notes":null}', NULL, NULL, 1800014400000, 1800014400000, 31);
INSERT INTO licenses (id, key, name, product_id, expiry, max_machines, suspended, banned, metadata, last_validated, last_check_out, created, updated, check_out_days) VALUES ('8827dd3a-e6da-42d3-a448-809634e58c53', 'other-issuer/77', 'Brought', '6d3a5099-cb40-4f6e-9620-527e8c289922', NULL, 1, 0, 0, '{"owner":"Brought","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":0,"overLimit":"allow","maintenanceUntil":null,"features":[],"notes":null}', NULL, NULL, 1800014400000, 1800014400000, 90);
INSERT INTO machines (id, license_id, fingerprint, name, hostname, platform, ip, cores, memory, disk, metadata, last_heartbeat, last_check_out, created, updated, file_until) VALUES ('9d493a12-5701-4d97-8a95-4048fd4680a7', '84655e94-ae18-4959-9c6b-5a8285e21055', 'one', NULL, NULL, NULL, NULL, 4, NULL, NULL, '{}', NULL, NULL, 1800014401000, 1800014401000, NULL);
INSERT INTO machines (id, license_id, fingerprint, name, hostname, platform, ip, cores, memory, disk, metadata, last_heartbeat, last_check_out, created, updated, file_until) VALUES ('fa16d5d1-a9ad-4ab3-b31d-cd64a3ec0cd0', '84655e94-ae18-4959-9c6b-5a8285e21055', 'two', NULL, NULL, NULL, NULL, 4, NULL, NULL, '{}', 1800014403000, NULL, 1800014402000, 1800014402000, NULL);
INSERT INTO machines (id, license_id, fingerprint, name, hostname, platform, ip, cores, memory, disk, metadata, last_heartbeat, last_check_out, created, updated, file_until) VALUES ('0636ea51-1c54-4df1-b977-91b872861010', '8827dd3a-e6da-42d3-a448-809634e58c53', 'three', NULL, NULL, NULL, NULL, 4, NULL, NULL, '{}', NULL, NULL, 1800014403000, 1800014403000, NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (1, 1800014400000, 'account.created', NULL, NULL, 'desk', '{"key":"ab18ba53"}');
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (2, 1800014400000, 'license.created', 'cf07bc1d-b8a2-4898-8069-12939df289ea', NULL, 'desk', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (3, 1800014400000, 'license.created', '84655e94-ae18-4959-9c6b-5a8285e21055', NULL, 'desk', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (4, 1800014400000, 'license.created', '96e6a377-f361-4c07-b141-a8fa8d764aa6', NULL, 'desk', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (5, 1800014400000, 'license.created', '8827dd3a-e6da-42d3-a448-809634e58c53', NULL, 'desk', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (6, 1800014401000, 'machine.created', '84655e94-ae18-4959-9c6b-5a8285e21055', '9d493a12-5701-4d97-8a95-4048fd4680a7', 'license', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (7, 1800014402000, 'machine.created', '84655e94-ae18-4959-9c6b-5a8285e21055', 'fa16d5d1-a9ad-4ab3-b31d-cd64a3ec0cd0', 'license', NULL);
INSERT INTO events (sequence, time, what, license_id, machine_id, actor, details) VALUES (8, 1800014403000, 'machine.created', '8827dd3a-e6da-42d3-a448-809634e58c53', '0636ea51-1c54-4df1-b977-91b872861010', 'license', NULL);
CREATE UNIQUE INDEX keys_one_active ON keys (active) WHERE active = 1;
CREATE INDEX licenses_created ON licenses (created);
CREATE INDEX licenses_product ON licenses (product_id);
CREATE INDEX machines_fingerprint ON machines (fingerprint);
CREATE INDEX events_license ON events (license_id, sequence);
PRAGMA application_id = 989927848;
PRAGMA user_version = 10;
