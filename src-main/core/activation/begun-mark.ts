// The note that a deactivation was begun: it stays until it is proven how that came out, whoever is stopped meanwhile.
import { DAY } from '#shared/instant.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import type { Result } from '#shared/result.ts'
import type { Failure } from '#shared/contract/errors.ts'
import type { Dependencies } from '../dependencies.ts'
import type {
  PendingReturn,
  StoreContents,
  StoredLicense,
  StoreWriteErrorCode,
} from '../ports/license-store.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { notRead } from '../standing/not-read.ts'

/** Milliseconds: whoever asked may be at work for so long, and what a stopped one asked may still reach the server. */
const ON_ITS_WAY = 60_000

export interface Begun {
  readonly mark: PendingReturn
  /** No earlier try left one: where this one surely did nothing, there is nothing to find out. */
  readonly isFirst: boolean
}

type NotWritten = Failure<StoreWriteErrorCode>

/** Each try has a time of its own, so that who settles one does not take the note of the next for it. */
export function begin(
  about: Omit<PendingReturn, 'since' | 'begun'>,
  dependencies: Dependencies,
): Promise<Result<Begun, NotWritten>> {
  return dependencies.store.write((writer, contents) => {
    const earlier = notesOf(about, contents, dependencies)
    const since = Math.max(nowOf(contents, dependencies), ...earlier.map((one) => one.since + 1))
    const mark = { ...about, since, begun: true }
    writer.putReturn(mark)
    return { mark, isFirst: earlier.length === 0 && !isLost(about, contents, dependencies) }
  })
}

/** An earlier try may have left a note that is damaged. */
const isLost = (
  { licenseId }: Pick<PendingReturn, 'licenseId'>,
  { problems }: Pick<StoreContents, 'problems'>,
  { primitives }: Pick<Dependencies, 'primitives'>,
): boolean =>
  problems.some(
    ({ where, license }) =>
      /^returns(\/|$)/.test(where) && (!license?.id || sameLicense(license.id, licenseId, primitives)),
  )

/** Of a license that is here, where its own note is gone: nobody knows whether the server has freed its seat. */
export const beginAnew = (
  {
    stored,
    grant,
    owner,
  }: Pick<JudgedLicense, 'grant' | 'owner'> & {
    readonly stored: Pick<StoredLicense, 'id' | 'code'>
  },
  { uniqueKey, contents }: Pick<Judged, 'uniqueKey' | 'contents'>,
  dependencies: Pick<Dependencies, 'clock'>,
): PendingReturn => ({
  licenseId: grant?.license.id ?? stored.id,
  owner,
  code: stored.code,
  fingerprint: uniqueKey,
  since: nowOf(contents, dependencies),
  begun: true,
})

/** By a clock that is far behind, a note would look old as soon as the clock is right. */
export const nowOf = (
  { mark }: Pick<StoreContents, 'mark'>,
  { clock }: Pick<Dependencies, 'clock'>,
): number => Math.max(clock.now(), mark - DAY)

/** For a try that surely did nothing. */
export function callOff(mark: PendingReturn, { store }: Dependencies): Promise<Result<void, NotWritten>> {
  return store.write((writer, { returns }) => {
    if (returns.some((one) => isSame(one, mark))) writer.removeReturn(mark.licenseId)
  })
}

/** For a try of which nobody knows what it did. False: the license left meanwhile, and its note with it. */
export function keep(
  mark: PendingReturn,
  id: string,
  dependencies: Dependencies,
): Promise<Result<boolean, NotWritten>> {
  return dependencies.store.write((writer, contents) => {
    if (notesOf(mark, contents, dependencies).length > 0) return true
    const isHere =
      contents.licenses.some((one) => one.id === id) || notRead(id, contents).code !== 'license_not_here'
    if (isHere) writer.putReturn(mark)
    return isHere
  })
}

/** By the code as well: a folder that was renamed names no license. */
export function notesOf(
  { licenseId, code }: Pick<PendingReturn, 'licenseId' | 'code'>,
  { returns }: Pick<StoreContents, 'returns'>,
  { primitives }: Pick<Dependencies, 'primitives'>,
): StoreContents['returns'] {
  return returns.filter((one) => one.code === code || sameLicense(one.licenseId, licenseId, primitives))
}

export const isSame = (one: PendingReturn, other: PendingReturn): boolean =>
  one.licenseId === other.licenseId && one.since === other.since && one.begun === other.begun

/** A time that is yet to come says nothing of how long ago it was begun: see `dateAnew`. */
export const mayBeOnItsWay = (
  { since, begun }: Pick<PendingReturn, 'since' | 'begun'>,
  { clock }: Pick<Dependencies, 'clock'>,
): boolean => begun === true && clock.now() - since < ON_ITS_WAY

/** Of a note from a clock that was ahead: by it nobody could ever tell when what was asked has come or is lost. */
export async function dateAnew(mark: PendingReturn, { store, clock }: Dependencies): Promise<void> {
  const now = clock.now()
  if (mark.since <= now) return
  await store.write((writer, { returns }) => {
    if (returns.some((one) => isSame(one, mark))) writer.putReturn({ ...mark, since: now })
  })
}
