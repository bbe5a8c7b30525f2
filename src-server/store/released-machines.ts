// Machines that were released while the app could still run by a file of theirs, and which of them keep their seat until then.
import type { DatabaseSync } from 'node:sqlite'

export interface ReleasedMachine {
  readonly licenseId: string
  readonly fingerprint: string
  /** Of the machine that was released; a machine that comes back gets another. */
  readonly machineId: string
  readonly released: number
  /** Until when the app may run by its file. */
  readonly fileUntil: number
  readonly keepsSeat: boolean
}

export interface SeatsKept {
  readonly count: number
  /** Null: none is kept. */
  readonly firstFree: number | null
}

interface ReleasedRow {
  license_id: string
  fingerprint: string
  machine_id: string
  released: number
  file_until: number
  keeps_seat: number
}

const toReleased = (row: ReleasedRow): ReleasedMachine => ({
  licenseId: row.license_id,
  fingerprint: row.fingerprint,
  machineId: row.machine_id,
  released: row.released,
  fileUntil: row.file_until,
  keepsSeat: row.keeps_seat === 1,
})

export function releasedMachineTable(database: DatabaseSync) {
  const insert = database.prepare(
    'INSERT OR REPLACE INTO released_machines (license_id, fingerprint, machine_id, released, file_until, keeps_seat)' +
      ' VALUES (:licenseId, :fingerprint, :machineId, :released, :fileUntil, :keepsSeat)',
  )
  const HOLDING = 'FROM released_machines WHERE license_id = :licenseId AND file_until > :now'
  const byFingerprint = database.prepare(`SELECT * ${HOLDING} AND fingerprint = :name`)
  const byId = database.prepare(`SELECT * ${HOLDING} AND machine_id = :name`)
  const keeping = database.prepare(
    `SELECT * ${HOLDING} AND keeps_seat = 1 ORDER BY file_until, fingerprint LIMIT :limit OFFSET :offset`,
  )
  const count = database.prepare(`SELECT count(*) AS count ${HOLDING}`)
  const seats = database.prepare(
    `SELECT count(*) AS count, min(file_until) AS first ${HOLDING} AND keeps_seat = 1 AND fingerprint <> :but`,
  )
  const forget = database.prepare(
    'DELETE FROM released_machines WHERE license_id = :licenseId AND fingerprint = :fingerprint',
  )
  const forgetEnded = database.prepare(
    'DELETE FROM released_machines WHERE license_id = :licenseId AND file_until <= :now',
  )
  const one = (row: unknown): ReleasedMachine | null => (row ? toReleased(row as ReleasedRow) : null)
  return {
    insert({ licenseId, fingerprint, machineId, released, fileUntil, ...left }: ReleasedMachine): void {
      const keepsSeat = Number(left.keepsSeat)
      insert.run({ licenseId, fingerprint, machineId, released, fileUntil, keepsSeat })
    },
    /** Only where its file still holds, as everywhere here. */
    byFingerprint: (licenseId: string, fingerprint: string, now: number): ReleasedMachine | null =>
      one(byFingerprint.get({ licenseId, now, name: fingerprint })),
    /** By id or fingerprint, as machines are found. */
    find: (licenseId: string, name: string, now: number): ReleasedMachine | null =>
      one(byId.get({ licenseId, now, name }) ?? byFingerprint.get({ licenseId, now, name })),
    countOf: (licenseId: string, now: number): number => Number(count.get({ licenseId, now })?.['count']),
    /** Those that keep their seat, the one that stops running first before the others. */
    keepingSeats: (licenseId: string, now: number, limit: number, offset = 0): ReleasedMachine[] =>
      (keeping.all({ licenseId, now, limit, offset }) as unknown as ReleasedRow[]).map(toReleased),
    /** How many seats are kept, but for this fingerprint's, and when the first of them is free. */
    seatsKept(licenseId: string, now: number, but = ''): SeatsKept {
      const row = seats.get({ licenseId, now, but })
      return { count: Number(row?.['count']), firstFree: (row?.['first'] ?? null) as number | null }
    },
    forget: (licenseId: string, fingerprint: string): boolean =>
      forget.run({ licenseId, fingerprint }).changes === 1,
    forgetEnded: (licenseId: string, now: number): void => void forgetEnded.run({ licenseId, now }),
  }
}
