// What the contract shows of the activity log, of what the vendor changed, and of seats that wait to be given back.
import { z } from 'zod'
import { CHANGE_KINDS } from '../license/changes.ts'

const instant = z.iso.datetime()
const value = z.union([z.string(), z.number()]).nullable()

/** Of an attempt that failed by a wrong clock: the activation server's time, and this machine's. */
export const clocks = z.object({ serverTime: instant, clock: instant })

/** What the words of an error code name, where the code travels as part of an answer or of a line. */
export const failureParams = z.record(z.string(), z.unknown())

/** One thing that the vendor changed, told once: by the refresh that found it, and in the activity log. */
export const licenseChange = z.object({
  licenseId: z.string(),
  owner: z.string(),
  kind: z.enum(CHANGE_KINDS),
  /** null: the whole license. */
  product: z.object({ code: z.string(), name: z.string() }).nullable(),
  /** `limit`: amounts, null: no limit. Renewed and shortened: dates, null: unlimited. Otherwise null. */
  from: value,
  to: value,
})

export const ACTIVITY_ACTIONS = [
  'activate_online',
  'activate_offline',
  'refresh',
  'automatic_check',
  'deactivate',
  'export',
  'settings',
  'machine_id',
  'repair',
  'backup',
  'restore',
  'not_read',
  'unreadable',
] as const

export const activityEntry = z.object({
  at: instant,
  /** Who: the user name. */
  actor: z.string(),
  /** From where: `desktop`, `web` or `cli`. */
  host: z.string(),
  /** One of ACTIVITY_ACTIONS, or one that another version of the app wrote. */
  action: z.string(),
  /** `ok` or the code of the failure. */
  result: z.string(),
  /** Ids, product codes, formats; of a License Code that failed its last letters alone; of `unreadable` file and count. */
  subject: z.string().nullable(),
  changes: z.array(licenseChange),
  /** Ids of the licenses that a refresh asked about, whether it could refresh them or not. */
  checked: z.array(z.string()),
  /** Licenses that a refresh could not refresh, with the code of what stood in the way; `params`: of the first with that code. */
  problems: z.array(z.object({ license: z.string(), code: z.string(), params: failureParams.optional() })),
  /** The operator's declaration that an offline license is not used here any more. */
  returnCode: z.string().nullable(),
  /** Of `clock_off` alone. */
  clocks: clocks.optional(),
  /**
   * What the words of `result` name, such as a proxy or a file; of an activation `owner`, and `renewed` where the license was
   * here already; of a deactivation `owner` and `codeMasked` of what is not here any more,
   * and `givenUp` where it was missing and the server was told nothing. Never a code or a key.
   */
  params: failureParams.optional(),
})

export const activityPage = z.object({
  /** The newest first. */
  entries: z.array(activityEntry),
  /** For the next question's `before`; null: there is nothing older. Fewer entries than asked for say nothing. */
  next: z.string().nullable(),
})

/** A license that was deactivated while its server was away: a later refresh frees the seat. */
export const pendingReturn = z.object({ id: z.string(), owner: z.string(), since: instant })

export const clockView = z.object({
  /** `behind`: at most 24 h before the latest signed time, a warning alone. `problem`: more, products may not run. */
  state: z.enum(['ok', 'behind', 'problem']),
  /** The latest time that the vendor signed; null: none yet. */
  mark: instant.nullable(),
  now: instant,
})

export type Clocks = z.infer<typeof clocks>
export type LicenseChange = z.infer<typeof licenseChange>
export type ActivityAction = (typeof ACTIVITY_ACTIONS)[number]
export type ActivityEntry = z.infer<typeof activityEntry>
export type ActivityPage = z.infer<typeof activityPage>
export type ClockView = z.infer<typeof clockView>
