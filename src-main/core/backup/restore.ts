// Puts a backup of this machine beside what is here: whatever is newer stays, and nothing that was given back returns.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { plainKey } from '#shared/license/plain-key.ts'
import { isOlder, isSameKey, sameLicense } from '#shared/license/typed-key-license.ts'
import type { Instant } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type {
  GivenBack,
  PendingReturn,
  ReturnedKey,
  StoreContents,
  StoreWriter,
} from '../ports/license-store.ts'
import { amongStored } from '../standing/among-stored.ts'
import { judge } from '../standing/judge.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { listLicenses } from '../standing/list.ts'
import { ANSWER_MISSING, GIVEN_BACK } from '../standing/open-stored.ts'
import { presentOf } from '../standing/proven-time.ts'
import { returnedBefore } from '../standing/returned-key.ts'
import { answerHolds } from '../standing/server-word.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { readBackup, type BackupContent } from './document.ts'
import { restoreSettings } from './restore-settings.ts'
import { restoreUsage } from './restore-usage.ts'

interface Restored {
  readonly restored: { readonly id: string; readonly owner: string }[]
  readonly left: { readonly id: string; readonly owner: string; readonly reason: string }[]
}

export async function restoreBackup(
  { content }: ParsedInput<'backup.restore'>,
  dependencies: Dependencies,
): Promise<MethodResult<'backup.restore'>> {
  const { store } = dependencies
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  const backup = readBackup(content)
  if (backup === null) return err(failure('backup_not_readable', {}))
  const here = key.value.uniqueKey
  const stored = store.read()
  if (!stored.ok) return stored
  const elsewhere = whereElse(backup, stored.value, here, dependencies)
  if (elsewhere)
    return err(
      failure('backup_other_machine', {
        ...elsewhere,
        uniqueKey: here,
        idFile: dependencies.vendor.machineIdFile,
      }),
    )
  const written = await store.write((writer, contents) => {
    const returned = mergedReturned(backup, contents, dependencies)
    for (const one of returned) if (!contents.returned.includes(one)) writer.putReturned(one)
    const givenBack = newlyGivenBack(backup, contents, dependencies)
    for (const one of givenBack) writer.putGivenBack(one)
    const known = { ...contents, returned, givenBack: [...contents.givenBack, ...givenBack] }
    const done = restoreLicenses(backup, known, here, writer, dependencies)
    restoreReturns(backup, contents, done, writer, dependencies)
    const leftUsage = restoreUsage(backup, contents, writer, dependencies)
    writer.raiseMark(Math.min(backup.latestSigned, latestSignedIn(backup, contents, here, dependencies)))
    return { restored: done.restored, left: [...done.left, ...leftUsage] }
  })
  if (!written.ok) return written
  const settings = await restoreSettings(backup, dependencies)
  const list = await listLicenses(dependencies)
  return list.ok ? ok({ ...written.value, settings, list: list.value }) : list
}

/** The key that a license opens with says whose it is; which id was in force when the backup was made, only without one. */
function whereElse(
  backup: BackupContent,
  contents: StoreContents,
  here: string,
  dependencies: Dependencies,
): { readonly backupUniqueKey: string | null } | null {
  const { licenses } = judgeBackup(backup, contents, here, dependencies)
  if (licenses.some(({ grant, problem }) => grant !== null || OPENED.has(problem ?? ''))) return null
  const others = licenses.filter(({ elsewhere }) => elsewhere)
  const noted = backup.uniqueKey === here ? null : backup.uniqueKey
  if (others.length === 0 && noted === null) return null
  const told = others.find(({ machine }) => machine !== null)?.machine ?? noted
  return { backupUniqueKey: told }
}

/** It opened here, and counts for nothing all the same. */
const OPENED: ReadonlySet<string> = new Set([GIVEN_BACK.code, ANSWER_MISSING])

/** Of two for one license the one that was issued later refuses more. */
function mergedReturned(
  backup: BackupContent,
  { returned }: StoreContents,
  { primitives }: Dependencies,
): readonly ReturnedKey[] {
  return backup.returned.reduce<readonly ReturnedKey[]>((merged, one) => {
    const same = merged.find((other) => sameLicense(other.licenseId, one.licenseId, primitives))
    if (same === undefined) return [...merged, one]
    return same.issued >= one.issued
      ? merged
      : merged.map((other) => (other === same ? { ...one, licenseId: same.licenseId } : other))
  }, returned)
}

