// Licenses that are about to be taken over all at once. They wait in a table that is this connection's alone, on the disk and
// not in memory: nobody has to wait for them, and nothing is left of them when the program ends.
import { licenseColumns, toLicense, type License, type LicenseFields, type LicenseRow } from './licenses.ts'
import { countIn, type Queries } from './queries.ts'

export interface StagedLicense {
  /** Of the list that names it. */
  readonly line: number
  readonly id: string
  readonly fields: LicenseFields
  readonly uses: number
  readonly lastCheckIn: number | null
}

interface StagedLine {
  readonly line: number
}

const SAME =
  'id, key, key_letters, of_our_form, owner_search, name, product_id, policy_id, overrides, expiry, max_machines, check_out_days, suspended, banned, metadata, uses, last_check_in'

/** Makes their table, on the connection that `stagedLicenses` asks. */
export const STAGE = `
    CREATE TEMP TABLE staged_licenses (
      line INTEGER PRIMARY KEY, id TEXT, key TEXT UNIQUE, key_letters TEXT, of_our_form INTEGER, owner_search TEXT,
      name TEXT, product_id TEXT, policy_id TEXT, overrides TEXT, expiry BIGINT, max_machines INTEGER,
      check_out_days INTEGER, suspended INTEGER, banned INTEGER, metadata TEXT, uses INTEGER, last_check_in BIGINT
    )`

export function stagedLicenses(queries: Queries, now: number) {
  const add = queries.prepare(`
    INSERT INTO staged_licenses (line, ${SAME}) VALUES (:line, :id, :key, :keyLetters, :ofOurForm, :ownerSearch, :name, :productId, :policyId,
      :overrides, :expiry, :maxMachines, :checkOutDays, :suspended, :banned, :metadata, :uses, :lastCheckIn)
    ON CONFLICT (key) DO NOTHING`)
  const lineOf = queries.prepare('SELECT line FROM staged_licenses WHERE key = ?')
  const IS_TAKEN = 'EXISTS (SELECT 1 FROM licenses l WHERE l.key = s.key)'
  const taken = queries.prepare(`SELECT line FROM staged_licenses s WHERE ${IS_TAKEN} ORDER BY line`)
  const dropTaken = queries.prepare(`DELETE FROM staged_licenses AS s WHERE ${IS_TAKEN}`)
  const count = queries.prepare('SELECT count(*) AS count FROM staged_licenses')
  const each = queries.prepare(`
    SELECT s.*, CAST(:now AS BIGINT) AS created, CAST(:now AS BIGINT) AS updated, NULL AS last_validated, NULL AS last_check_out,
      0 AS machines_count, 0 AS cores_count, 0 AS memory_count, 0 AS disk_count, p.rules AS policy_rules
    FROM staged_licenses s JOIN policies p ON p.id = s.policy_id ORDER BY s.line`)
  const insert = queries.prepare(`
    INSERT INTO licenses (${SAME}, created, updated)
    SELECT ${SAME}, CAST(:now AS BIGINT), CAST(:now AS BIGINT) FROM staged_licenses ORDER BY line`)
  const record = queries.prepare(`
    INSERT INTO events (time, what, license_id, actor, details)
    SELECT CAST(:now AS BIGINT), 'license.created', id, 'desk', '{"imported":true}' FROM staged_licenses ORDER BY line`)
  const drop = queries.prepare('DROP TABLE staged_licenses')
  return {
    /** Null; or the line that has the same code, and this one is not added. */
    async add({ line, id, fields, uses, lastCheckIn }: StagedLicense): Promise<number | null> {
      const added = await add.run({ ...licenseColumns(fields), line, id, uses, lastCheckIn })
      return added === 1 ? null : ((await lineOf.get(fields.key)) as StagedLine).line
    },
    /** Tells each whose code a license has by now, and forgets it. */
    async dropTaken(tell: (line: number) => void): Promise<void> {
      for await (const row of taken.each()) tell((row as StagedLine).line)
      await dropTaken.run()
    },
    isAnyTaken: async (): Promise<boolean> => (await taken.get()) !== undefined,
    count: async (): Promise<number> => countIn(await count.get()),
    async *each(): AsyncGenerator<License> {
      for await (const row of each.each({ now })) yield toLicense(row as LicenseRow)
    },
    /** Within a transaction. */
    async insertAll(): Promise<void> {
      await insert.run({ now })
      await record.run({ now })
    },
    forget: async (): Promise<void> => {
      await drop.run()
    },
  }
}

export type StagedLicenses = ReturnType<typeof stagedLicenses>
