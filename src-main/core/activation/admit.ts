// Takes a machine file or a typed key in: judged in full, compared with what is stored, then written whole.
import type { LicenseChange } from '#shared/contract/activity-views.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { MethodErrorCode } from '#shared/contract/contract.ts'
import type { ActivationMode, MachineGrant } from '#shared/license/license.ts'
import { openOfflineKey } from '#shared/license/offline-key.ts'
import { plainKey } from '#shared/license/plain-key.ts'
import { isSameKey, sameLicense } from '#shared/license/typed-key-license.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type {
  GivenBack,
  PendingReturn,
  RecordedAnswer,
  StoreContents,
  StoredLicense,
} from '../ports/license-store.ts'
import { amongStored, olderThan } from '../standing/among-stored.ts'
import { changesByKey } from '../standing/changes.ts'
import { judge } from '../standing/judge.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { keyContext } from '../standing/open-stored.ts'
import { keyFailure } from '../entered/key-failure.ts'
import { longerThanAsked } from './asked-time.ts'
import { beginAnew, mayBeOnItsWay, notesOf } from './begun-mark.ts'
import { keepPresent } from '../standing/proven-time.ts'
import { returnedBefore } from '../standing/returned-key.ts'
import { toLicenseView } from '../standing/views.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'

type OfflineErrorCode = MethodErrorCode<'licenses.activateOffline'>
export type AdmitErrorCode = Exclude<
  OfflineErrorCode,
  `license_code_${'empty' | 'mistyped'}` | `machine_${string}`
>

export type AskedErrorCode = 'file_longer_than_asked'

export interface Candidate {
  readonly file: string
  readonly code: string
  readonly uniqueKey: string
  readonly mode: ActivationMode
  /** The signed answer that came with it, online. */
  readonly validation: RecordedAnswer | null
  /** What was noted here of deactivations before the server was asked for a seat. */
  readonly asked?: Asked | null
}

type Asked = Pick<StoreContents, 'returns' | 'givenBack'>

/** Everything but the writing: whether this key is one for this machine, code and moment. */
function judgeCandidate(
  candidate: Candidate,
  { vendor, primitives, clock }: Dependencies,
): Result<MachineGrant, Failure<AdmitErrorCode>> {
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const { file: text, code, uniqueKey } = candidate
  const context = keyContext(code, uniqueKey, vendor, primitives)
  const grant = openOfflineKey(text, context, { clock: clock.now() })
  return grant.ok ? grant : err(keyFailure(grant.error, { text, uniqueKey }, vendor.uniqueKeyPrefix))
}

export interface Admitted {
  readonly license: ReturnType<typeof toLicenseView>
  readonly renewed: boolean
  /** By this very key. */
  readonly unchanged: boolean
  /** Everything that is here now. */
  readonly judged: Judged
  /** What the vendor changed since the key that was here before. */
  readonly changes: readonly LicenseChange[]
}

