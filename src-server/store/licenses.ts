// Licenses and how they are found: by id, by code, by owner.
import { searchForm } from '#shared/search-text.ts'
import { storedRules } from './policies.ts'
import type { Overrides, PolicyRules } from './policy-rules.ts'
import { storedJson } from './stored-json.ts'
import { countIn, type Queries } from './queries.ts'

/** One product of the catalogue that a license covers; `limit` null: none, or a product that is only on or off. */
export interface CoveredProduct {
  readonly code: string
  readonly name: string
  readonly type: string
  readonly limit: number | null
}

/** What a license grants beyond Keygen's own attributes; signed with it (docs/product.md#statuses). */
export interface LicenseMetadata {
  readonly owner: string
  readonly products: readonly CoveredProduct[]
  readonly graceDays: number
  /** `allow`, `refuse`, or for how many days use above the limit is let through. */
  readonly overLimit: 'allow' | 'refuse' | number
  /** ISO 8601. */
  readonly maintenanceUntil: string | null
  readonly features: readonly string[]
  readonly notes: string | null
}

export interface License {
  readonly id: string
  /** The License Code. */
  readonly key: string
  readonly name: string | null
  readonly productId: string
  readonly policyId: string
  /** What it has otherwise than its policy. */
  readonly overrides: Overrides
  /** Of its policy, with what is its own. */
  readonly rules: PolicyRules
  readonly expiry: number | null
  readonly maxMachines: number
  /** Days for which a file holds at the most that its License Code checks out. */
  readonly checkOutDays: number
  readonly suspended: boolean
  readonly banned: boolean
  readonly metadata: LicenseMetadata
  readonly lastValidated: number | null
  readonly lastCheckOut: number | null
  readonly lastCheckIn: number | null
  readonly uses: number
  readonly created: number
  readonly updated: number
  readonly machinesCount: number
  readonly coresCount: number
  /** Bytes. */
  readonly memoryCount: number
  readonly diskCount: number
}

/** What is written of a license; the rest is derived. */
export type LicenseFields = Pick<
  License,
  | 'key'
  | 'name'
  | 'productId'
  | 'policyId'
  | 'overrides'
  | 'expiry'
  | 'maxMachines'
  | 'checkOutDays'
  | 'suspended'
  | 'banned'
  | 'metadata'
>

/** A row of `SELECT`. */
export interface LicenseRow {
  id: string
  key: string
  name: string | null
  product_id: string
  policy_id: string
  overrides: string
  policy_rules: string
  expiry: number | null
  max_machines: number
  check_out_days: number
  suspended: number
  banned: number
  metadata: string
  last_validated: number | null
  last_check_out: number | null
  last_check_in: number | null
  uses: number
  created: number
  updated: number
  machines_count: number
  cores_count: number
  memory_count: number
  disk_count: number
}

/** Of a License Code (docs/formats/license-code.md#form); `license create` refuses one of this form whose check letters do not hold. */
const OUR_FORM = /^(?:[0-9A-HJKMNP-TV-Z]{5}-){4}[0-9A-HJKMNP-TV-Z]{5}$/

const MOST = Number.MAX_SAFE_INTEGER
/** The database counts them as machines come and go. What is above 2^53 cannot be read. */
const sumOf = (column: string): string =>
  `CAST(CASE WHEN l.${column}_total > ${MOST} THEN ${MOST} ELSE l.${column}_total END AS BIGINT) AS ${column}_count`

/** Those of `LicenseRow`: what is there to search by stays where it is. */
const COLUMNS = [
  'id',
  'key',
  'name',
  'product_id',
  'policy_id',
  'overrides',
  'expiry',
  'max_machines',
  'check_out_days',
  'suspended',
  'banned',
  'metadata',
  'last_validated',
  'last_check_out',
  'last_check_in',
  'uses',
  'created',
  'updated',
  'machines_count',
] as const satisfies readonly (keyof LicenseRow)[]

const SELECT = `
  SELECT ${COLUMNS.map((column) => `l.${column}`).join(', ')}, p.rules AS policy_rules, ${sumOf('cores')}, ${sumOf('memory')}, ${sumOf('disk')}
  FROM licenses l JOIN policies p ON p.id = l.policy_id`

/** Nearly all licenses have none. */
const NO_OVERRIDES: Overrides = {}

