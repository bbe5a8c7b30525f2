-- Policies that a vendor makes: how the clients of a license are held to it. Which rules there are, and what one that is
-- missing means, says policy-rules.ts.
CREATE TABLE former_policies AS SELECT * FROM policies;
DROP TABLE policies;
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
CREATE UNIQUE INDEX policies_standard ON policies (product_id, floating) WHERE standard = 1;
INSERT INTO policies (id, product_id, name, rules, standard, created, updated)
SELECT id, product_id, name, json_object(
    'strict', json('true'),
    'floating', json(iif(floating, 'true', 'false')),
    'maxMachines', iif(floating, NULL, 1),
    'requireHeartbeat', json(iif(require_heartbeat, 'true', 'false')),
    'heartbeatDuration', heartbeat_duration,
    'heartbeatResurrectionStrategy', resurrection
  ), 1, created, created
FROM former_policies ORDER BY rowid;
DROP TABLE former_policies;

ALTER TABLE licenses ADD COLUMN policy_id TEXT REFERENCES policies (id);
UPDATE licenses SET policy_id = (SELECT p.id FROM policies p
  WHERE p.product_id = licenses.product_id AND p.floating = (licenses.max_machines > 1));
-- What a license has otherwise than its policy.
ALTER TABLE licenses ADD COLUMN overrides TEXT NOT NULL DEFAULT '{}' CHECK (json_valid(overrides));