/** Nothing is written unless the candidate holds, and an older key never replaces a newer one. */
export function admit(
  candidate: Candidate,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<AdmitErrorCode>>> {
  return put<Failure<AdmitErrorCode>>(candidate, dependencies, WANTED)
}

/** For a file that the activation server was asked for. */
export function admitAsked(
  candidate: Candidate,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<AdmitErrorCode | AskedErrorCode>>> {
  return put<Failure<AskedErrorCode>>(candidate, dependencies, { ...WANTED, file: longerThanAsked })
}

/** As `admitAsked`, for a refresh: a license that was deactivated while its file was on the way does not come back. */
export function readmit(
  candidate: Candidate,
  dependencies: Dependencies,
): Promise<Result<Admitted, Failure<AdmitErrorCode | AskedErrorCode | 'license_not_here'>>> {
  return put<Failure<AskedErrorCode | 'license_not_here'>>(candidate, dependencies, {
    file: longerThanAsked,
    here: ({ licenses }, id) =>
      licenses.some(({ code }) => code === candidate.code) ? null : failure('license_not_here', { id }),
  })
}

/** Why a candidate that holds is not taken in all the same: for itself, and for what is here; null: it is. */
interface Unwanted<F> {
  readonly file: (grant: MachineGrant) => F | null
  readonly here: (contents: StoreContents, licenseId: string) => F | null
}

const WANTED: Unwanted<never> = { file: () => null, here: () => null }

async function put<F extends Failure>(
  candidate: Candidate,
  dependencies: Dependencies,
  unwanted: Unwanted<F>,
): Promise<Result<Admitted, Failure<AdmitErrorCode> | F>> {
  const judgedAlone = judgeCandidate(candidate, dependencies)
  if (!judgedAlone.ok) return judgedAlone
  const notAsked = unwanted.file(judgedAlone.value)
  if (notAsked) return err(notAsked)
  const written = await dependencies.store.write((writer, contents) => {
    const { grant, known } = amongStored(
      judgedAlone.value,
      judge(contents, candidate.uniqueKey, dependencies).licenses,
      dependencies,
    )
    const { id } = grant.license
    const refused =
      unwanted.here(contents, id) ??
      olderThan(known, grant, candidate.validation) ??
      wasReturned(candidate, grant, contents, dependencies) ??
      maybeReturned(candidate, known, contents)
    if (refused) return err(refused)
    const { code, mode, validation } = candidate
    const file = plainKey(candidate.file, dependencies.vendor.uniqueKeyPrefix, dependencies.primitives)
    const activatedOn = known?.stored.activatedOn ?? dependencies.clock.now()
    const license = { id, file, code, mode, activatedOn, validation }
    const mayBeFree = leftMeanwhile(candidate, license, { known, contents }, dependencies)
    // First: a writer that is killed then leaves a note without a license, and no license without its note.
    if (mayBeFree)
      writer.putReturn(
        beginAnew(
          { stored: license, grant, owner: grant.license.owner },
          { uniqueKey: candidate.uniqueKey, contents },
          dependencies,
        ),
      )
    writer.putLicense(license, known?.stored.id)
    for (const note of notesOf({ licenseId: id, code }, contents, dependencies))
      if (!mayBeFree && isSettled(note, mode, dependencies)) writer.removeReturn(note.licenseId)
    for (const { licenseId } of contents.givenBack)
      if (sameLicense(licenseId, id, dependencies.primitives)) writer.removeGivenBack(licenseId)
    if (validation) keepPresent(writer, contents, validation)
    writer.raiseMark(grant.issued)
    const changes = changesByKey(known, grant)
    const unchanged = changes.length === 0 && isHereAs(candidate, grant, known)
    return ok({ id, renewed: known !== undefined, unchanged, changes })
  })
  if (!written.ok) return written
  if (!written.value.ok) return written.value
  const contents = dependencies.store.read()
  if (!contents.ok) return contents
  const judged = judge(contents.value, candidate.uniqueKey, dependencies)
  const { id, ...told } = written.value.value
  const stored = judged.licenses.find((other) => other.stored.id === id)
  if (!stored) throw new Error('a license that was just written is not in the store')
  return ok({ license: toLicenseView(stored), judged, ...told })
}

/**
 * Of one that was begun only an answer of the server says whether it has a seat, and not while the deactivation may still
 * reach it.
 */
const isSettled = (
  note: PendingReturn,
  mode: ActivationMode,
  dependencies: Pick<Dependencies, 'clock'>,
): boolean => note.begun !== true || (mode === 'online' && !mayBeOnItsWay(note, dependencies))

/**
 * Its deactivation was noted or settled by another program while the server gave the seat, and the server may have freed
 * that seat after it.
 */
function leftMeanwhile(
  { asked }: Pick<Candidate, 'asked'>,
  { id, code }: Pick<StoredLicense, 'id' | 'code'>,
  { known, contents }: { readonly known: JudgedLicense | undefined; readonly contents: StoreContents },
  dependencies: Pick<Dependencies, 'primitives'>,
): boolean {
  if (!asked) return false
  const isOf = ({ licenseId }: GivenBack) => sameLicense(licenseId, id, dependencies.primitives)
  const before = new Set(asked.givenBack.filter(isOf).map(({ givenBack }) => givenBack))
  const left = contents.givenBack.some((one) => isOf(one) && !before.has(one.givenBack))
  const notes = notesOf({ licenseId: id, code }, contents, dependencies)
  const settled = notesOf({ licenseId: id, code }, asked, dependencies).length > 0 && notes.length === 0
  return left || (settled && known === undefined)
}

/** Its files are written anew all the same, as one of those beside the key may be damaged. */
const isHereAs = (
  { mode, code }: Candidate,
  grant: MachineGrant,
  known: JudgedLicense | undefined,
): boolean =>
  mode === 'offline' &&
  known?.stored.mode === mode &&
  known.stored.code === code &&
  known.grant !== null &&
  isSameKey(known.grant, grant)

/** Online, the server has just given the seat, and its file may be of the very minute of the key that was returned. */
function wasReturned(
  { mode }: Candidate,
  { license, issued }: MachineGrant,
  contents: StoreContents,
  dependencies: Dependencies,
): Failure<'key_returned'> | null {
  return mode === 'online' ? null : returnedBefore(license.id, issued, contents, dependencies)
}

/** One whose license is here was not returned: that would have taken it away. Online, the server counts the seats. */
function maybeReturned(
  { mode }: Candidate,
  known: JudgedLicense | undefined,
  { returnedIncomplete }: StoreContents,
): Failure<'returned_damaged'> | null {
  const isHere = known !== undefined && known.grant !== null
  if (!returnedIncomplete || mode === 'online' || isHere) return null
  return failure('returned_damaged', { path: 'returned.json' })
}
