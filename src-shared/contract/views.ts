// What the contract shows of a license: the rows of the page, the lines of the CLI, the export's cells.
import { z } from 'zod'
import { END_OF, STATUSES, UNTIL_OF } from '../license/status.ts'
import { clockView, pendingReturn } from './activity-views.ts'

const instant = z.iso.datetime()
const optional = instant.nullable()
const status = z.enum(STATUSES)

/** When it ends on this machine, and what ends then: a Local License Key may end before its license. null: never. */
const end = z.object({ at: instant, of: z.enum(END_OF) }).nullable()
/** When it stops by itself if nothing is done; null: never, as far as is known, or it has stopped. */
const until = optional
/** What is over then: `check`, an online license that nobody refreshes; `usage`, the days above a limit. null: `until` is. */
const untilOf = z.enum(UNTIL_OF).nullable()

/** What this installation is. */
export const appInfo = z.object({
  name: z.string(),
  version: z.string(),
  host: z.enum(['desktop', 'web', 'cli']),
  /** As the machine calls itself: a report for an audit says where it was made. */
  hostName: z.string(),
  vendor: z.object({
    id: z.string(),
    name: z.string(),
    uniqueKeyPrefix: z.string(),
    codeForm: z.enum(['checked', 'any']),
    supportEmail: z.string(),
    supportUrl: z.string(),
  }),
  demo: z.boolean(),
  offlineOnly: z.boolean(),
  /** By the vendor or an administrator: nobody switches it off here. */
  offlineOnlyLaidDown: z.boolean(),
  server: z.string(),
  dataDir: z.string(),
})

/** One row of the table: one product of one license. */
export const productView = z.object({
  code: z.string(),
  name: z.string(),
  type: z.string(),
  /** null: no limit; for an on/off product (type `Status`) always null. */
  limit: z.number().nullable(),
  /** What the usage is judged against: the limits of all licenses in force for the product; null: no limit. */
  totalLimit: z.number().nullable(),
  /** null: the product reported none. */
  usage: z.number().nullable(),
  expires: optional,
  status,
  mayRun: z.boolean(),
  end,
  until,
  untilOf,
})

export const licenseView = z.object({
  id: z.string(),
  owner: z.string(),
  mode: z.enum(['online', 'offline']),
  status,
  mayRun: z.boolean(),
  end,
  until,
  untilOf,
  /** null: unlimited. */
  expires: optional,
  /** Online: the last contact with the activation server. Offline: the date of the local key. */
  lastCheck: optional,
  /** All but its last letters hidden. */
  codeMasked: z.string(),
  activatedOn: optional,
  /** Until when the file on this machine holds by itself; null: as long as the license. */
  localKeyValidUntil: optional,
  maintenanceUntil: optional,
  /** The Unique Key of the machine that it is for; null: nothing tells. */
  machine: z.string().nullable(),
  features: z.array(z.string()),
  issuedBy: z.string().nullable(),
  policy: z.string().nullable(),
  notes: z.string().nullable(),
  /** Why an `invalid` or `other_machine` license does not hold: the code of the failure. */
  problem: z.string().nullable(),
  products: z.array(productView),
})

/**
 * `no_permission`: there may well be a license, but this person may not read it; `not_writable`: it is read, and nothing can be stored there; `read_failed`: the disk did not give
 * it, and may another time; `too_many_open_files`: neither could this process open it. `gone`: licenses were here before; `not_mounted`: the data folder is the place of a disk of
 * its own, and empty. The others are no license: `incomplete` without key or code, `unreadable` damaged, `damaged` a license that is read and does not hold: it stays,
 * `not_a_folder` something else in its place, `not_a_file` a link, a pipe or a folder in the place of one of its files.
 * `young`: a repair leaves what was put there within the last minute, since somebody may be copying it.
 * `left_over`: of a writer that was killed, and of no use to anybody. `deactivation_begun`: nothing is damaged; whether a deactivation reached the server is not known, and a refresh asks it.
 * `renewed`: the note of a deactivation was damaged, and a repair made a new one.
 * `note_lost`: the note of a deactivation is damaged, and nothing here makes it anew; it stays until a person has seen to the seat.
 * `replaced`: a license of the same id with another License Code came into its place.
 * `license_missing`: this one license was here before; others are.
 * `tells_of_loss`: what lies in the place of `usage-history` stays there, since nothing else may tell that usage was lost.
 */
export const STORE_REASONS = [
  'no_permission',
  'not_writable',
  'read_failed',
  'too_many_open_files',
  'gone',
  'not_mounted',
  'incomplete',
  'unreadable',
  'damaged',
  'not_a_folder',
  'not_a_file',
  'other_owner',
  'young',
  'deactivation_begun',
  'left_over',
  'renewed',
  'tells_of_loss',
  'note_lost',
  'license_missing',
  'replaced',
] as const

/** Something in the store that is no license and was set aside, or could not be read. */
export const storeProblem = z.object({
  /** Within the data folder: `licenses/…` or `quarantine/…`. */
  where: z.string(),
  /** One of STORE_REASONS, or one that another version of the app wrote. */
  reason: z.string(),
  /** As far as the note of a deactivation says which license it is of. */
  license: z.object({ id: z.string(), owner: z.string(), codeMasked: z.string() }).optional(),
})

