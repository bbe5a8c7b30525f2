// What `licenses.inspect` says of a text before anything is applied: what it is, whether it holds, what it would change.
import { z } from 'zod'
import { licenseChange } from './activity-views.ts'
import { problem } from './doctor.ts'

const instant = z.iso.datetime()
const optional = instant.nullable()

const INSPECTED_KINDS = [
  'empty',
  'license_code',
  'signed_key',
  'unique_key',
  'machine_file',
  'license_file',
  'typed_key',
  'return_code',
  'unknown',
] as const

/** How a key stands towards what is stored here. */
const COMPARISONS = ['new', 'newer', 'same', 'older', 'returned'] as const

export const inspectedMachine = z.object({
  is: z.enum(['this', 'other', 'unknown']),
  /** false: what a mail or an unsigned part of the key says, which proves nothing. */
  certain: z.boolean(),
  /** This machine's Unique Key; null: it has none. */
  here: z.string().nullable(),
  /** The one that the text names; null: none. */
  stated: z.string().nullable(),
  /** The groups in which the two differ, counted from 1 after the prefix. */
  differentGroups: z.array(z.int()),
})

const inspectedLicense = z.object({
  id: z.string(),
  owner: z.string(),
  /** null: unlimited. */
  expires: optional,
  products: z.array(
    z.object({
      code: z.string(),
      name: z.string(),
      type: z.string(),
      limit: z.number().nullable(),
      expires: optional,
    }),
  ),
})

export const inspection = z.object({
  kind: z.enum(INSPECTED_KINDS),
  /**
   * `holds`: a signature by a key of the vendor was checked. `well_formed`: a text without a signature that is typed
   * correctly. `does_not_hold`: it would be refused here and now, the finding says why. `could_not_tell`: what is missing.
   */
  verdict: z.enum(['holds', 'well_formed', 'does_not_hold', 'could_not_tell']),
  finding: problem.nullable(),
  /** false: its end, or some of its rows, is not in the text. */
  complete: z.boolean(),
  /** null: the text is for no machine. */
  machine: inspectedMachine.nullable(),
  /** With whose License Code it was opened; null: it was not. */
  openedWith: z.enum(['given_code', 'stored_code', 'code_inside']).nullable(),
  /** null: it was not opened, or it is no key. */
  license: inspectedLicense.nullable(),
  issued: optional,
  /** Until when the key itself can be used; null with a license: as long as the license. */
  validUntil: optional,
  /** Id of the vendor's key whose signature holds, or that a typed key names. */
  signedBy: z.string().nullable(),
  /** The license on this machine that it is about; null: none. */
  stored: z.object({ id: z.string(), owner: z.string(), issued: optional, expires: optional }).nullable(),
  /** null: nothing to compare, or this machine's licenses cannot be read. */
  comparison: z.enum(COMPARISONS).nullable(),
  /** What entering it would change of the stored license. */
  changes: z.array(licenseChange),
  /** Return code: the day of the declaration. */
  returned: optional,
})

export type Inspection = z.infer<typeof inspection>
export type InspectedMachine = z.infer<typeof inspectedMachine>
