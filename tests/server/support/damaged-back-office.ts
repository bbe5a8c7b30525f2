// What can be wrong with a vendor's folder: its signing key, or its database.
import {
  closeSync,
  mkdirSync,
  openSync,
  readdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
  writeSync,
} from 'node:fs'
import { execFileSync } from 'node:child_process'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { generateSigningKey } from '#server/vendor/signing-key.ts'

export type Damage = (dataDir: string) => void

export const keyFile = (dataDir: string) => join(dataDir, 'keys', readdirSync(join(dataDir, 'keys'))[0] ?? '')
export const database = (dataDir: string) => join(dataDir, 'activation.db')
export const change = (sql: string) => (dataDir: string) => {
  const file = new DatabaseSync(database(dataDir))
  file.exec(sql)
  file.close()
}

/** As the version before files had a bound left it. */
export const makeOlder = change(
  `DROP INDEX licenses_brought; ALTER TABLE licenses DROP COLUMN owner_search; ALTER TABLE licenses DROP COLUMN key_letters;
   ALTER TABLE licenses DROP COLUMN of_our_form; ALTER TABLE machines DROP COLUMN fingerprint_letters;
   DROP TRIGGER machines_come; DROP TRIGGER machines_go; DROP TRIGGER machines_change; DROP INDEX machines_created; DROP INDEX IF EXISTS components_fingerprint;
   ALTER TABLE licenses DROP COLUMN machines_count; ALTER TABLE licenses DROP COLUMN cores_total;
   ALTER TABLE licenses DROP COLUMN memory_total; ALTER TABLE licenses DROP COLUMN disk_total;
   CREATE TABLE former (
     id TEXT PRIMARY KEY, product_id TEXT NOT NULL REFERENCES products (id), name TEXT NOT NULL, floating INTEGER NOT NULL,
     require_heartbeat INTEGER NOT NULL DEFAULT 0, heartbeat_duration INTEGER NOT NULL DEFAULT 600,
     resurrection TEXT NOT NULL DEFAULT 'ALWAYS_REVIVE', created INTEGER NOT NULL, UNIQUE (product_id, floating)) STRICT;
   INSERT INTO former (id, product_id, name, floating, created)
     SELECT id, product_id, name, floating, created FROM policies WHERE standard = 1;
   ALTER TABLE licenses DROP COLUMN policy_id; ALTER TABLE licenses DROP COLUMN overrides;
   ALTER TABLE licenses DROP COLUMN uses; ALTER TABLE licenses DROP COLUMN last_check_in;
   DROP TABLE policies; ALTER TABLE former RENAME TO policies;
   DROP TABLE processes; DROP TABLE IF EXISTS components; DROP TABLE released_machines; ALTER TABLE machines DROP COLUMN file_until;
   ALTER TABLE licenses DROP COLUMN check_out_days; DELETE FROM migrations WHERE name <> '001_initial.sql'`,
)

/** The first page of a table is overwritten; what else is there can be read. */
export function damagePage(dataDir: string, table: string): void {
  const opened = new DatabaseSync(database(dataDir))
  opened.exec('PRAGMA wal_checkpoint(TRUNCATE)')
  const root = opened.prepare('SELECT rootpage FROM sqlite_schema WHERE name = ?').get(table)
  const size = opened.prepare('PRAGMA page_size').get()
  opened.close()
  const bytes = Number(size?.['page_size'])
  const file = openSync(database(dataDir), 'r+')
  writeSync(file, Buffer.alloc(bytes, 0xff), 0, bytes, (Number(root?.['rootpage']) - 1) * bytes)
  closeSync(file)
}

/** How, the fault that it is, and what to do to the folder for it. */
/** Whoever opens it waits for ever, and hears no signal meanwhile. */
const A_PIPE: readonly [string, string, Damage] = [
  'a pipe',
  'signing_key_not_permitted',
  (dataDir) => {
    const file = keyFile(dataDir)
    rmSync(file)
    execFileSync('mkfifo', [file])
  },
]

export const KEY_FAULTS: readonly (readonly [string, string, Damage])[] = [
  ['missing', 'signing_key_missing', (dataDir) => rmSync(keyFile(dataDir))],
  ['empty', 'signing_key_damaged', (dataDir) => writeFileSync(keyFile(dataDir), '')],
  ['garbage', 'signing_key_damaged', (dataDir) => writeFileSync(keyFile(dataDir), 'x'.repeat(200))],
  ['cut off', 'signing_key_damaged', (dataDir) => truncateSync(keyFile(dataDir), 60)],
  [
    'a folder',
    'signing_key_not_permitted',
    (dataDir) => {
      const file = keyFile(dataDir)
      rmSync(file)
      mkdirSync(file)
    },
  ],
  ...(process.platform === 'win32' ? [] : [A_PIPE]),
  [
    'of another pair',
    'signing_key_other',
    (dataDir) => {
      const { privateKey } = generateSigningKey()
      writeFileSync(keyFile(dataDir), privateKey.export({ format: 'pem', type: 'pkcs8' }))
    },
  ],
]

export const DATABASE_FAULTS: readonly (readonly [string, string, Damage])[] = [
  ['missing', 'database_missing', (dataDir) => rmSync(database(dataDir))],
  ['empty', 'database_damaged', (dataDir) => truncateSync(database(dataDir), 0)],
  ['garbage', 'database_damaged', (dataDir) => writeFileSync(database(dataDir), 'x'.repeat(9000))],
  [
    'cut off',
    'database_damaged',
    (dataDir) => truncateSync(database(dataDir), statSync(database(dataDir)).size - 8192),
  ],
  [
    'a folder',
    'database_not_permitted',
    (dataDir) => {
      rmSync(database(dataDir))
      mkdirSync(database(dataDir))
    },
  ],
  [
    'of another program',
    'database_damaged',
    (dataDir) => {
      rmSync(database(dataDir))
      change('CREATE TABLE t (x)')(dataDir)
    },
  ],
  ['without its table of steps', 'database_damaged', change('DROP TABLE migrations')],
  ['with no step in that table', 'database_damaged', change('DELETE FROM migrations')],
  [
    'with another table of that name',
    'database_damaged',
    change(
      'DROP TABLE migrations; CREATE TABLE migrations (id, batch); INSERT INTO migrations VALUES (1, 1)',
    ),
  ],
  [
    'with the steps of another program',
    'database_damaged',
    change("DELETE FROM migrations; INSERT INTO migrations VALUES ('20260101_users', 0)"),
  ],
  ['without a table', 'database_damaged', change('DROP TABLE machines')],
  ['without a column', 'database_damaged', change('ALTER TABLE licenses DROP COLUMN check_out_days')],
  ['without its account', 'database_damaged', change('DELETE FROM account')],
  [
    'with an account that cannot be read',
    'database_damaged',
    change("PRAGMA ignore_check_constraints = ON; UPDATE account SET vendor = '{'"),
  ],
  ['newer', 'database_newer', change("INSERT INTO migrations VALUES ('999_later.sql', 0)")],
  ['older', 'database_older', change("DELETE FROM migrations WHERE name LIKE '002%'")],
]
