// Machines that were released while the app could still run by a file of theirs, and which of them keep their seat until then.
import { countIn, type Queries } from './queries.ts'

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

export function releasedMachineTable(queries: Queries) {
  const insert = queries.prepare(
    `INSERT INTO released_machines (license_id, fingerprint, machine_id, released, file_until, keeps_seat)
      VALUES (:licenseId, :fingerprint, :machineId, :released, :fileUntil, :keepsSeat)
      ON CONFLICT (license_id, fingerprint) DO UPDATE SET machine_id = excluded.machine_id,
        released = excluded.released, file_until = excluded.file_until, keeps_seat = excluded.keeps_seat`,
  )
  const HOLDING = 'FROM released_machines WHERE license_id = :licenseId AND file_until > :now'
  const byFingerprint = queries.prepare(`SELECT * ${HOLDING} AND fingerprint = :name`)
  const byId = queries.prepare(`SELECT * ${HOLDING} AND machine_id = :name`)
  const keeping = queries.prepare(
    `SELECT * ${HOLDING} AND keeps_seat = 1 ORDER BY file_until, fingerprint LIMIT :limit OFFSET :offset`,
  )
  const count = queries.prepare(`SELECT count(*) AS count ${HOLDING}`)
  const seats = queries.prepare(
    `SELECT count(*) AS count, min(file_until) AS first ${HOLDING} AND keeps_seat = 1 AND fingerprint <> :but`,
  )
  const forget = queries.prepare(
    'DELETE FROM released_machines WHERE license_id = :licenseId AND fingerprint = :fingerprint',
  )
  const forgetEnded = queries.prepare(
    'DELETE FROM released_machines WHERE license_id = :licenseId AND file_until <= :now',
  )
  const one = (row: unknown): ReleasedMachine | null => (row ? toReleased(row as ReleasedRow) : null)
  return {
    async insert({
      licenseId,
      fingerprint,
      machineId,
      released,
      fileUntil,
      ...left
    }: ReleasedMachine): Promise<void> {
      const keepsSeat = Number(left.keepsSeat)
      await insert.run({ licenseId, fingerprint, machineId, released, fileUntil, keepsSeat })
    },
    /** Only where its file still holds, as everywhere here. */
    byFingerprint: async (
      licenseId: string,
      fingerprint: string,
      now: number,
    ): Promise<ReleasedMachine | null> => one(await byFingerprint.get({ licenseId, now, name: fingerprint })),
    /** By id or fingerprint, as machines are found. */
    find: async (licenseId: string, name: string, now: number): Promise<ReleasedMachine | null> =>
      one((await byId.get({ licenseId, now, name })) ?? (await byFingerprint.get({ licenseId, now, name }))),
    countOf: async (licenseId: string, now: number): Promise<number> =>
      countIn(await count.get({ licenseId, now })),
    /** Those that keep their seat, the one that stops running first before the others. */
    keepingSeats: async (
      licenseId: string,
      now: number,
      limit: number,
      offset = 0,
    ): Promise<ReleasedMachine[]> =>
      ((await keeping.all({ licenseId, now, limit, offset })) as ReleasedRow[]).map(toReleased),
    /** How many seats are kept, but for this fingerprint's, and when the first of them is free. */
    async seatsKept(licenseId: string, now: number, but = ''): Promise<SeatsKept> {
      const row = (await seats.get({ licenseId, now, but })) as { count: number; first: number | null }
      return { count: row.count, firstFree: row.first }
    },
    forget: async (licenseId: string, fingerprint: string): Promise<boolean> =>
      (await forget.run({ licenseId, fingerprint })) === 1,
    forgetEnded: async (licenseId: string, now: number): Promise<void> => {
      await forgetEnded.run({ licenseId, now })
    },
  }
}