export function toLicense(row: LicenseRow): License {
  const policyRules = storedRules(row.policy_rules)
  const overrides = row.overrides === '{}' ? NO_OVERRIDES : (storedJson(row.overrides) as Overrides)
  return {
    id: row.id,
    key: row.key,
    name: row.name,
    productId: row.product_id,
    policyId: row.policy_id,
    overrides,
    rules: overrides === NO_OVERRIDES ? policyRules : { ...policyRules, ...overrides },
    expiry: row.expiry,
    maxMachines: row.max_machines,
    checkOutDays: row.check_out_days,
    suspended: row.suspended === 1,
    banned: row.banned === 1,
    metadata: storedJson(row.metadata) as LicenseMetadata,
    lastValidated: row.last_validated,
    lastCheckOut: row.last_check_out,
    lastCheckIn: row.last_check_in,
    uses: row.uses,
    created: row.created,
    updated: row.updated,
    machinesCount: row.machines_count,
    coresCount: row.cores_count,
    memoryCount: row.memory_count,
    diskCount: row.disk_count,
  }
}

export const licenseColumns = (fields: LicenseFields) => ({
  key: fields.key,
  keyLetters: lettersForm(fields.key),
  ofOurForm: Number(OUR_FORM.test(fields.key)),
  ownerSearch: searchForm(fields.metadata.owner),
  name: fields.name,
  productId: fields.productId,
  policyId: fields.policyId,
  overrides: JSON.stringify(fields.overrides),
  expiry: fields.expiry,
  maxMachines: fields.maxMachines,
  checkOutDays: fields.checkOutDays,
  suspended: Number(fields.suspended),
  banned: Number(fields.banned),
  metadata: JSON.stringify(fields.metadata),
})

export interface LicenseSearch {
  readonly owner?: string | undefined
  readonly find?: string | undefined
  readonly limit: number
  readonly offset: number
}

const WITHOUT_BOUNDS = { limit: MOST, offset: 0 } as const

const LEAST_LETTERS = 4
/** As much of a License Code as the desk shows of it. */
const TAIL_LETTERS = 5
const anywhere = (text: string): string => `%${searchForm(text).replaceAll(/[\\%_]/g, '\\$&')}%`

/** A code or a key as it may be read out: without its hyphens, and look-alikes are one letter. */
export const lettersForm = (text: string): string =>
  text
    .toUpperCase()
    .replaceAll(/[^0-9A-Z]/g, '')
    .replaceAll('O', '0')
    .replaceAll(/[IL]/g, '1')