/** Only where this machine knows nothing later of that license: neither that it is here, nor that it left. */
function newlyGivenBack(
  backup: BackupContent,
  { licenses, givenBack }: StoreContents,
  { primitives }: Dependencies,
): readonly GivenBack[] {
  return backup.givenBack.filter(
    ({ licenseId, issued }) =>
      !licenses.some(({ id }) => sameLicense(id, licenseId, primitives)) &&
      !givenBack.some((one) => one.issued >= issued && sameLicense(one.licenseId, licenseId, primitives)),
  )
}

function restoreLicenses(
  backup: BackupContent,
  contents: StoreContents,
  key: string,
  writer: StoreWriter,
  dependencies: Dependencies,
): Restored {
  const done: Restored = { restored: [], left: [] }
  const stored = judge(contents, key, dependencies)
  for (const candidate of judgeBackup(backup, contents, key, dependencies).licenses) {
    const { owner } = candidate
    const reason = whyNot(candidate, stored, { backup, contents }, dependencies)
    if (reason !== null || !candidate.grant) {
      done.left.push({ id: candidate.stored.id, owner, reason: reason ?? 'key_damaged' })
      continue
    }
    const { grant, known } = amongStored(candidate.grant, stored.licenses, dependencies)
    const { code, mode, activatedOn, validation } = candidate.stored
    const file = plainKey(candidate.stored.file, dependencies.vendor.uniqueKeyPrefix, dependencies.primitives)
    const { id } = grant.license
    writer.putLicense({ id, file, code, mode, activatedOn, validation }, known?.stored.id)
    writer.raiseMark(grant.issued)
    done.restored.push({ id, owner })
  }
  return done
}

const judgeBackup = (
  { licenses }: BackupContent,
  contents: StoreContents,
  key: string,
  dependencies: Dependencies,
): Judged => {
  const beside = { keyFile: '', codeIsAsPut: null, hadIdFile: false }
  const found = licenses.map((license) => ({ ...license, ...beside, where: license.id }))
  return judge({ ...contents, licenses: found }, key, dependencies)
}

/** SECURITY: anybody can write a time into a backup, which would stop every license: what the vendor signed in it counts. docs/SECURITY.md#store */
function latestSignedIn(
  backup: BackupContent,
  contents: StoreContents,
  key: string,
  dependencies: Dependencies,
): Instant {
  const { vendor, primitives } = dependencies
  const { moment } = judgeBackup(backup, { ...contents, mark: 0 }, key, dependencies)
  const answers = backup.licenses.flatMap(({ validation }) =>
    validation && answerHolds(validation, vendor, primitives) ? [presentOf(validation)] : [],
  )
  return Math.max(moment.mark, ...answers)
}

/** Null: it is put back. */
function whyNot(
  candidate: JudgedLicense,
  stored: Judged,
  { backup, contents }: { readonly backup: BackupContent; readonly contents: StoreContents },
  dependencies: Dependencies,
): string | null {
  if (!candidate.grant) return candidate.problem
  const { grant, known } = amongStored(candidate.grant, stored.licenses, dependencies)
  const { id } = grant.license
  // Its seat is to be given back: it was deactivated, and is none of this machine's any more.
  if (
    [...contents.returns, ...backup.returns].some(
      ({ licenseId, begun }) => begun !== true && sameLicense(licenseId, id, dependencies.primitives),
    )
  )
    return GIVEN_BACK.code
  if (known?.grant && isSameKey(known.grant, grant)) return 'key_already_here'
  if (known?.grant && !isOlder(known.grant, grant)) return 'older_key'
  // SECURITY: else one seat would run on two machines. docs/SECURITY.md#store
  if (!known?.grant && contents.returnedIncomplete) return 'returned_damaged'
  return returnedBefore(id, grant.issued, contents, dependencies)?.code ?? null
}

/** A license that is here keeps its seat; of one that comes back it may still not be known whether it has one. */
function restoreReturns(
  backup: BackupContent,
  { licenses, returns }: StoreContents,
  { restored }: Restored,
  writer: StoreWriter,
  { primitives }: Dependencies,
): void {
  const isAmong = (ids: readonly string[], { licenseId }: PendingReturn) =>
    ids.some((id) => sameLicense(id, licenseId, primitives))
  const here = [...licenses.map(({ id }) => id), ...returns.map(({ licenseId }) => licenseId)]
  const back = restored.map(({ id }) => id)
  for (const pending of backup.returns)
    if (!isAmong(here, pending) && isAmong(back, pending) === (pending.begun === true))
      writer.putReturn(pending)
}
