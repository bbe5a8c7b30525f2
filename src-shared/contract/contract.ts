// THE contract: method → input, output, error codes. Handlers, transports and the page's client take their types from it.
import { z } from 'zod'
import { activityPage } from './activity-views.ts'
import { method, nothing, pasted } from './declaration.ts'
import { connectionReport, ID_ADVICE, machineReport } from './doctor.ts'
import { errorsOf, type ErrorsOf, type Failure } from './errors.ts'
import type { EventName, Events } from './events.ts'
import { asRead, exportedFile, language } from './exported-file.ts'
import { keepingMethods } from './keeping-methods.ts'
import { licenseMethods } from './license-methods.ts'
import { opened } from './opened.ts'
import { settingsChange, settingsView } from './settings.ts'
import { SYSTEMS } from './system.ts'
import { lastMonths, monthlyUsage } from './usage-months.ts'
import { appInfo, preferences, usageLine, usagePoint } from './views.ts'
import type { Result } from '../result.ts'

/** A table of many licenses goes to the clipboard as a whole. */
const copied = z.string().max(100_000_000)

const activityFilter = {
  action: z.string().max(100).optional(),
  /** `ok`, `failed` (anything else), or one code. */
  result: z.string().max(100).optional(),
  /** The id of a license: what was done with it, its refreshes and its changes. */
  license: z.string().min(1).max(200).optional(),
}

