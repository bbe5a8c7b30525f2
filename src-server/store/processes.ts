// Processes: what runs on the machines of a license, as clients tell.
import type { Metadata } from './machines.ts'
import { inEachOrder, type Order } from './list-order.ts'
import { storedJson } from './stored-json.ts'
import { countIn, type Queries } from './queries.ts'

/** Of one machine, also where no policy bounds them. */
export const MOST_PROCESSES = 1000

export interface Process {
  readonly id: string
  readonly machineId: string
  /** What its client calls it; unique within its machine. */
  readonly pid: string
  readonly metadata: Metadata
  readonly lastHeartbeat: number
  readonly created: number
  readonly updated: number
}

interface ProcessRow {
  id: string
  machine_id: string
  pid: string
  metadata: string
  last_heartbeat: number
  created: number
  updated: number
}

/** Of a license; of one of its machines where that is named. `since`: the earliest heartbeat of one that is alive. */
export interface ProcessSearch {
  readonly licenseId: string
  readonly machineId?: string | undefined
  readonly beats?: { readonly are: 'alive' | 'dead'; readonly since: number } | undefined
}

const toProcess = ({ machine_id, metadata, last_heartbeat, ...same }: ProcessRow): Process => ({
  ...same,
  machineId: machine_id,
  metadata: storedJson(metadata) as Metadata,
  lastHeartbeat: last_heartbeat,
})

export function processTable(queries: Queries) {
  const insert = queries.prepare(
    'INSERT INTO processes (id, machine_id, pid, metadata, last_heartbeat, created, updated)' +
      ' VALUES (:id, :machineId, :pid, :metadata, :lastHeartbeat, :created, :updated)',
  )
  const COLUMNS = 'p.id, p.machine_id, p.pid, p.metadata, p.last_heartbeat, p.created, p.updated'
  const FOUND = `FROM processes p JOIN machines m ON m.id = p.machine_id WHERE m.license_id = :licenseId
    AND (CAST(:are AS TEXT) IS NULL OR (:are = 'dead') = (p.last_heartbeat < :since))`
  const prepared = (found: string) => ({
    byId: queries.prepare(`SELECT ${COLUMNS} ${found} AND p.id = :id`),
    list: inEachOrder((order, behind) =>
      queries.prepare(`SELECT ${COLUMNS} ${found}
      AND (CAST(:after AS TEXT) IS NULL OR (p.created, p.rowid) ${behind} (SELECT created, rowid FROM processes WHERE id = :after))
      ORDER BY p.created ${order}, p.rowid ${order} LIMIT :limit OFFSET :offset`),
    ),
    count: queries.prepare(`SELECT count(*) AS count ${found}`),
  })
  // Of its own, so that one machine costs no more where its license has a million.
  const ofMachine = prepared(`${FOUND} AND p.machine_id = :machineId`)
  const ofLicense = prepared(FOUND)
  const within = ({ machineId }: ProcessSearch) => (machineId === undefined ? ofLicense : ofMachine)
  const taken = queries.prepare('SELECT 1 FROM processes WHERE machine_id = ? AND pid = ?')
  const anyOfId = queries.prepare('SELECT 1 FROM processes WHERE id = ?')
  const heartbeat = queries.prepare('UPDATE processes SET last_heartbeat = ? WHERE id = ?')
  const remove = queries.prepare('DELETE FROM processes WHERE id = ?')
  const removeLongestDead = queries.prepare(`DELETE FROM processes WHERE id = (SELECT id FROM processes
    WHERE machine_id = ? AND last_heartbeat < ? ORDER BY last_heartbeat LIMIT 1)`)
  const parameters = ({ licenseId, machineId, beats }: ProcessSearch) => ({
    licenseId,
    ...(machineId !== undefined && { machineId }),
    are: beats?.are ?? null,
    since: beats?.since ?? 0,
  })
  return {
    async insert({ metadata, ...values }: Process): Promise<void> {
      await insert.run({ ...values, metadata: JSON.stringify(metadata) })
    },
    async find(what: ProcessSearch, id: string): Promise<Process | null> {
      const row = (await within(what).byId.get({ ...parameters(what), id })) as ProcessRow | undefined
      return row ? toProcess(row) : null
    },
    /** Those behind the process `after`, none where there is no such one. */
    search: async (
      what: ProcessSearch,
      limit: number,
      offset: number,
      after: string | null = null,
      order: Order = 'desc',
    ): Promise<Process[]> =>
      (
        (await within(what).list[order].all({ ...parameters(what), limit, offset, after })) as ProcessRow[]
      ).map(toProcess),
    count: async (what: ProcessSearch): Promise<number> =>
      countIn(await within(what).count.get(parameters(what))),
    isTaken: async (machineId: string, pid: string): Promise<boolean> =>
      (await taken.get(machineId, pid)) !== undefined,
    /** Of any license. */
    isIdOfAny: async (id: string): Promise<boolean> => (await anyOfId.get(id)) !== undefined,
    markHeartbeat: async (id: string, now: number): Promise<void> => {
      await heartbeat.run(now, id)
    },
    remove: async (id: string): Promise<boolean> => (await remove.run(id)) === 1,
    /** Of those of a machine that were heard of last before `before`; false: there is none. */
    removeLongestDead: async (machineId: string, before: number): Promise<boolean> =>
      (await removeLongestDead.run(machineId, before)) === 1,
  }
}