export const licenseList = z.object({
  /** The store's, which `licenses.changed` carries: a list with the event's revision holds that change already. */
  revision: z.string(),
  /** Changes when anything shown changes, as a status does by time alone. */
  digest: z.string(),
  /** When something shown may change by time alone, by the clock in `clock.now`; null: never, as far as is known. */
  nextChange: optional,
  licenses: z.array(licenseView),
  problems: z.array(storeProblem),
  /** Deactivated while the server was away: a later refresh frees the seat. */
  returns: z.array(pendingReturn),
  /** Ids of licenses whose seat the vendor released: they go on until their own end and their days of grace. */
  seatReleased: z.array(z.string()),
  clock: clockView,
})

const gateStatus = [...STATUSES, 'not_licensed'] as const

export const gateAnswer = z.object({
  /** Of a test vendor: it says nothing of any real license. */
  test: z.literal(true).optional(),
  product: z.string(),
  mayRun: z.boolean(),
  /** Of the license. `not_licensed`: none on this machine covers the product. */
  status: z.enum(gateStatus),
  /**
   * Why it may not run: the status, or, of what would run, that maintenance ended before this version was built, or that
   * no license has the feature that was asked about. null: it may.
   */
  reason: z.enum([...gateStatus, 'maintenance_ended', 'feature_not_licensed']).nullable(),
  name: z.string().nullable(),
  type: z.string().nullable(),
  /** Limits of all licenses that let the product run, added up; null: no limit. */
  limit: z.number().nullable(),
  usage: z.number().nullable(),
  expires: optional,
  /** When the license, or an offline key before it, ends; null: it never does, or none is licensed. */
  end,
  /** When the standing changes by itself (end of grace, expiry); null: never. */
  until: optional,
  untilOf,
  /** Whole days until then, by the later of the clock and the latest signed time. */
  daysLeft: z.int().nullable(),
  /** Time stopped it long after the latest signed time: the two, as the clock may be wrong. Left out: nothing points to that. */
  clockAhead: z.object({ clock: instant, signed: instant }).optional(),
  /** What happens then if nothing is done: days of grace begin, or the product stops. null: nothing, or it has stopped. */
  then: z.enum(['grace', 'stops']).nullable(),
  /** Versions built until then are covered for ever, by the license that covers the most; null: all are, or none is licensed. */
  maintenanceUntil: optional,
  /** Of all licenses that let the product run. */
  features: z.array(z.string()),
  licenses: z.array(z.string()),
  /** What the vendor signed, as this machine has it: for each of the licenses its key, when it was issued, by which key. */
  signed: z.array(
    z.object({
      license: z.string(),
      mode: z.enum(['online', 'offline']),
      form: z.enum(['machine_file', 'typed_key']),
      issued: instant,
      signedBy: z.string(),
      /** The key's own end; null: as long as the license. */
      validUntil: optional,
    }),
  ),
})

export const usagePoint = z.object({ at: instant, usage: z.number(), limit: z.number().nullable() })

export const usageLine = z.object({
  product: z.string(),
  name: z.string(),
  usage: z.number().nullable(),
  limit: z.number().nullable(),
  reportedAt: optional,
})

/** The page's own names; a name that it does not know (any more) is passed over, so this only stops nonsense. */
const columnName = z.string().regex(/^[A-Za-z]{1,40}$/)
const columnNames = z.array(columnName).max(60)

/** What one person chose. An empty list of columns: as at first. */
export const preferences = z.object({
  theme: z.enum(['system', 'light', 'dark']),
  /** WCAG 2.1.4: shortcuts of one key can be turned off. */
  singleKeys: z.boolean(),
  /** Toolbar and column names stay in view. */
  pinned: z.boolean(),
  /** The page reads the list again every minute. */
  autoRefresh: z.boolean(),
  /** Rows on one page of the table; null: all of them. */
  pageSize: z.int().min(1).max(1000).nullable(),
  shownColumns: columnNames,
  columnOrder: columnNames,
  /** In CSS pixels; a column that is not here is as wide as there is room. */
  columnWidths: z
    .record(columnName, z.int().min(40).max(2000))
    .refine((widths) => Object.keys(widths).length <= 60),
  /** The newest line of the activity log up to which this person was told what the vendor changed. */
  changesToldUntil: instant.nullable(),
  /** Of a license and its end, the last notice that this person dismissed: so many days before. */
  toldEnds: z.record(z.string().max(200), z.int()).refine((told) => Object.keys(told).length <= 2000),
  /** The operating system tells what ends, stops, or could not be refreshed. */
  notifications: z.boolean(),
  /** What it told of already, by license and end, so that each is told once. */
  notified: z.record(z.string().max(600), z.int()).refine((told) => Object.keys(told).length <= 10_000),
  sort: z.array(z.strictObject({ column: columnName, descending: z.boolean() })).max(3),
})

export type ProductView = z.infer<typeof productView>
export type LicenseView = z.infer<typeof licenseView>
export type LicenseList = z.infer<typeof licenseList>
export type GateAnswer = z.infer<typeof gateAnswer>
export type UsagePoint = z.infer<typeof usagePoint>
export type UsageLine = z.infer<typeof usageLine>
export type Preferences = z.infer<typeof preferences>
export type StoreReason = (typeof STORE_REASONS)[number]
export type StoreProblem = z.infer<typeof storeProblem>
