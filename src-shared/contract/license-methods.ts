// The contract's methods about licenses: list, activate, inspect, refresh, deactivate, and the gate.
import { z } from 'zod'
import { isBuilt } from '../license/built.ts'
import { clocks, failureParams, licenseChange } from './activity-views.ts'
import { method, nothing, pasted } from './declaration.ts'
import { errorsOf } from './errors.ts'
import { asRead, exportedFile } from './exported-file.ts'
import { inspection } from './inspection.ts'
import { gateAnswer, licenseList, licenseView } from './views.ts'

const activation = z.object({
  license: licenseView,
  /** The same license was on this machine before: nothing was taken from the vendor's seats. */
  renewed: z.boolean(),
  /** It was activated with this very key: nothing is another than it was. */
  unchanged: z.boolean(),
  list: licenseList,
})

const LONGEST_NAME = 200

/** In UTF-16 units, as every gate counts (docs/formats/gate-v1.md#given); the schema library's own bound counts code points. */
const name = z
  .string()
  .min(1)
  .check(({ value, issues }) => {
    if (value.length <= LONGEST_NAME) return
    issues.push({ code: 'too_big', origin: 'string', maximum: LONGEST_NAME, inclusive: true, input: value })
  })

export const licenseMethods = {
  'licenses.list': method({ input: nothing, output: licenseList, errors: errorsOf('machine', 'store_read') }),
  'licenses.activateOnline': method({
    changes: true,
    input: z.strictObject({ code: pasted }),
    output: activation,
    errors: errorsOf('machine', 'store_write', 'code', 'key', 'server_away', 'server_refusal'),
  }),
  'licenses.activateOffline': method({
    changes: true,
    input: z.strictObject({ code: pasted, offlineKey: pasted }),
    output: activation,
    errors: errorsOf('machine', 'store_write', 'code', 'key'),
  }),
  /** Says what a text is and what entering it would do; writes nothing, opens no socket. Never fails, its finding does. */
  'licenses.inspect': method({
    input: z.strictObject({ text: pasted, code: pasted.optional() }),
    output: inspection,
    errors: [],
  }),
  'licenses.revealCode': method({
    input: z.strictObject({ id: z.string().min(1).max(200) }),
    output: z.object({ code: z.string() }),
    errors: [...errorsOf('store_read'), 'license_not_here', 'license_not_readable'],
  }),
  /** For an auditor: what is licensed here, by whose signature, and how to verify that without this program. */
  'licenses.certificate': method({
    input: z.strictObject({
      id: z.string().min(1).max(200),
      format: z.enum(['html', 'pdf']),
      ...asRead,
    }),
    output: exportedFile,
    errors: [
      ...errorsOf('machine', 'store_read'),
      'license_not_here',
      'license_not_readable',
      'license_proves_nothing',
      'pdf_not_available',
      'cancelled',
    ],
  }),
  'licenses.refresh': method({
    changes: true,
    input: nothing,
    output: z.object({
      checked: z.array(
        z.object({
          id: z.string(),
          owner: z.string(),
          /** null: refreshed; else the code of what stood in the way. What is stored stays. */
          problem: z.string().nullable(),
          /** Of that code, for its words. */
          params: failureParams.optional(),
          /** Of a license of another machine alone: the Unique Key of that one; null: nothing tells. */
          machine: z.string().nullable().optional(),
        }),
      ),
      /** What the vendor changed since the refresh before; told here and in the activity log, and then no more. */
      changes: z.array(licenseChange),
      /** Seats of licenses that were deactivated while the server was away. */
      returns: z.array(
        z.object({
          id: z.string(),
          owner: z.string(),
          problem: z.string().nullable(),
          params: failureParams.optional(),
          /**
           * Of a deactivation alone that was begun here and whose outcome was not known. `deactivated`: the server had
           * heard of it, and the license went, unless a problem kept it. `kept`: the server counts this machine, and
           * nothing was changed. `unknown`: it still is.
           */
          begun: z.enum(['deactivated', 'kept', 'unknown']).optional(),
        }),
      ),
      /** Where a clock stood in the way. */
      clocks: clocks.optional(),
      list: licenseList,
    }),
    errors: [...errorsOf('machine', 'store_write'), 'vendor_without_keys', 'offline_only'],
  }),
  'licenses.deactivate': method({
    changes: true,
    input: z.strictObject({
      id: z.string().min(1).max(200),
      /** `mark`: the license goes, and a later refresh frees its seat. */
      whenServerIsAway: z.enum(['fail', 'mark']).default('fail'),
    }),
    output: z.object({
      id: z.string(),
      owner: z.string(),
      mode: z.enum(['online', 'offline']),
      /**
       * `gone`: the server knew of no seat. `to_be_returned`: a later refresh frees it. `declared`: offline, by the
       * return code. `not_returned`: an offline key that does not hold on this machine, so there is nothing to return.
       * `missing`: the license was gone already, and is not missed any more; nothing was returned.
       * `other_machine`: it is another machine's, and nothing was released there.
       */
      seat: z.enum([
        'freed',
        'gone',
        'to_be_returned',
        'declared',
        'not_returned',
        'other_machine',
        'missing',
      ]),
      /** Of a license of another machine alone: the Unique Key of that one; null: nothing tells. */
      machine: z.string().nullable().optional(),
      /** For the representative; the activity log keeps it. */
      returnCode: z.string().nullable(),
      /** A deactivation of it was begun here before, and its outcome was not known: the return code settles that. */
      settles: z.literal(true).optional(),
      list: licenseList,
    }),
    errors: [
      ...errorsOf('machine', 'store_write', 'server_away'),
      'vendor_without_keys',
      'license_not_here',
      'license_not_readable',
      'deactivation_unknown',
      'deactivation_not_stored',
      'license_not_allowed',
      'license_permission_missing',
      'license_refused',
    ],
  }),
  'licenses.check': method({
    input: z.strictObject({
      product: name,
      /** Whether a license that lets the product run has it. */
      feature: name.optional(),
      /** The day (UTC), or the moment, when the version that asks was built: maintenance has to cover it. */
      built: z.string().refine(isBuilt).optional(),
    }),
    output: gateAnswer,
    errors: [
      ...errorsOf('machine', 'store_read'),
      'vendor_without_keys',
      'license_damaged',
      'usage_damaged',
      'usage_not_readable',
    ],
  }),
} as const
