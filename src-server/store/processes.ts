// Processes: what runs on the machines of a license, as clients tell.
import type { DatabaseSync } from 'node:sqlite'
import type { Metadata } from './machines.ts'
import { storedJson } from './stored-json.ts'

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

export function processTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO processes (id, machine_id, pid, metadata, last_heartbeat, created, updated)' +
      ' VALUES (:id, :machineId, :pid, :metadata, :lastHeartbeat, :created, :updated)',
  )
  const FOUND = `
    FROM processes p JOIN machines m ON m.id = p.machine_id
    WHERE m.license_id = :licenseId AND (:machineId IS NULL OR p.machine_id = :machineId)
      AND (:are IS NULL OR (:are = 'dead') = (p.last_heartbeat < :since))`
  const byId = database.prepare(`SELECT p.* ${FOUND} AND p.id = :id`)
  const list = database.prepare(`SELECT p.* ${FOUND}
    AND (:after IS NULL OR (p.created, p.rowid) < (SELECT created, rowid FROM processes WHERE id = :after))
    ORDER BY p.created DESC, p.rowid DESC LIMIT :limit OFFSET :offset`)
  const count = database.prepare(`SELECT count(*) AS count ${FOUND}`)
  const taken = database.prepare('SELECT 1 FROM processes WHERE machine_id = ? AND pid = ?')
  const anyOfId = database.prepare('SELECT 1 FROM processes WHERE id = ?')
  const heartbeat = database.prepare('UPDATE processes SET last_heartbeat = ? WHERE id = ?')
  const remove = database.prepare('DELETE FROM processes WHERE id = ?')
  const removeLongestDead = database.prepare(`DELETE FROM processes WHERE id = (SELECT id FROM processes
    WHERE machine_id = ? AND last_heartbeat < ? ORDER BY last_heartbeat LIMIT 1)`)
  const parameters = ({ licenseId, machineId, beats }: ProcessSearch) => ({
    licenseId,
    machineId: machineId ?? null,
    are: beats?.are ?? null,
    since: beats?.since ?? 0,
  })
  return {
    insert({ metadata, ...values }: Process): void {
      insert.run({ ...values, metadata: JSON.stringify(metadata) })
    },
    find(what: ProcessSearch, id: string): Process | null {
      const row = byId.get({ ...parameters(what), id }) as ProcessRow | undefined
      return row ? toProcess(row) : null
    },
    /** The newest first; those behind the process `after`, none where there is no such one. */
    search: (what: ProcessSearch, limit: number, offset: number, after: string | null = null): Process[] =>
      (list.all({ ...parameters(what), limit, offset, after }) as unknown as ProcessRow[]).map(toProcess),
    count: (what: ProcessSearch): number => Number(count.get(parameters(what))?.['count']),
    isTaken: (machineId: string, pid: string): boolean => taken.get(machineId, pid) !== undefined,
    /** Of any license. */
    isIdOfAny: (id: string): boolean => anyOfId.get(id) !== undefined,
    markHeartbeat: (id: string, now: number): void => void heartbeat.run(now, id),
    remove: (id: string): boolean => remove.run(id).changes === 1,
    /** Of those of a machine that were heard of last before `before`; false: there is none. */
    removeLongestDead: (machineId: string, before: number): boolean =>
      removeLongestDead.run(machineId, before).changes === 1,
  }
}
