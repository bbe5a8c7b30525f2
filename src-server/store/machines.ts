// Machines: who holds the seats of a license.
import { keygenKey } from './keygen-keys.ts'
import { lettersForm, type License } from './licenses.ts'
import { storedJson } from './stored-json.ts'
import { countIn, type Queries } from './queries.ts'

export type Metadata = Readonly<Record<string, unknown>>

export interface Machine {
  readonly id: string
  readonly licenseId: string
  /** The Unique Key, for machines of our own app; unique within its license. */
  readonly fingerprint: string
  readonly name: string | null
  readonly hostname: string | null
  readonly platform: string | null
  readonly ip: string | null
  readonly cores: number | null
  readonly memory: number | null
  readonly disk: number | null
  readonly metadata: Metadata
  readonly lastHeartbeat: number | null
  readonly lastCheckOut: number | null
  /** Until when the app may run by the files that this machine was given; null: it has had none. */
  readonly fileUntil: number | null
  readonly created: number
  readonly updated: number
}

interface MachineRow {
  id: string
  license_id: string
  fingerprint: string
  name: string | null
  hostname: string | null
  platform: string | null
  ip: string | null
  cores: number | null
  memory: number | null
  disk: number | null
  metadata: string
  last_heartbeat: number | null
  last_check_out: number | null
  file_until: number | null
  created: number
  updated: number
}

/** What is left out does not matter. */
export interface MachineSearch {
  readonly licenseId: string
  readonly fingerprint?: string | undefined
  readonly ip?: string | undefined
  readonly hostname?: string | undefined
  /** By Keygen's spelling of its keys, and as they are written in an address. */
  readonly metadata?: Readonly<Record<string, string>> | undefined
  readonly beats?: HeartbeatSearch | undefined
}

/** Milliseconds: machines without a heartbeat count from when they were made where one is required. */
export interface HeartbeatSearch {
  readonly are: 'alive' | 'dead'
  readonly since: number
  readonly required: boolean
}

/** What a client may change of its machine. */
export type MachineChange = Pick<Machine, 'name' | 'hostname' | 'platform' | 'ip'>

function toMachine(row: MachineRow): Machine {
  const { license_id, metadata, last_heartbeat, last_check_out, file_until, ...same } = row
  return {
    ...same,
    licenseId: license_id,
    metadata: storedJson(metadata) as Metadata,
    lastHeartbeat: last_heartbeat,
    lastCheckOut: last_check_out,
    fileUntil: file_until,
  }
}

const COLUMNS = `id, license_id, fingerprint, name, hostname, platform, ip, cores, memory, disk, metadata, last_heartbeat,
  last_check_out, file_until, created, updated`

export function machineTable(queries: Queries) {
  const insert = queries.prepare(
    `INSERT INTO machines (id, license_id, fingerprint, fingerprint_letters, name, hostname, platform, ip, cores, memory,
      disk, metadata, last_heartbeat, file_until, created, updated) VALUES (:id, :licenseId, :fingerprint, :letters,
      :name, :hostname, :platform, :ip, :cores, :memory, :disk, :metadata, :lastHeartbeat, :fileUntil, :created, :updated)`,
  )
  const byId = queries.prepare(`SELECT ${COLUMNS} FROM machines WHERE license_id = ? AND id = ?`)
  const byFingerprint = queries.prepare(
    `SELECT ${COLUMNS} FROM machines WHERE license_id = ? AND fingerprint = ?`,
  )
  const ofLicense = queries.prepare(
    `SELECT ${COLUMNS} FROM machines WHERE license_id = ? ORDER BY created DESC, rowid DESC LIMIT ? OFFSET ?`,
  )
  const count = queries.prepare('SELECT machines_count AS count FROM licenses WHERE id = ?')
  const remove = queries.prepare('DELETE FROM machines WHERE id = ?')
  const heartbeat = queries.prepare('UPDATE machines SET last_heartbeat = ? WHERE id = ?')
  const checkedOut = queries.prepare(
    'UPDATE machines SET last_check_out = :now, file_until = CASE WHEN file_until > :fileUntil THEN file_until ELSE :fileUntil END' +
      ' WHERE id = :id AND license_id = :licenseId AND fingerprint = :fingerprint',
  )
  const update = queries.prepare(
    'UPDATE machines SET name = :name, hostname = :hostname, platform = :platform, ip = :ip, updated = :now WHERE id = :id',
  )
  const others = queries.prepare(`SELECT 1 FROM machines m JOIN licenses l ON l.id = m.license_id
    WHERE m.fingerprint = :fingerprint AND (CAST(:product AS TEXT) IS NULL OR l.product_id = :product)
      AND (CAST(:policy AS TEXT) IS NULL OR l.policy_id = :policy) LIMIT 1`)
  const anyOfId = queries.prepare('SELECT 1 FROM machines WHERE id = ?')
  const search = preparedSearch(queries)
  const one = (row: unknown): Machine | null => (row ? toMachine(row as MachineRow) : null)
  return {
    async insert(machine: Machine): Promise<void> {
      const { lastCheckOut: _, metadata, ...values } = machine
      const letters = lettersForm(values.fingerprint)
      await insert.run({ ...values, letters, metadata: JSON.stringify(metadata) })
    },
    byFingerprint: async (licenseId: string, fingerprint: string): Promise<Machine | null> =>
      one(await byFingerprint.get(licenseId, fingerprint)),
    /** By id or fingerprint, among the machines of one license. */
    find: async (licenseId: string, name: string): Promise<Machine | null> =>
      one((await byId.get(licenseId, name)) ?? (await byFingerprint.get(licenseId, name))),
    /** The newest first. */
    ofLicense: async (licenseId: string, limit: number, offset = 0): Promise<Machine[]> =>
      ((await ofLicense.all(licenseId, limit, offset)) as MachineRow[]).map(toMachine),
    /** The newest first; those behind the machine `after`, none where there is no such one. */
    search: async (what: MachineSearch, limit: number, offset: number, after?: string): Promise<Machine[]> =>
      (await search.list(what, limit, offset, after)).map(toMachine),
    /** How many `search` would give without its bounds. */
    countFound: (what: MachineSearch): Promise<number> => search.count(what),
    /** Whether a machine of any license has the fingerprint among which the policy wants it unique. */
    async isTakenBeyond({ policyId, productId, rules }: License, fingerprint: string): Promise<boolean> {
      const wide = rules.machineUniquenessStrategy
      if (wide === 'UNIQUE_PER_LICENSE') return false
      const product = wide === 'UNIQUE_PER_PRODUCT' ? productId : null
      const policy = wide === 'UNIQUE_PER_POLICY' ? policyId : null
      return (await others.get({ fingerprint, product, policy })) !== undefined
    },
    /** Of any license. */
    isIdOfAny: async (id: string): Promise<boolean> => (await anyOfId.get(id)) !== undefined,
    change: async (
      id: string,
      { name, hostname, platform, ip }: MachineChange,
      now: number,
    ): Promise<void> => {
      await update.run({ id, name, hostname, platform, ip, now })
    },
    countOf: async (licenseId: string): Promise<number> => countIn(await count.get(licenseId)),
    remove: async (id: string): Promise<boolean> => (await remove.run(id)) === 1,
    markHeartbeat: async (id: string, now: number): Promise<void> => {
      await heartbeat.run(now, id)
    },
    /** False: the machine was released meanwhile, though another one may have its id by now: a client chooses it. */
    markCheckedOut: async (
      { id, licenseId, fingerprint }: Pick<Machine, 'id' | 'licenseId' | 'fingerprint'>,
      now: number,
      fileUntil: number,
    ): Promise<boolean> => (await checkedOut.run({ id, licenseId, fingerprint, now, fileUntil })) === 1,
  }
}

