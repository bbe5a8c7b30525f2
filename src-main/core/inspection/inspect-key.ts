// Inspects a machine file, a license file or a typed key, as far as it can be read with the License Codes at hand.
import { failure } from '#shared/contract/errors.ts'
import type { InspectedMachine, Inspection } from '#shared/contract/inspection.ts'
import type { Recognized } from '#shared/formats/recognize.ts'
import { uniqueKeyAbove } from '#shared/formats/unique-key-above.ts'
import { isoOrNull } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { readSigned } from '#shared/license/machine-file.ts'
import { openOfflineKey, type OfflineKeyError } from '#shared/license/offline-key.ts'
import { codeInside } from '#shared/license/read-only.ts'
import { glimpseTypedKey } from '#shared/license/typed-key-grant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { compareWithStored } from './compare-with-stored.ts'
import { inspectLicenseFile } from './inspect-license-file.ts'
import { inspectedMachine, unstatedMachine } from './inspected-machine.ts'
import { inspectedLicense, plain, verified, type CodeAtHand, type Here } from './inspected.ts'
import type { JudgeDependencies } from '../standing/judge.ts'
import { keyContext } from '../standing/open-stored.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import { keyFailure } from '../entered/key-failure.ts'
import type { readCode } from '../entered/read-code.ts'

/** Where it is empty, the codes that are here are tried. */
type GivenCode = ReturnType<typeof readCode>

export interface EnteredKey {
  readonly kind: Extract<Recognized, { complete: boolean }>['kind']
  readonly complete: boolean
  readonly text: string
  readonly code: GivenCode
}

export function inspectKey(key: EnteredKey, here: Here, dependencies: JudgeDependencies): Inspection {
  const { vendor } = dependencies
  const about = (finding: Inspection['finding'], known: Partial<Inspection> = {}): Inspection => ({
    ...plain(key.kind, finding),
    complete: key.complete,
    ...known,
  })
  const noKeys = withoutKeys(vendor)
  if (noKeys) return about(noKeys)
  const outside = lookOutside(key, here, dependencies)
  if (!outside.ok) return about(inWords(outside.error, key, here, dependencies))
  const { code } = key
  if (!code.ok && code.error.code !== 'license_code_empty')
    return about(code.error, { ...outside.value, verdict: 'could_not_tell' })
  const codes = codesFor(key, here, dependencies)
  if (key.kind === 'license_file') return inspectLicenseFile(key.text, codes, about, dependencies)
  if (here.uniqueKey === null) return about(here.noUniqueKey, outside.value)
  const opened = openWithOne(codes, key.text, here.uniqueKey, dependencies)
  if (!opened.ok) {
    const needsCode = opened.error === null
    const finding = needsCode
      ? failure('license_code_needed', {})
      : inWords(opened.error, key, here, dependencies)
    return about(finding, outside.value)
  }
  const { grant, from } = opened.value
  const refused = refusalOf(key.text, grant, here.uniqueKey, dependencies)
  const { refusal, ...compared } = compareWithStored(grant, here, dependencies)
  const opening = about(refused ? inWords(refused, key, here, dependencies) : refusal, {
    machine: inspectedMachine(grant.fingerprint, true, here.uniqueKey),
    openedWith: from,
    license: inspectedLicense(grant.license),
    issued: isoOrNull(grant.issued),
    validUntil: isoOrNull(grant.fileExpiry),
    signedBy: grant.keyId,
    ...compared,
  })
  return verified(opening)
}

type Outside = Pick<Inspection, 'machine' | 'signedBy'>

/** What shows without a code. Which machine it is for is then said by the mail around it, or by a hint in it. */
function lookOutside(
  { kind, text }: EnteredKey,
  { uniqueKey }: Here,
  { vendor, primitives }: JudgeDependencies,
): Result<Outside, OfflineKeyError> {
  const { keys, uniqueKeyPrefix } = vendor
  const stated = uniqueKeyAbove(text, uniqueKeyPrefix)
  const byMail = stated === null ? null : inspectedMachine(stated, false, uniqueKey)
  if (kind !== 'typed_key') {
    const signed = readSigned(text, { keys, primitives })
    if (!signed.ok) return signed
    const machine = kind === 'license_file' ? null : (byMail ?? unstatedMachine('unknown', uniqueKey))
    return ok({ machine, signedBy: signed.value.key.id })
  }
  const glimpse = glimpseTypedKey(text, { keys, primitives, uniqueKey: uniqueKey ?? '' })
  if (!glimpse.ok) return glimpse
  const { forThisMachine, keyId } = glimpse.value
  const byHint: InspectedMachine['is'] = uniqueKey === null ? 'unknown' : forThisMachine ? 'this' : 'other'
  const machine = byMail?.is === byHint ? byMail : unstatedMachine(byHint, uniqueKey)
  return ok({ machine, signedBy: keyId })
}

/** Where none is given: the one that lies open in the file, and those of the licenses that are here. */
function codesFor(
  { text, code }: EnteredKey,
  { stored }: Here,
  { vendor, primitives }: JudgeDependencies,
): readonly CodeAtHand[] {
  if (code.ok) return [{ code: code.value, from: 'given_code' }]
  const inside = codeInside(text, { keys: vendor.keys, primitives })
  if (inside !== null) return [{ code: inside, from: 'code_inside' }]
  const here = new Set(stored?.licenses.map((license) => license.stored.code))
  return [...here].map((known) => ({ code: known, from: 'stored_code' as const }))
}

interface Opened {
  readonly grant: MachineGrant
  readonly from: CodeAtHand['from']
}

const OTHER_CODE: readonly OfflineKeyError['code'][] = ['code_or_machine_mismatch', 'license_code_mismatch']

/** null: none of the codes that happen to be here is its own, so that one must be asked for. */
function openWithOne(
  codes: readonly CodeAtHand[],
  text: string,
  uniqueKey: string,
  { vendor, primitives }: JudgeDependencies,
): Result<Opened, OfflineKeyError | null> {
  for (const { code, from } of codes) {
    const openFor = (machine: string) =>
      openOfflineKey(text, keyContext(code, machine, vendor, primitives), null)
    const opened = openFor(uniqueKey)
    if (opened.ok) return ok({ grant: opened.value, from })
    const { error } = opened
    const elsewhere = error.code === 'other_machine' && error.uniqueKey !== null && openFor(error.uniqueKey)
    if (elsewhere && elsewhere.ok) return ok({ grant: elsewhere.value, from })
    if (from === 'given_code' || !OTHER_CODE.includes(error.code)) return err(error)
  }
  return err(null)
}

/** What stands against it on the day that it would be entered. */
function refusalOf(
  text: string,
  { license }: MachineGrant,
  uniqueKey: string,
  { vendor, primitives, clock }: JudgeDependencies,
): OfflineKeyError | null {
  const context = keyContext(license.code, uniqueKey, vendor, primitives)
  const admitted = openOfflineKey(text, context, { clock: clock.now() })
  return admitted.ok ? null : admitted.error
}

function inWords(error: OfflineKeyError, { text }: EnteredKey, here: Here, { vendor }: JudgeDependencies) {
  return keyFailure(error, { text, uniqueKey: here.uniqueKey ?? '' }, vendor.uniqueKeyPrefix)
}
