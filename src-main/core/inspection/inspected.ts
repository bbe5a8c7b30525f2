// The parts of every inspection: what is at hand on this machine, and an answer that says no more than it must.
import { errorsOf, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import { isoOrNull } from '#shared/instant.ts'
import type { License } from '#shared/license/license.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'

/** What is known of this machine at the moment; an inspection goes on without it. */
export interface Here {
  readonly uniqueKey: string | null
  /** Why there is none. */
  readonly noUniqueKey: Failure | null
  /** null: this machine's licenses cannot be read. */
  readonly stored: Judged | null
  /** Why they cannot. */
  readonly notStored: Failure | null
}

/** A code to try, and where it comes from. */
export interface CodeAtHand {
  readonly code: string
  readonly from: NonNullable<Inspection['openedWith']>
}

const COULD_NOT_TELL: ReadonlySet<ErrorCode> = new Set([
  'key_empty',
  'key_too_large',
  'key_not_recognized',
  'key_in_other_file',
  'license_code_needed',
  'vendor_without_keys',
  ...errorsOf('machine', 'store_read'),
])

/** Nothing holds but what a key of the vendor signed: this is for what the core has verified, and for nothing else. */
export const verified = (inspection: Inspection): Inspection =>
  inspection.finding === null ? { ...inspection, verdict: 'holds' } : inspection

/** `finding` null: nothing is against it, which alone speaks for nothing. */
function verdictOf(finding: Failure | null): Inspection['verdict'] {
  if (finding === null) return 'well_formed'
  return COULD_NOT_TELL.has(finding.code) ? 'could_not_tell' : 'does_not_hold'
}

/** A text of which there is nothing more to say than that. */
export function plain(kind: Inspection['kind'], finding: Failure | null): Inspection {
  return {
    kind,
    verdict: verdictOf(finding),
    finding,
    complete: true,
    machine: null,
    openedWith: null,
    license: null,
    issued: null,
    validUntil: null,
    signedBy: null,
    stored: null,
    comparison: null,
    changes: [],
    returned: null,
  }
}

export function storedView(license: JudgedLicense): NonNullable<Inspection['stored']> {
  const { stored, grant } = license
  return {
    id: stored.id,
    owner: grant?.license.owner ?? '',
    issued: isoOrNull(grant?.issued ?? null),
    expires: isoOrNull(grant?.license.expiry ?? null),
  }
}

export function inspectedLicense(license: License): NonNullable<Inspection['license']> {
  const { id, owner, expiry, products } = license
  return {
    id,
    owner,
    expires: isoOrNull(expiry),
    products: products.map(({ code, name, type, limit, expiry: end }) => ({
      code,
      name,
      type,
      limit,
      expires: isoOrNull(end),
    })),
  }
}
