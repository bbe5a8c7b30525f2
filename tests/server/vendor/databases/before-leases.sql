-- A back office as the release before leases made it: a policy that requires heartbeats, and a license of it and one of the
-- usual policy, each with a machine that pinged once and one that never did.
PRAGMA foreign_keys = OFF;
CREATE TABLE migrations (name TEXT PRIMARY KEY, applied INTEGER NOT NULL) STRICT;
INSERT INTO migrations VALUES('001_initial.sql',1795811675753);
INSERT INTO migrations VALUES('002_check_out.sql',1795811675757);
INSERT INTO migrations VALUES('003_no_owner_index.sql',1795811675757);
INSERT INTO migrations VALUES('004_components.sql',1795811675768);
INSERT INTO migrations VALUES('005_policies.sql',1795811675782);
INSERT INTO migrations VALUES('006_uses.sql',1795811675783);
CREATE TABLE account (
  id       TEXT PRIMARY KEY,
  vendor   TEXT NOT NULL CHECK (json_valid(vendor)),
  created  INTEGER NOT NULL
) STRICT;
INSERT INTO account VALUES('3e83e310-bb07-4f7a-8224-ea278f12f414','{"id":"virtualmetric","name":"VirtualMetric","uniqueKeyPrefix":"VIRTUALMETRIC","support":{"email":"licensing@virtualmetric.example","url":"https://virtualmetric.example/support"},"offlineOnly":false,"machineIdFile":false,"demo":false,"catalogue":[{"number":1,"code":"virtualization","name":"Virtualization","type":"Socket"},{"number":2,"code":"server-vm","name":"Server / VM","type":"Server"},{"number":3,"code":"network","name":"Network Devices","type":"Count"},{"number":4,"code":"storage","name":"Storage","type":"Count"},{"number":5,"code":"log-analytics","name":"Log Analytics","type":"GB"},{"number":6,"code":"change-tracking","name":"Change Tracking","type":"Status"},{"number":7,"code":"inventory","name":"Inventory","type":"Status"},{"number":8,"code":"virtualmetric","name":"VirtualMetric","type":"Status"},{"number":9,"code":"application-server-vm","name":"Application Server / VM","type":"Count"},{"number":10,"code":"snmp-endpoint","name":"SNMP Endpoint","type":"Count"},{"number":11,"code":"service","name":"Service","type":"Count"},{"number":12,"code":"log","name":"Log","type":"GB"}],"serverUrl":"https://activation.virtualmetric.example/v1"}',1800014400000);
CREATE TABLE keys (
  id          TEXT PRIMARY KEY,
  public_key  TEXT NOT NULL UNIQUE,
  uses        TEXT NOT NULL CHECK (json_valid(uses)),
  valid_from  INTEGER NOT NULL,
  valid_until INTEGER,
  revoked     INTEGER NOT NULL DEFAULT 0 CHECK (revoked IN (0, 1)),
  active      INTEGER NOT NULL DEFAULT 0 CHECK (active IN (0, 1))
) STRICT;
INSERT INTO keys VALUES('c79c1664','56c5a1384ce02d3527da9c45842814bed5ebe3d7b6888a1eb952cc746b6d725e','["files","responses","typed"]',1800014400000,NULL,0,1);
CREATE TABLE products (
  id      TEXT PRIMARY KEY,
  code    TEXT NOT NULL UNIQUE,
  name    TEXT NOT NULL,
  created INTEGER NOT NULL
) STRICT;
INSERT INTO products VALUES('8e31fbdc-529a-429c-aa06-1345f3d88a71','virtualmetric','VirtualMetric',1800014400000);
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
, check_out_days INTEGER NOT NULL DEFAULT 31 CHECK (check_out_days BETWEEN 1 AND 3650), policy_id TEXT REFERENCES policies (id), overrides TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(overrides)), uses INTEGER NOT NULL DEFAULT 0 CHECK (uses >= 0), last_check_in INTEGER) STRICT;
INSERT INTO licenses VALUES('15d4c379-6f27-442e-8984-6927cb7fc2fe','7S50C-E2BYM-2CRG7-NJYAT-4QDYJ','Pinging','8e31fbdc-529a-429c-aa06-1345f3d88a71',NULL,3,0,0,'{"owner":"Pinging","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":7,"overLimit":"allow","maintenanceUntil":null,"features":[],"notes":null}',NULL,NULL,1800014400000,1800014400000,31,'98e4bc40-3cf6-4047-8506-2cfaa2b1facd','{}',0,NULL);
INSERT INTO licenses VALUES('bb97d8dd-1c56-4c79-ac20-385a7afb9411','1BJ6A-4DYYS-P2ZCD-SVR6S-2B8JR','Usual','8e31fbdc-529a-429c-aa06-1345f3d88a71',NULL,2,0,0,'{"owner":"Usual","products":[{"code":"virtualization","name":"Virtualization","type":"Socket","limit":16}],"graceDays":7,"overLimit":"allow","maintenanceUntil":null,"features":[],"notes":null}',NULL,NULL,1800014400000,1800014400000,31,'9c663b74-be64-43b7-b4c7-f244975125d1','{}',0,NULL);
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
INSERT INTO machines VALUES('4bac0caa-eea0-486c-b40a-e684f7ef8676','15d4c379-6f27-442e-8984-6927cb7fc2fe','pinged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{}',1800014401000,NULL,1800014401000,1800014401000,NULL);
INSERT INTO machines VALUES('5e749a6e-2d9c-4aeb-8375-24b3108ff5a9','15d4c379-6f27-442e-8984-6927cb7fc2fe','silent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,1800014402000,1800014402000,NULL);
INSERT INTO machines VALUES('3d1d2f27-7c0b-4b48-b897-e21e06c87a97','bb97d8dd-1c56-4c79-ac20-385a7afb9411','pinged',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{}',1800014403000,NULL,1800014403000,1800014403000,NULL);
INSERT INTO machines VALUES('eb094158-8e42-4c50-9b63-3cdc23b6e8fb','bb97d8dd-1c56-4c79-ac20-385a7afb9411','silent',NULL,NULL,NULL,NULL,NULL,NULL,NULL,'{}',NULL,NULL,1800014404000,1800014404000,NULL);
CREATE TABLE events (
  sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
  time       INTEGER NOT NULL,
  what       TEXT NOT NULL,
  license_id TEXT,
  machine_id TEXT,
  actor      TEXT NOT NULL,
  details    TEXT CHECK (details IS NULL OR json_valid(details))
) STRICT;
INSERT INTO events VALUES(1,1800014400000,'account.created',NULL,NULL,'desk','{"key":"c79c1664"}');
INSERT INTO events VALUES(2,1800014400000,'policy.created',NULL,NULL,'desk','{"policy":"98e4bc40-3cf6-4047-8506-2cfaa2b1facd","name":"Pinging"}');
INSERT INTO events VALUES(3,1800014400000,'license.created','15d4c379-6f27-442e-8984-6927cb7fc2fe',NULL,'desk',NULL);
INSERT INTO events VALUES(4,1800014400000,'license.created','bb97d8dd-1c56-4c79-ac20-385a7afb9411',NULL,'desk',NULL);
INSERT INTO events VALUES(5,1800014401000,'machine.created','15d4c379-6f27-442e-8984-6927cb7fc2fe','4bac0caa-eea0-486c-b40a-e684f7ef8676','license',NULL);
INSERT INTO events VALUES(6,1800014402000,'machine.created','15d4c379-6f27-442e-8984-6927cb7fc2fe','5e749a6e-2d9c-4aeb-8375-24b3108ff5a9','license',NULL);
INSERT INTO events VALUES(7,1800014403000,'machine.created','bb97d8dd-1c56-4c79-ac20-385a7afb9411','3d1d2f27-7c0b-4b48-b897-e21e06c87a97','license',NULL);
INSERT INTO events VALUES(8,1800014404000,'machine.created','bb97d8dd-1c56-4c79-ac20-385a7afb9411','eb094158-8e42-4c50-9b63-3cdc23b6e8fb','license',NULL);
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
CREATE TABLE policies (
  id         TEXT PRIMARY KEY,
  product_id TEXT NOT NULL REFERENCES products (id),
  name       TEXT NOT NULL,
  rules      TEXT NOT NULL CHECK (json_valid(rules)),
  -- One of the two of its application that a license follows by its number of machines, unless another was chosen.
  standard   INTEGER NOT NULL CHECK (standard IN (0, 1)),
  floating   INTEGER NOT NULL GENERATED ALWAYS AS (rules ->> '$.floating') STORED,
  created    INTEGER NOT NULL,
  updated    INTEGER NOT NULL
) STRICT;
INSERT INTO policies VALUES('ebb0349f-2cfa-4f41-bd4f-088d5fe492ab','8e31fbdc-529a-429c-aa06-1345f3d88a71','VirtualMetric (Node-locked)','{"strict":true,"floating":false,"maxMachines":1,"maxCores":null,"maxMemory":null,"maxDisk":null,"maxUses":null,"overageStrategy":"NO_OVERAGE","machineUniquenessStrategy":"UNIQUE_PER_LICENSE","machineMatchingStrategy":"MATCH_ANY","componentMatchingStrategy":"MATCH_ANY","duration":null,"expirationStrategy":"REVOKE_ACCESS","expirationBasis":"FROM_CREATION","authenticationStrategy":"LICENSE","requireProductScope":false,"requirePolicyScope":false,"requireMachineScope":false,"requireFingerprintScope":false,"requireComponentsScope":false,"requireCheckIn":false,"checkInInterval":"day","checkInIntervalCount":1,"requireHeartbeat":false,"heartbeatDuration":600,"heartbeatResurrectionStrategy":"ALWAYS_REVIVE"}',1,1800014400000,1800014400000);
INSERT INTO policies VALUES('9c663b74-be64-43b7-b4c7-f244975125d1','8e31fbdc-529a-429c-aa06-1345f3d88a71','VirtualMetric (Floating)','{"strict":true,"floating":true,"maxMachines":null,"maxCores":null,"maxMemory":null,"maxDisk":null,"maxUses":null,"overageStrategy":"NO_OVERAGE","machineUniquenessStrategy":"UNIQUE_PER_LICENSE","machineMatchingStrategy":"MATCH_ANY","componentMatchingStrategy":"MATCH_ANY","duration":null,"expirationStrategy":"REVOKE_ACCESS","expirationBasis":"FROM_CREATION","authenticationStrategy":"LICENSE","requireProductScope":false,"requirePolicyScope":false,"requireMachineScope":false,"requireFingerprintScope":false,"requireComponentsScope":false,"requireCheckIn":false,"checkInInterval":"day","checkInIntervalCount":1,"requireHeartbeat":false,"heartbeatDuration":600,"heartbeatResurrectionStrategy":"ALWAYS_REVIVE"}',1,1800014400000,1800014400000);
INSERT INTO policies VALUES('98e4bc40-3cf6-4047-8506-2cfaa2b1facd','8e31fbdc-529a-429c-aa06-1345f3d88a71','Pinging','{"strict":false,"floating":true,"maxMachines":null,"maxCores":null,"maxMemory":null,"maxDisk":null,"maxUses":null,"overageStrategy":"NO_OVERAGE","machineUniquenessStrategy":"UNIQUE_PER_LICENSE","machineMatchingStrategy":"MATCH_ANY","componentMatchingStrategy":"MATCH_ANY","duration":null,"expirationStrategy":"RESTRICT_ACCESS","expirationBasis":"FROM_CREATION","authenticationStrategy":"LICENSE","requireProductScope":false,"requirePolicyScope":false,"requireMachineScope":false,"requireFingerprintScope":false,"requireComponentsScope":false,"requireCheckIn":false,"checkInInterval":"day","checkInIntervalCount":1,"requireHeartbeat":true,"heartbeatDuration":600,"heartbeatResurrectionStrategy":"NO_REVIVE"}',0,1800014400000,1800014400000);
CREATE UNIQUE INDEX keys_one_active ON keys (active) WHERE active = 1;
CREATE INDEX licenses_created ON licenses (created);
CREATE INDEX licenses_product ON licenses (product_id);
CREATE INDEX machines_fingerprint ON machines (fingerprint);
CREATE INDEX events_license ON events (license_id, sequence);
CREATE UNIQUE INDEX policies_standard ON policies (product_id, floating) WHERE standard = 1;
PRAGMA application_id = 1814756530;
PRAGMA user_version = 10;
