// Takes a machine file in: judged in full, compared with what is stored, then written whole.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import { parseUniqueKey } from '#shared/formats/unique-key.ts'
import { openMachineFile, type MachineFileError } from '#shared/license/machine-file.ts'
import type { ActivationMode, MachineGrant } from '#shared/license/license.ts'
import { CLOCK_SKEW } from '#shared/license/status.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { RecordedAnswer, StoreContents } from '../ports/license-store.ts'
import { changesByKey } from './changes.ts'
import { fileContext, judge } from './judge.ts'
import { keepPresent, presentOf } from './proven-time.ts'
import { returnedBefore } from './returned-key.ts'
import { toLicenseView } from './views.ts'

type OfflineErrorCode = MethodErrorCode<'licenses.activateOffline'>
export type AdmitErrorCode = Exclude<
  OfflineErrorCode,
  `license_code_${'empty' | 'mistyped'}` | `machine_${string}`
>

export interface Candidate {
  readonly file: string
  readonly code: string
  readonly uniqueKey: string
  readonly mode: ActivationMode
  /** The signed answer that came with it, online. */
  readonly validation: RecordedAnswer | null
}

/** Everything but the writing: whether this file is one for this machine, code and moment. */
export function judgeCandidate(
  candidate: Candidate,
  { vendor, primitives, clock }: Dependencies,
): Result<MachineGrant, Failure<AdmitErrorCode>> {
  if (vendor.keys.length === 0) return err(failure('vendor_without_keys', { vendor: vendor.name }))
  const context = fileContext(candidate.code, candidate.uniqueKey, vendor, primitives)
  const grant = openMachineFile(candidate.file, context, { clock: clock.now() })
  return grant.ok ? grant : err(inWords(grant.error, candidate, vendor.uniqueKeyPrefix))
}

export interface Admitted {
  readonly license: ReturnType<typeof toLicenseView>
  readonly renewed: boolean
  /** What the vendor changed since the key that was here before. */
  readonly changes: readonly LicenseChange[]
}

/** Nothing is written unless the candidate holds, and an older key never replaces a newer one. */
export function admit(
  candidate: Candidate,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<AdmitErrorCode>>> {
  return put<Failure<AdmitErrorCode>>(candidate, dependencies, () => null)
}

/** For a check: a license that was deactivated while its file was on the way does not come back. */
export function readmit(
  candidate: Candidate,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<AdmitErrorCode | 'license_not_here'>>> {
  return put<Failure<'license_not_here'>>(candidate, dependencies, ({ licenses }, id) =>
    licenses.some(({ code }) => code === candidate.code) ? null : failure('license_not_here', { id }),
  )
}

async function put<F extends Failure>(
  candidate: Candidate,
  dependencies: Dependencies,
  unwanted: (contents: StoreContents, licenseId: string) => F | null,
): Promise<Result<Admitted, Failure<AdmitErrorCode> | F>> {
  const grant = judgeCandidate(candidate, dependencies)
  if (!grant.ok) return grant
  const { license, issued } = grant.value
  const written = await dependencies.store.write((writer, contents) => {
    const refused = unwanted(contents, license.id)
    if (refused) return err(refused)
    const known = judge(contents, candidate.uniqueKey, dependencies).licenses.find(
      (other) => other.stored.id === license.id,
    )
    const storedIssued = known?.grant?.issued
    // What was signed after the present that the vendor proves now came from a clock that was wrong: it is not newer.
    const latest = candidate.validation ? presentOf(candidate.validation) + CLOCK_SKEW : Infinity
    if (storedIssued !== undefined && storedIssued > issued && storedIssued <= latest)
      return err(failure('older_key', { storedIssued: iso(storedIssued), newIssued: iso(issued) }))
    const returned = returnedBefore(license.id, issued, contents, dependencies)
    if (returned) return err(returned)
    writer.putLicense({
      id: license.id,
      file: candidate.file,
      code: candidate.code,
      mode: candidate.mode,
      activatedOn: known?.stored.activatedOn ?? dependencies.clock.now(),
      validation: candidate.validation,
    })
    for (const { licenseId } of contents.returns)
      if (sameLicense(licenseId, license.id, dependencies.primitives)) writer.removeReturn(licenseId)
    if (candidate.validation) keepPresent(writer, contents, candidate.validation)
    writer.raiseMark(issued)
    return ok({ renewed: known !== undefined, changes: changesByKey(known, grant.value) })
  })
  if (!written.ok) return written
  if (!written.value.ok) return written.value
  const contents = dependencies.store.read()
  if (!contents.ok) return contents
  const judged = judge(contents.value, candidate.uniqueKey, dependencies)
  const stored = judged.licenses.find((other) => other.stored.id === license.id)
  if (!stored) throw new Error('a license that was just written is not in the store')
  return ok({ license: toLicenseView(stored, candidate.uniqueKey), ...written.value.value })
}

const iso = (instant: number) => new Date(instant).toISOString()

/** The format's finding as a failure of the contract, with what its words need to know. */
function inWords(error: MachineFileError, candidate: Candidate, prefix: string): Failure<AdmitErrorCode> {
  switch (error.code) {
    case 'key_too_large':
      return failure('key_too_large', { maximum: error.maximum })
    case 'algorithm_not_supported':
      return failure('algorithm_not_supported', { algorithm: error.algorithm })
    case 'signing_key_not_valid':
      return failure('signing_key_not_valid', { keyId: error.keyId, issued: iso(error.issued) })
    case 'clock_behind':
      return failure('clock_behind', { issued: iso(error.issued), clock: iso(error.clock) })
    case 'file_expired':
      return failure('file_expired', { expiry: iso(error.expiry) })
    case 'license_expired':
      return failure('license_expired', { expiry: iso(error.expiry) })
    case 'other_machine':
      return failure('other_machine', { uniqueKey: candidate.uniqueKey, fileUniqueKey: error.uniqueKey })
    case 'code_or_machine_mismatch':
      return failure('code_or_machine_mismatch', {
        uniqueKey: candidate.uniqueKey,
        mailUniqueKey: uniqueKeyAbove(candidate.file, prefix),
      })
    default:
      return failure(error.code, {})
  }
}

/** The Unique Key that the representative's mail names above the block: it explains, it never decides. */
function uniqueKeyAbove(text: string, prefix: string): string | null {
  const above = text.split('-----BEGIN ')[0] ?? ''
  for (const line of above.split('\n').slice(0, 200)) {
    const start = line.toUpperCase().indexOf(`${prefix}-`)
    const key = start < 0 ? null : parseUniqueKey(line.slice(start).split(/[\s,;]/)[0] ?? '', prefix)
    if (key?.ok) return key.value
  }
  return null
}
