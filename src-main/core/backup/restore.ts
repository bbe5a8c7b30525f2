// Puts a backup of this machine beside what is here: whatever is newer stays, and nothing that was given back returns.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure } from '#shared/contract/errors.ts'
import { plainKey } from '#shared/license/plain-key.ts'
import { isOlder, isSameKey, licenseNumberOf } from '#shared/license/typed-key-license.ts'
import type { Instant } from '#shared/instant.ts'
import { err, ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { GivenBack, ReturnedKey, StoreContents, StoreWriter } from '../ports/license-store.ts'
import { amongStored } from '../standing/among-stored.ts'
import { judge } from '../standing/judge.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { listLicenses } from '../standing/list.ts'
import { ANSWER_MISSING, GIVEN_BACK, givenBackLast } from '../standing/open-stored.ts'
import { presentOf } from '../standing/proven-time.ts'
import { returnedBefore } from '../standing/returned-key.ts'
import { answerHolds } from '../standing/server-word.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { readBackup, type BackupContent } from './document.ts'
import { restoreSettings } from './restore-settings.ts'
import { restoreUsage } from './restore-usage.ts'
import { whatCounts } from './what-counts.ts'

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
    const signed = latestSignedIn(backup, contents, here, dependencies)
    const { counted, leftOut } = whatCounts(backup, judge(contents, here, dependencies), signed, dependencies)
    const returned = newlyReturned(counted, contents, dependencies)
    for (const one of returned) writer.putReturned(one)
    const givenBack = newlyGivenBack(counted, contents, dependencies)
    for (const one of givenBack) writer.putGivenBack(one)
    const known = {
      ...contents,
      returned: [...returned, ...contents.returned],
      givenBack: [...contents.givenBack, ...givenBack],
    }
    const done = restoreLicenses(counted, known, here, writer, dependencies)
    restoreReturns(counted, contents, done, writer, dependencies)
    const leftUsage = restoreUsage(counted, contents, writer, dependencies)
    writer.raiseMark(Math.min(backup.latestSigned, signed))
    return { restored: done.restored, left: [...done.left, ...leftOut, ...leftUsage] }
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
function newlyReturned(
  backup: BackupContent,
  { returned }: StoreContents,
  { primitives }: Dependencies,
): readonly ReturnedKey[] {
  const here = firstOfEach(returned, primitives)
  const newer = new Map<string, ReturnedKey>()
  for (const one of backup.returned) {
    const number = licenseNumberOf(one.licenseId, primitives)
    const same = newer.get(number) ?? here.get(number)
    if (same === undefined) newer.set(number, one)
    else if (same.issued < one.issued) newer.set(number, { ...one, licenseId: same.licenseId })
  }
  return [...newer.values()]
}

function firstOfEach<T extends { readonly licenseId: string }>(
  all: readonly T[],
  primitives: Dependencies['primitives'],
): ReadonlyMap<string, T> {
  return new Map(all.toReversed().map((one) => [licenseNumberOf(one.licenseId, primitives), one]))
}

/** Only where this machine knows nothing later of that license: neither that it is here, nor that it left. */
function newlyGivenBack(
  backup: BackupContent,
  contents: StoreContents,
  { primitives }: Dependencies,
): readonly GivenBack[] {
  const here = new Set(contents.licenses.map(({ id }) => licenseNumberOf(id, primitives)))
  const known = givenBackLast(contents, primitives)
  const byIssue = backup.givenBack.toSorted((one, other) => other.issued - one.issued)
  return [...firstOfEach(byIssue, primitives)].flatMap(([number, one]) =>
    here.has(number) || (known.get(number)?.seat ?? Number.NEGATIVE_INFINITY) >= one.issued ? [] : one,
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
  const numberOf = ({ licenseId }: { readonly licenseId: string }) =>
    licenseNumberOf(licenseId, dependencies.primitives)
  const leaving = [...contents.returns, ...backup.returns].filter(({ begun }) => begun !== true)
  const gone: Gone = {
    leaving: new Set(leaving.map((one) => numberOf(one))),
    returned: Map.groupBy(contents.returned, numberOf),
  }
  for (const candidate of judgeBackup(backup, contents, key, dependencies).licenses) {
    const { owner } = candidate
    const reason = whyNot(candidate, stored, { contents, gone }, dependencies)
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

/** By the numbers of their licenses. */
interface Gone {
  readonly leaving: ReadonlySet<string>
  readonly returned: ReadonlyMap<string, readonly ReturnedKey[]>
}

/** Null: it is put back. */
function whyNot(
  candidate: JudgedLicense,
  stored: Judged,
  { contents, gone }: { readonly contents: StoreContents; readonly gone: Gone },
  dependencies: Dependencies,
): string | null {
  if (!candidate.grant) return candidate.problem
  const { grant, known } = amongStored(candidate.grant, stored.licenses, dependencies)
  const { id } = grant.license
  const number = licenseNumberOf(id, dependencies.primitives)
  // Its seat is to be given back: it was deactivated, and is none of this machine's any more.
  if (gone.leaving.has(number)) return GIVEN_BACK.code
  if (known?.grant && isSameKey(known.grant, grant)) return 'key_already_here'
  if (known?.grant && !isOlder(known.grant, grant)) return 'older_key'
  // SECURITY: else one seat would run on two machines. docs/SECURITY.md#store
  if (!known?.grant && contents.returnedIncomplete) return 'returned_damaged'
  const returned = gone.returned.get(number) ?? []
  return returnedBefore(id, grant.issued, { ...contents, returned }, dependencies)?.code ?? null
}

/** A license that is here keeps its seat; of one that comes back it may still not be known whether it has one. */
function restoreReturns(
  backup: BackupContent,
  { licenses, returns }: StoreContents,
  { restored }: Restored,
  writer: StoreWriter,
  { primitives }: Dependencies,
): void {
  const numbersOf = (ids: readonly string[]) => new Set(ids.map((id) => licenseNumberOf(id, primitives)))
  const here = numbersOf([...licenses.map(({ id }) => id), ...returns.map(({ licenseId }) => licenseId)])
  const back = numbersOf(restored.map(({ id }) => id))
  for (const pending of backup.returns) {
    const number = licenseNumberOf(pending.licenseId, primitives)
    if (!here.has(number) && back.has(number) === (pending.begun === true)) writer.putReturn(pending)
  }
}