export const contract = {
  'app.info': method({ input: nothing, output: appInfo, errors: [] }),
  'machine.uniqueKey': method({
    input: nothing,
    output: z.object({
      uniqueKey: z.string(),
      /** Where the machine's id came from: the operating system, or an administrator's file. */
      source: z.enum(['system', 'file']),
      /** The path, registry value or property that holds it. */
      from: z.string(),
      /** Whether it looks like an image's or a clone's; it works all the same. */
      advice: z.array(z.enum(ID_ADVICE)),
      system: z.enum(SYSTEMS),
    }),
    errors: errorsOf('machine'),
  }),
  /** What to send to the representative; the License Code and the host name are in it only where they were asked for. */
  'machine.request': method({
    input: z.strictObject({ code: pasted.default(''), withHostName: z.boolean().default(false) }),
    output: z.object({
      uniqueKey: z.string(),
      /** For a mail or a file. */
      text: z.string(),
      /** For a QR code: an address where the vendor has a portal. Never holds the host name. */
      scannable: z.string(),
    }),
    errors: errorsOf('machine', 'code'),
  }),
  /** Where the vendor profile permits it. Licenses for the former Unique Key are another machine’s then. */
  'machine.setId': method({
    changes: true,
    input: z.strictObject({ id: z.string().max(10_000) }),
    output: z.object({
      uniqueKey: z.string(),
      source: z.enum(['system', 'file']),
      /** The Unique Key until now; null: there was none. */
      before: z.string().nullable(),
    }),
    errors: [...errorsOf('store_write'), 'machine_id_not_settable', 'machine_id_invalid'],
  }),
  /** What `doctor` says of this machine; never fails, its lines do. */
  'machine.examine': method({ input: nothing, output: machineReport, errors: [] }),
  /** The way to the activation server, step by step; carries no License Code. Never fails, its lines do. */
  'connection.test': method({ input: nothing, output: connectionReport, errors: [] }),
  'settings.get': method({
    input: nothing,
    output: settingsView,
    errors: ['settings_not_readable', 'settings_newer', 'store_newer', 'managed_settings_not_usable'],
  }),
  'settings.set': method({
    changes: true,
    input: settingsChange,
    output: settingsView,
    errors: [
      ...errorsOf('store_write'),
      'settings_newer',
      'managed_settings_not_usable',
      'setting_managed',
      'proxy_address_invalid',
      'proxy_kind_not_supported',
      'no_proxy_invalid',
      'ca_file_not_usable',
    ],
  }),
  ...licenseMethods,
  'usage.set': method({
    changes: true,
    input: z.strictObject({ product: z.string().min(1).max(200), usage: z.number() }),
    output: usageLine,
    errors: [
      ...errorsOf('machine', 'store_write'),
      'license_damaged',
      'product_not_licensed',
      'usage_in_file',
      'usage_invalid',
    ],
  }),
  'usage.show': method({
    input: nothing,
    output: z.object({ usage: z.array(usageLine) }),
    errors: errorsOf('machine', 'store_read'),
  }),
  'usage.history': method({
    input: z.strictObject({ product: z.string().min(1).max(200) }),
    /** Oldest first; the limit as it was then (null: none). */
    output: z.object({ product: z.string(), points: z.array(usagePoint) }),
    errors: errorsOf('machine', 'store_read'),
  }),
  /** In UTC; of a day counts the highest report. What is kept reaches two years back. */
  'usage.months': method({
    input: z.strictObject({ months: lastMonths }),
    output: monthlyUsage,
    errors: errorsOf('machine', 'store_read'),
  }),
  'usage.export': method({
    input: z.strictObject({ months: lastMonths, format: z.enum(['csv', 'xlsx', 'html', 'pdf']), ...asRead }),
    output: exportedFile,
    errors: [...errorsOf('machine', 'store_read'), 'pdf_not_available', 'cancelled'],
  }),
  'export.create': method({
    input: z.strictObject({
      format: z.enum(['csv', 'json', 'xlsx', 'html', 'pdf']),
      /** `licenseId/productCode` (a license without readable products: its id alone), in this order; left out: all. */
      rows: z.array(z.string().max(500)).max(200_000).optional(),
      /** Ids of columns, in this order; left out: all. JSON has no columns. */
      columns: z.array(z.string().max(50)).max(50).optional(),
      /** License Codes are masked unless this is true. */
      withCodes: z.boolean().default(false),
      ...asRead,
    }),
    output: exportedFile,
    errors: [...errorsOf('machine', 'store_read'), 'pdf_not_available', 'cancelled'],
  }),
  'activity.list': method({
    input: z.strictObject({
      limit: z.int().min(1).max(1000).default(100),
      /** `next` of the answer before; left out: from the newest on. */
      before: z.string().max(100).optional(),
      ...activityFilter,
    }),
    output: activityPage,
    errors: errorsOf('store_read'),
  }),
  /** The whole log, filtered as `activity.list` filters it; `search` looks in the words for each entry. */
  'activity.export': method({
    input: z.strictObject({
      format: z.enum(['csv', 'json']),
      ...activityFilter,
      search: z.string().max(1000).optional(),
      language,
    }),
    output: exportedFile,
    errors: errorsOf('store_read'),
  }),
  ...keepingMethods,
  'preferences.get': method({ input: nothing, output: preferences, errors: [] }),
  'preferences.set': method({
    changes: true,
    input: preferences.partial(),
    output: preferences,
    errors: errorsOf('store_write'),
  }),
  'desktop.copyText': method({
    input: z.strictObject({ text: copied, html: copied.optional() }),
    output: nothing,
    errors: [],
    desktopOnly: true,
  }),
  /** Each given once, to whoever asks first: what the system opened with the app, one thing a call. Nothing is done with it. */
  'desktop.opened': method({
    input: nothing,
    output: z.object({ opened: opened.nullable() }),
    errors: [],
    desktopOnly: true,
  }),
  'desktop.saveFile': method({
    input: z.strictObject({
      fileName: z.string().min(1).max(200),
      encoding: z.enum(['utf8', 'base64']).default('utf8'),
      content: z.string(),
      /** It holds License Codes: nobody else may read the file. */
      confidential: z.boolean().default(false),
    }),
    /** null: the person closed the dialog. */
    output: z.object({ path: z.string().nullable() }),
    errors: ['file_not_written', 'disk_full'],
    desktopOnly: true,
  }),
} as const

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type ParsedInput<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>
/** The declared codes of a method; every call may also fail for reasons of the call itself. */
export type MethodErrorCode<M extends Method> = Contract[M]['errors'][number]
export type CallErrorCode = ErrorsOf<'call'>
export type MethodResult<M extends Method> = Result<Output<M>, Failure<MethodErrorCode<M>>>
export type CallResult<M extends Method> = Result<Output<M>, Failure<MethodErrorCode<M> | CallErrorCode>>

/** What every transport carries and every client offers. */
export interface Client {
  /** `signal`: nobody waits for the answer any more, and what is done for it ends. */
  call<M extends Method>(name: M, input: Input<M>, signal?: AbortSignal): Promise<CallResult<M>>
  /** Returns its own unsubscribe. */
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}

export const methods = Object.keys(contract) as Method[]
export const isMethod = (name: string): name is Method => Object.hasOwn(contract, name)
