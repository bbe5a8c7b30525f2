// Machines: who holds the seats of a license.
import { setImmediate as turn } from 'node:timers/promises'
import { keygenKey } from './keygen-keys.ts'
import { lettersForm, type License } from './licenses.ts'
import { inEachOrder, type Order } from './list-order.ts'
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
  const search = inEachOrder((order, behind) => preparedSearch(queries, order, behind))
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
    /** Those behind the machine `after`, none where there is no such one. */
    search: async (
      what: MachineSearch,
      limit: number,
      offset: number,
      after?: string,
      order: Order = 'desc',
    ): Promise<Machine[]> => (await search[order].list(what, limit, offset, after)).map(toMachine),
    /** How many `search` would give without its bounds. */
    countFound: (what: MachineSearch): Promise<number> => search.desc.count(what),
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

/** Where a list goes on: behind the machine with these. */
interface Place {
  readonly created: number
  readonly rowid: number
}

const NEWER_THAN_ALL: Place = { created: Number.MAX_SAFE_INTEGER, rowid: Number.MAX_SAFE_INTEGER }
const OLDER_THAN_ALL: Place = { created: -1, rowid: -1 }
/** Machines that are looked at between two turns for others: a license may have a million of them. */
const STRETCH = 1000

/** Of each kind of search a statement of its own, so that an index answers what it can; what none answers is sought in stretches. */
function preparedSearch(queries: Queries, order: 'ASC' | 'DESC', isBehind: '>' | '<') {
  const [BEFORE_ALL, BEHIND_ALL] =
    order === 'DESC' ? [NEWER_THAN_ALL, OLDER_THAN_ALL] : [OLDER_THAN_ALL, NEWER_THAN_ALL]
  const inOrder = `ORDER BY created ${order}, rowid ${order} LIMIT :limit OFFSET :offset`
  const filters = `(CAST(:ip AS TEXT) IS NULL OR ip = :ip) AND (CAST(:hostname AS TEXT) IS NULL OR hostname = :hostname)
    AND (CAST(:metadata AS TEXT) IS NULL OR ((instr(metadata, :asText) > 0 OR instr(metadata, :asIs) > 0)
      AND has_metadata(metadata, :metadata)))
    AND (CAST(:are AS TEXT) IS NULL OR (:are = 'dead') =
      (coalesce(last_heartbeat, CASE WHEN :required = 1 THEN created END, :since) < :since))`
  const behind = `(created, rowid) ${isBehind} (:created, :rowid)`
  const notBehindLast = `(:lastCreated, :lastRowid) ${isBehind}= (created, rowid)`
  const prepared = (found: string) => ({
    list: queries.prepare(`SELECT ${COLUMNS} FROM machines WHERE ${found} ${inOrder}`),
    count: queries.prepare(`SELECT count(*) AS count FROM machines WHERE ${found}`),
  })
  const all = prepared(`license_id = :licenseId AND ${behind}`)
  const one = prepared(`license_id = :licenseId AND fingerprint = :fingerprint AND ${behind} AND ${filters}`)
  const some = prepared(`license_id = :licenseId AND ${behind} AND ${notBehindLast} AND ${filters}`)
  const counted = queries.prepare('SELECT machines_count AS count FROM licenses WHERE id = ?')
  const placeOf = queries.prepare(
    'SELECT created, rowid FROM machines WHERE id = :after AND license_id = :licenseId',
  )
  const endOfStretch = queries.prepare(`SELECT created, rowid FROM machines
    WHERE license_id = :licenseId AND ${behind} ${inOrder}`)

  const parameters = ({ ip, hostname, metadata, beats }: MachineSearch) => ({
    ip: ip ?? null,
    hostname: hostname ?? null,
    metadata: metadata ? JSON.stringify(metadata) : null,
    ...withinStored(metadata ?? {}),
    are: beats?.are ?? null,
    since: beats?.since ?? 0,
    required: Number(beats?.required ?? false),
  })
  const kindOf = ({ licenseId: _, fingerprint, ...filters }: MachineSearch) =>
    fingerprint !== undefined
      ? 'one'
      : Object.values(filters).every((filter) => filter === undefined)
        ? 'all'
        : 'some'
  /** What a statement of a search is told of each stretch, from this place on. */
  async function* stretches(what: MachineSearch, from: Place) {
    const { licenseId } = what
    const asked = { licenseId, ...parameters(what) }
    for (let begin = from; ;) {
      const bounds = { licenseId, ...begin, limit: 1, offset: STRETCH - 1 }
      const end = (await endOfStretch.get(bounds)) as Place | undefined
      const { created: lastCreated, rowid: lastRowid } = end ?? BEHIND_ALL
      yield { ...asked, ...begin, lastCreated, lastRowid }
      if (!end) return
      begin = end
      await turn()
    }
  }
  async function listSome(what: MachineSearch, from: Place, limit: number, offset: number) {
    const rows: unknown[] = []
    for await (const stretch of stretches(what, from)) {
      rows.push(...(await some.list.all({ ...stretch, limit: offset + limit - rows.length, offset: 0 })))
      if (rows.length === offset + limit) break
    }
    return rows.slice(offset)
  }
  async function countSome(what: MachineSearch): Promise<number> {
    let count = 0
    for await (const stretch of stretches(what, BEFORE_ALL)) count += countIn(await some.count.get(stretch))
    return count
  }
  return {
    async list(what: MachineSearch, limit: number, offset: number, after?: string): Promise<MachineRow[]> {
      const { licenseId, fingerprint = null } = what
      const from = after === undefined ? BEFORE_ALL : await placeOf.get({ after, licenseId })
      if (!from) return []
      const bounded = { licenseId, ...(from as Place), limit, offset }
      switch (kindOf(what)) {
        case 'all':
          return (await all.list.all(bounded)) as MachineRow[]
        case 'one':
          return (await one.list.all({ ...bounded, fingerprint, ...parameters(what) })) as MachineRow[]
        case 'some':
          return (await listSome(what, from as Place, limit, offset)) as MachineRow[]
      }
    },
    async count(what: MachineSearch): Promise<number> {
      const { licenseId, fingerprint = null } = what
      switch (kindOf(what)) {
        case 'all':
          return countIn(await counted.get(licenseId))
        case 'one':
          return countIn(await one.count.get({ licenseId, fingerprint, ...BEFORE_ALL, ...parameters(what) }))
        case 'some':
          return countSome(what)
      }
    },
  }
}

/** The longest of the values as it stands in a row that has it, as a text or as anything else: others are passed over unread. */
function withinStored(wanted: Metadata) {
  const values = Object.values(wanted).map(String)
  const longest = values.reduce((most, value) => (value.length > most.length ? value : most), '')
  return { asText: `:${JSON.stringify(longest)}`, asIs: `:${longest}` }
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
