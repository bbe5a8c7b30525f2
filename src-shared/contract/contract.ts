// THE contract: method → input, output, error codes. Handlers, transports and the page's client take their types from it.
import { z } from 'zod'
import { activityPage, licenseChange } from './activity-views.ts'
import type { ErrorCode, Failure } from './errors.ts'
import { gateAnswer, licenseList, licenseView, preferences, usageLine, usagePoint } from './views.ts'
import type { Result } from '../result.ts'

interface Declaration<I extends z.ZodType, O extends z.ZodType, E extends ErrorCode> {
  readonly input: I
  readonly output: O
  readonly errors: readonly E[]
  /** Only the desktop host has it: the clipboard and the save dialog of the operating system. */
  readonly desktopOnly: boolean
}

function method<I extends z.ZodType, O extends z.ZodType, const E extends ErrorCode>(declaration: {
  input: I
  output: O
  errors: readonly E[]
  desktopOnly?: true
}): Declaration<I, O, E> {
  return { desktopOnly: false, ...declaration }
}

const nothing = z.strictObject({})
/** Bounds are wide: what a person may paste is judged by the formats, with words; this only stops nonsense. */
const pasted = z.string().max(1_000_000)
/** A table of many licenses goes to the clipboard as a whole. */
const copied = z.string().max(100_000_000)

/** `store_not_readable`: an id file may lie in the data folder. */
const MACHINE = [
  'machine_id_missing',
  'machine_id_not_usable',
  'machine_id_file_invalid',
  'store_not_readable',
] as const
const READ = MACHINE
const WRITE = ['store_not_writable', 'store_not_readable', 'store_busy', 'disk_full'] as const
const CODE = [
  'license_code_empty',
  'license_code_mistyped',
  'license_code_is_unique_key',
  'license_code_is_offline_key',
] as const
const FILE = [
  'vendor_without_keys',
  'key_empty',
  'key_too_large',
  'key_not_recognized',
  'key_cut_off',
  'key_damaged',
  'algorithm_not_supported',
  'signature_invalid',
  'code_or_machine_mismatch',
  'wrong_file_type',
  'signing_key_not_valid',
  'clock_behind',
  'file_expired',
  'other_machine',
  'license_missing_in_file',
  'license_code_mismatch',
  'license_expired',
  'license_suspended',
  'other_application',
  'other_account',
  'older_key',
  'key_returned',
] as const
/** No believable answer of the activation server. */
const SERVER_AWAY = [
  'insecure_server',
  'server_unreachable',
  'server_timeout',
  'server_not_ours',
  'server_answer_malformed',
  'server_error',
  'server_rate_limited',
  'response_unsigned',
  'response_signature_invalid',
  'response_replayed',
  'response_other_license',
  'clock_off',
] as const
const SERVER = [
  'offline_only',
  ...SERVER_AWAY,
  'license_not_found',
  'license_revoked',
  'license_refused',
  'license_not_allowed',
  'machine_limit_reached',
] as const

const activation = z.object({
  license: licenseView,
  /** The same license was on this machine before: nothing was taken from the vendor's seats. */
  renewed: z.boolean(),
})

