// Machines: who holds the seats of a license.
import type { DatabaseSync } from 'node:sqlite'
import { storedJson } from './stored-json.ts'

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

export function machineTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT INTO machines (id, license_id, fingerprint, name, hostname, platform, ip, cores, memory, disk, metadata,' +
      ' file_until, created, updated) VALUES (:id, :licenseId, :fingerprint, :name, :hostname, :platform, :ip, :cores,' +
      ' :memory, :disk, :metadata, :fileUntil, :created, :updated)',
  )
  const byId = database.prepare('SELECT * FROM machines WHERE license_id = ? AND id = ?')
  const byFingerprint = database.prepare('SELECT * FROM machines WHERE license_id = ? AND fingerprint = ?')
  const ofLicense = database.prepare(
    'SELECT * FROM machines WHERE license_id = ? ORDER BY created DESC, rowid DESC LIMIT ? OFFSET ?',
  )
  const count = database.prepare('SELECT count(*) AS count FROM machines WHERE license_id = ?')
  const remove = database.prepare('DELETE FROM machines WHERE id = ?')
  const heartbeat = database.prepare('UPDATE machines SET last_heartbeat = ? WHERE id = ?')
  const checkedOut = database.prepare(
    'UPDATE machines SET last_check_out = :now, file_until = max(coalesce(file_until, 0), :fileUntil) WHERE id = :id',
  )
  const one = (row: unknown): Machine | null => (row ? toMachine(row as MachineRow) : null)
  return {
    insert(machine: Machine): void {
      // A new machine has neither pinged nor checked out a file.
      const { lastHeartbeat: _, lastCheckOut: __, metadata, ...values } = machine
      insert.run({ ...values, metadata: JSON.stringify(metadata) })
    },
    byFingerprint: (licenseId: string, fingerprint: string): Machine | null =>
      one(byFingerprint.get(licenseId, fingerprint)),
    /** By id or fingerprint, among the machines of one license. */
    find: (licenseId: string, name: string): Machine | null =>
      one(byId.get(licenseId, name) ?? byFingerprint.get(licenseId, name)),
    /** The newest first. */
    ofLicense: (licenseId: string, limit: number, offset = 0): Machine[] =>
      (ofLicense.all(licenseId, limit, offset) as unknown as MachineRow[]).map(toMachine),
    countOf: (licenseId: string): number => Number(count.get(licenseId)?.['count']),
    remove: (id: string): boolean => remove.run(id).changes === 1,
    markHeartbeat: (id: string, now: number): void => void heartbeat.run(now, id),
    /** False: the machine was released meanwhile. */
    markCheckedOut: (id: string, now: number, fileUntil: number): boolean =>
      checkedOut.run({ id, now, fileUntil }).changes === 1,
  }
}
