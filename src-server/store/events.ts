// The audit log: what happened to which license and machine, and who did it. Never a secret in it.
import { storedJson } from './stored-json.ts'
import type { Queries } from './queries.ts'

export interface AuditEvent {
  readonly time: number
  /** Keygen's event names where it has one, e.g. `machine.created`. */
  readonly what: string
  readonly licenseId?: string
  readonly machineId?: string
  /** `desk`: a representative; `license`: a client that showed its License Code; `server`: it, of itself. */
  readonly actor: 'desk' | 'license' | 'server'
  readonly details?: Readonly<Record<string, unknown>>
}

interface EventRow {
  time: number
  what: string
  license_id: string | null
  machine_id: string | null
  actor: AuditEvent['actor']
  details: string | null
}

function toEvent(row: EventRow): AuditEvent {
  return {
    time: row.time,
    what: row.what,
    actor: row.actor,
    ...(row.license_id !== null && { licenseId: row.license_id }),
    ...(row.machine_id !== null && { machineId: row.machine_id }),
    ...(row.details !== null && { details: storedJson(row.details) as Record<string, unknown> }),
  }
}

export function eventTable(queries: Queries) {
  const insert = queries.prepare(
    'INSERT INTO events (time, what, license_id, machine_id, actor, details)' +
      ' VALUES (:time, :what, :licenseId, :machineId, :actor, :details)',
  )
  const ofLicense = queries.prepare('SELECT * FROM events WHERE license_id = ? ORDER BY sequence')
  return {
    async record(event: AuditEvent): Promise<void> {
      const { time, what, licenseId = null, machineId = null, actor } = event
      const details = event.details ? JSON.stringify(event.details) : null
      await insert.run({ time, what, licenseId, machineId, actor, details })
    },
    /** The oldest first. */
    ofLicense: async (licenseId: string): Promise<AuditEvent[]> =>
      ((await ofLicense.all(licenseId)) as EventRow[]).map(toEvent),
  }
}