export const contract = {
  'app.info': method({
    input: nothing,
    output: z.object({
      name: z.string(),
      version: z.string(),
      host: z.enum(['desktop', 'web', 'cli']),
      vendor: z.object({
        id: z.string(),
        name: z.string(),
        uniqueKeyPrefix: z.string(),
        supportEmail: z.string(),
        supportUrl: z.string(),
      }),
      demo: z.boolean(),
      offlineOnly: z.boolean(),
      server: z.string(),
      dataDir: z.string(),
    }),
    errors: [],
  }),
  'machine.uniqueKey': method({
    input: nothing,
    output: z.object({
      uniqueKey: z.string(),
      /** Where the machine's id came from. */
      source: z.enum(['system', 'file']),
    }),
    errors: MACHINE,
  }),
  'licenses.list': method({ input: nothing, output: licenseList, errors: READ }),
  'licenses.activateOnline': method({
    input: z.strictObject({ code: pasted }),
    output: activation,
    errors: [...MACHINE, ...WRITE, ...CODE, ...FILE, ...SERVER],
  }),
  'licenses.activateOffline': method({
    input: z.strictObject({ code: pasted, offlineKey: pasted }),
    output: activation,
    errors: [...MACHINE, ...WRITE, ...CODE, ...FILE],
  }),
  'licenses.revealCode': method({
    input: z.strictObject({ id: z.string().min(1).max(200) }),
    output: z.object({ code: z.string() }),
    errors: ['store_not_readable', 'license_not_here'],
  }),
  'licenses.refresh': method({
    input: nothing,
    output: z.object({
      checked: z.array(
        z.object({
          id: z.string(),
          owner: z.string(),
          /** null: checked; else the code of what stood in the way. What is stored stays. */
          problem: z.string().nullable(),
        }),
      ),
      /** What the vendor changed since the check before; told here and in the activity log, and then no more. */
      changes: z.array(licenseChange),
      /** Seats of licenses that were deactivated while the server was away. */
      returns: z.array(z.object({ id: z.string(), owner: z.string(), problem: z.string().nullable() })),
      list: licenseList,
    }),
    errors: [...READ, ...WRITE, 'vendor_without_keys', 'offline_only'],
  }),
  'licenses.deactivate': method({
    input: z.strictObject({
      id: z.string().min(1).max(200),
      /** `mark`: the license goes, and a later check frees its seat. */
      whenServerIsAway: z.enum(['fail', 'mark']).default('fail'),
    }),
    output: z.object({
      id: z.string(),
      owner: z.string(),
      mode: z.enum(['online', 'offline']),
      /**
       * `gone`: the server knew of no seat. `to_be_returned`: a later check frees it. `declared`: offline, by the
       * return code. `not_returned`: an offline key that does not hold on this machine, so there is nothing to return.
       */
      seat: z.enum(['freed', 'gone', 'to_be_returned', 'declared', 'not_returned']),
      /** For the representative; the activity log keeps it. */
      returnCode: z.string().nullable(),
      list: licenseList,
    }),
    errors: [
      ...READ,
      ...WRITE,
      ...SERVER_AWAY,
      'vendor_without_keys',
      'license_not_here',
      'license_not_allowed',
      'license_refused',
    ],
  }),
  'licenses.check': method({
    input: z.strictObject({ product: z.string().min(1).max(200) }),
    output: gateAnswer,
    errors: [...READ, 'vendor_without_keys'],
  }),
  'usage.set': method({
    input: z.strictObject({ product: z.string().min(1).max(200), usage: z.number() }),
    output: usageLine,
    errors: [...READ, ...WRITE, 'product_not_licensed', 'usage_invalid'],
  }),
  'usage.show': method({
    input: nothing,
    output: z.object({ usage: z.array(usageLine) }),
    errors: READ,
  }),
  'usage.history': method({
    input: z.strictObject({ product: z.string().min(1).max(200) }),
    /** Oldest first; the limit as it was then (null: none). */
    output: z.object({ product: z.string(), points: z.array(usagePoint) }),
    errors: READ,
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
    }),
    output: z.object({
      fileName: z.string(),
      mediaType: z.string(),
      encoding: z.enum(['utf8', 'base64']),
      content: z.string(),
    }),
    errors: [...READ, 'pdf_not_available'],
  }),
  'activity.list': method({
    input: z.strictObject({
      limit: z.int().min(1).max(1000).default(100),
      /** `next` of the answer before; left out: from the newest on. */
      before: z.string().max(100).optional(),
      action: z.string().max(100).optional(),
      /** `ok`, `failed` (anything else), or one code. */
      result: z.string().max(100).optional(),
    }),
    output: activityPage,
    errors: ['store_not_readable'],
  }),
  'preferences.get': method({ input: nothing, output: preferences, errors: [] }),
  'preferences.set': method({
    input: preferences.partial(),
    output: preferences,
    errors: ['store_not_writable'],
  }),
  'desktop.copyText': method({
    input: z.strictObject({ text: copied, html: copied.optional() }),
    output: nothing,
    errors: [],
    desktopOnly: true,
  }),
  'desktop.saveFile': method({
    input: z.strictObject({
      fileName: z.string().min(1).max(200),
      encoding: z.enum(['utf8', 'base64']).default('utf8'),
      content: z.string(),
    }),
    /** null: the person closed the dialog. */
    output: z.object({ path: z.string().nullable() }),
    errors: ['file_not_written'],
    desktopOnly: true,
  }),
} as const

export interface Events {
  'licenses.changed': { readonly revision: string }
}

export type Contract = typeof contract
export type Method = keyof Contract
export type Input<M extends Method> = z.input<Contract[M]['input']>
export type ParsedInput<M extends Method> = z.output<Contract[M]['input']>
export type Output<M extends Method> = z.output<Contract[M]['output']>
/** The declared codes of a method; every call may also fail for reasons of the call itself. */
export type MethodErrorCode<M extends Method> = Contract[M]['errors'][number]
export type CallErrorCode = 'invalid_input' | 'internal' | 'unknown_method' | 'not_authenticated'
export type MethodResult<M extends Method> = Result<Output<M>, Failure<MethodErrorCode<M>>>
export type CallResult<M extends Method> = Result<Output<M>, Failure<MethodErrorCode<M> | CallErrorCode>>

/** What every transport carries and every client offers. */
export interface Client {
  call<M extends Method>(name: M, input: Input<M>): Promise<CallResult<M>>
  /** Returns its own unsubscribe. */
  on<E extends keyof Events>(event: E, listener: (payload: Events[E]) => void): () => void
}

export const methods = Object.keys(contract) as Method[]
export const isMethod = (name: string): name is Method => Object.hasOwn(contract, name)