export function licenseTable(queries: Queries) {
  const insert = queries.prepare(
    `INSERT INTO licenses (id, key, key_letters, of_our_form, owner_search, name, product_id, policy_id, overrides, expiry,
      max_machines, check_out_days, suspended, banned, metadata, created, updated)
      VALUES (:id, :key, :keyLetters, :ofOurForm, :ownerSearch, :name, :productId, :policyId, :overrides, :expiry,
      :maxMachines, :checkOutDays, :suspended, :banned, :metadata, :now, :now)`,
  )
  const update = queries.prepare(
    `UPDATE licenses SET key = :key, key_letters = :keyLetters, of_our_form = :ofOurForm, owner_search = :ownerSearch, name = :name,
      product_id = :productId, policy_id = :policyId, overrides = :overrides, expiry = :expiry,
      max_machines = :maxMachines, check_out_days = :checkOutDays, suspended = :suspended, banned = :banned,
      metadata = :metadata, updated = :now WHERE id = :id`,
  )
  const byId = queries.prepare(`${SELECT} WHERE l.id = ?`)
  const byKey = queries.prepare(`${SELECT} WHERE l.key = ?`)
  const newest = queries.prepare(`${SELECT} ORDER BY l.created DESC, l.rowid DESC LIMIT ? OFFSET ?`)
  const oldest = queries.prepare(`${SELECT} ORDER BY l.created, l.rowid`)
  const OF_OWNER = `WHERE l.owner_search LIKE ? ESCAPE '\\'`
  const ofOwner = queries.prepare(
    `${SELECT} ${OF_OWNER} ORDER BY l.owner_search, l.created DESC, l.rowid DESC LIMIT ? OFFSET ?`,
  )
  // Below so many letters a code or a key is no name for anything: their part of the query finds nothing then.
  const FOUND = `
    WHERE l.owner_search LIKE :owner ESCAPE '\\'
      OR (length(:letters) >= ${LEAST_LETTERS} AND (
        l.key_letters LIKE '%' || :letters
        OR EXISTS (SELECT 1 FROM machines m
          WHERE m.license_id = l.id AND m.fingerprint_letters LIKE '%' || :letters || '%')))`
  const found = queries.prepare(
    `${SELECT} ${FOUND} ORDER BY l.owner_search, l.created DESC, l.rowid DESC LIMIT :limit OFFSET :offset`,
  )
  const ending = queries.prepare(`${SELECT} WHERE l.key_letters LIKE '%' || ? LIMIT 2`)
  const count = (where: string) => queries.prepare(`SELECT count(*) AS count FROM licenses l ${where}`)
  const [countAll, countOfOwner, countFound] = [count(''), count(OF_OWNER), count(FOUND)]
  const ofOtherForm = queries.prepare('SELECT 1 FROM licenses WHERE of_our_form = 0 LIMIT 1')
  const checkedIn = queries.prepare('UPDATE licenses SET last_check_in = :now, updated = :now WHERE id = :id')
  const used = queries.prepare('UPDATE licenses SET uses = :uses, updated = :now WHERE id = :id')
  const checkedOut = queries.prepare('UPDATE licenses SET last_check_out = ? WHERE id = ?')
  const one = (row: unknown): License | null => (row ? toLicense(row as LicenseRow) : null)
  return {
    insert: async (id: string, fields: LicenseFields, now: number): Promise<void> => {
      await insert.run({ ...licenseColumns(fields), id, now })
    },
    update: async (id: string, fields: LicenseFields, now: number): Promise<void> => {
      await update.run({ ...licenseColumns(fields), id, now })
    },
    byId: async (id: string): Promise<License | null> => one(await byId.get(id)),
    /** The code exactly as it was issued: it is part of the secret that opens a file. */
    byKey: async (key: string): Promise<License | null> => one(await byKey.get(key)),
    /** Whether no License Code was brought from another system. */
    allOfOurForm: async (): Promise<boolean> => (await ofOtherForm.get()) === undefined,
    byIdOrKey: async (name: string): Promise<License | null> =>
      one((await byId.get(name)) ?? (await byKey.get(name))),
    /**
     * The newest first; or by owner, those with `owner` anywhere in the name, as every search takes letters; or those with
     * `find` there, at the end of the License Code, or in the Unique Key of a machine that has a seat.
     */
    async list({ owner, find, limit, offset }: LicenseSearch): Promise<License[]> {
      const rows = await (find !== undefined
        ? found.all({ owner: anywhere(find), letters: lettersForm(find), limit, offset })
        : owner === undefined
          ? newest.all(limit, offset)
          : ofOwner.all(anywhere(owner), limit, offset))
      return (rows as LicenseRow[]).map(toLicense)
    },
    /** Two at the most; none where `tail` has another length than the last group of a License Code. */
    async endingWith(tail: string): Promise<License[]> {
      const letters = lettersForm(tail)
      const rows = letters.length === TAIL_LETTERS ? await ending.all(letters) : []
      return (rows as LicenseRow[]).map(toLicense)
    },
    /** Those that `list` has, one after another as they are asked for; all of them from the oldest on. */
    async *each({ owner, find }: Pick<LicenseSearch, 'owner' | 'find'>): AsyncGenerator<License> {
      const rows =
        find !== undefined
          ? found.each({ owner: anywhere(find), letters: lettersForm(find), ...WITHOUT_BOUNDS })
          : owner === undefined
            ? oldest.each()
            : ofOwner.each(anywhere(owner), WITHOUT_BOUNDS.limit, WITHOUT_BOUNDS.offset)
      for await (const row of rows) yield toLicense(row as LicenseRow)
    },
    /** How many `list` would give without its bounds. */
    async count({ owner, find }: Pick<LicenseSearch, 'owner' | 'find'>): Promise<number> {
      const row = await (find !== undefined
        ? countFound.get({ owner: anywhere(find), letters: lettersForm(find) })
        : owner === undefined
          ? countAll.get()
          : countOfOwner.get(anywhere(owner)))
      return countIn(row)
    },
    markCheckedIn: async (id: string, now: number): Promise<void> => {
      await checkedIn.run({ id, now })
    },
    setUses: async (id: string, uses: number, now: number): Promise<void> => {
      await used.run({ id, uses, now })
    },
    markCheckedOut: async (id: string, now: number): Promise<void> => {
      await checkedOut.run(now, id)
    },
  }
}