/** Of each kind of search a statement of its own, so that an index answers what it can. */
function preparedSearch(queries: Queries) {
  const prepared = (byFingerprint: string) => {
    const found = `
      FROM machines WHERE license_id = :licenseId AND ${byFingerprint}
        AND (CAST(:ip AS TEXT) IS NULL OR ip = :ip) AND (CAST(:hostname AS TEXT) IS NULL OR hostname = :hostname)
        AND (CAST(:metadata AS TEXT) IS NULL OR (instr(metadata, :within) > 0 AND has_metadata(metadata, :metadata)))
        AND (CAST(:are AS TEXT) IS NULL OR (:are = 'dead') =
          (coalesce(last_heartbeat, CASE WHEN :required = 1 THEN created END, :since) < :since))`
    const newestFirst = 'ORDER BY created DESC, rowid DESC LIMIT :limit OFFSET :offset'
    return {
      list: queries.prepare(`SELECT ${COLUMNS} ${found} ${newestFirst}`),
      behind:
        queries.prepare(`SELECT ${COLUMNS} ${found} AND (created, rowid) < (SELECT created, rowid FROM machines
        WHERE id = :after AND license_id = :licenseId) ${newestFirst}`),
      count: queries.prepare(`SELECT count(*) AS count ${found}`),
    }
  }
  const one = prepared('fingerprint = :fingerprint')
  const all = prepared('CAST(:fingerprint AS TEXT) IS NULL')
  const statements = ({ fingerprint }: MachineSearch) => (fingerprint === undefined ? all : one)
  const counted = queries.prepare('SELECT machines_count AS count FROM licenses WHERE id = ?')
  const parameters = ({ licenseId, fingerprint, ip, hostname, metadata, beats }: MachineSearch) => ({
    licenseId,
    fingerprint: fingerprint ?? null,
    ip: ip ?? null,
    hostname: hostname ?? null,
    metadata: metadata ? JSON.stringify(metadata) : null,
    within: metadata ? withinStored(metadata) : '',
    are: beats?.are ?? null,
    since: beats?.since ?? 0,
    required: Number(beats?.required ?? false),
  })
  return {
    async list(what: MachineSearch, limit: number, offset: number, after?: string): Promise<MachineRow[]> {
      const bounded = { ...parameters(what), limit, offset }
      const { list, behind } = statements(what)
      const rows = await (after === undefined ? list.all(bounded) : behind.all({ ...bounded, after }))
      return rows as MachineRow[]
    },
    async count(what: MachineSearch): Promise<number> {
      const { licenseId, ...filters } = what
      const isAll = Object.values(filters).every((filter) => filter === undefined)
      return countIn(await (isAll ? counted.get(licenseId) : statements(what).count.get(parameters(what))))
    },
  }
}

/** The longest of the values as it stands in a row that has it, so that the others are passed over unread. */
function withinStored(wanted: Metadata): string {
  const values = Object.values(wanted).map((value) => JSON.stringify(String(value)).slice(1, -1))
  return values.reduce((longest, value) => (value.length > longest.length ? value : longest), '')
}

/** Keys as Keygen spells them, so that it finds what it shows. */
export function hasMetadata(metadata: Metadata, wanted: Metadata): boolean {
  const held = new Map(Object.entries(metadata).map(([key, value]) => [keygenKey(key), addressForm(value)]))
  return Object.entries(wanted).every(([key, value]) => held.get(keygenKey(key)) === value)
}

/** As an address can say it; null: it cannot. */
function addressForm(value: unknown): string | null {
  if (typeof value === 'string') return value
  return typeof value === 'object' && value !== null ? null : JSON.stringify(value)
}
