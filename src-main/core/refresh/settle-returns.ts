// Frees the seats of licenses that were deactivated while their server was away, and asks how deactivations that were cut off came out.
import { failure, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { DAY } from '#shared/instant.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { PendingReturn, StoreContents } from '../ports/license-store.ts'
import { dateAnew, isSame, mayBeOnItsWay } from '../activation/begun-mark.ts'
import { freeSeat, isNotPermitted } from '../activation/free-seat.ts'
import { keepSeat } from '../activation/seat.ts'
import { notRead } from '../standing/not-read.ts'
import { toldProblem, type ToldProblem } from './told-problem.ts'

/** A server that refuses for a year (the license ended long ago) is not asked for ever. */
const LONGEST_WAIT = 365 * DAY
/** What the vendor does not permit is no matter of time: it would have mended a mistake by then. */
const NOT_PERMITTED_FOR = 7 * DAY

type Outcome = Omit<SettledReturn, 'id' | 'owner'>

/** `problem`: null: the seat is free; else the code of what stands in the way, and it is tried again. */
export interface SettledReturn extends ToldProblem {
  readonly id: string
  readonly owner: string
  /** Of a deactivation whose outcome was not known: see the contract. */
  readonly begun?: 'deactivated' | 'kept' | 'unknown'
}

/** A note goes only once its outcome is proven. */
export async function settleReturns(
  dependencies: Dependencies,
  signal?: AbortSignal,
): Promise<SettledReturn[]> {
  const first = dependencies.store.read()
  const settled: SettledReturn[] = []
  for (const { licenseId } of first.ok ? first.value.returns : []) {
    const contents = dependencies.store.read() // anew for each: a person may have activated it meanwhile
    if (!contents.ok || signal?.aborted) break
    const pending = contents.value.returns.find((one) => one.licenseId === licenseId)
    if (!pending) continue
    const outcome = await settle(pending, contents.value, dependencies)
    settled.push({ id: licenseId, owner: pending.owner, ...outcome })
  }
  return settled
}

function settle(
  pending: PendingReturn,
  contents: StoreContents,
  dependencies: Dependencies,
): Outcome | Promise<Outcome> {
  const here = licensesOf(pending, contents, dependencies)
  if (here.length > 0) return findOut(pending, here, dependencies)
  const unread = notRead(pending.licenseId, contents)
  if (pending.begun !== true)
    return unread.code === 'license_not_readable' ? toldProblem(unread) : giveBack(pending, dependencies)
  if (unread.code !== 'license_not_here') return { ...toldProblem(unread), begun: 'unknown' }
  // A deactivation that was stopped after it had noted that. Else the license was taken away by hand.
  const isNoted = contents.givenBack.some(({ licenseId }) =>
    sameLicense(licenseId, pending.licenseId, dependencies.primitives),
  )
  return isNoted ? giveBackBegun(pending, dependencies) : findOut(pending, here, dependencies)
}

async function giveBackBegun(pending: PendingReturn, dependencies: Dependencies): Promise<Outcome> {
  const outcome = await giveBack(pending, dependencies)
  if (outcome.problem !== null) return outcome
  await record(pending, 'ok', dependencies)
  return { ...outcome, begun: 'deactivated' }
}

type Licenses = StoreContents['licenses']

/** Nobody knows whether the operator still wants it: nothing is freed, and what the server says of the seat decides. */
async function findOut(pending: PendingReturn, here: Licenses, dependencies: Dependencies): Promise<Outcome> {
  const { clock, store } = dependencies
  const { licenseId, code, fingerprint } = pending
  const seat = await keepSeat(code, fingerprint, dependencies)
  const isGone = !seat.ok && (here.length > 0 ? RELEASED : NO_SEAT).has(seat.error.failure.code)
  if (!seat.ok && !isGone) {
    const { failure: problem, validation } = seat.error
    if (here.length > 0 || validation === null) return { ...toldProblem(problem), begun: 'unknown' }
    return { ...(await refused(pending, problem, LONGEST_WAIT, dependencies)), begun: 'unknown' }
  }
  // What was asked may be answered in a moment, and the seat be free then.
  if (!isGone && mayBeOnItsWay(pending, dependencies)) {
    await dateAnew(pending, dependencies)
    return ON_ITS_WAY
  }
  const ended = await store.write((writer, contents) => {
    // Whoever began it came to the end after all, or it was begun anew.
    if (!contents.returns.some((one) => isSame(one, pending))) return false
    const now = licensesOf(pending, contents, dependencies)
    // It was activated again, or cannot be read any more.
    if (isGone && !isAsItWas(now, here)) return false
    const ids = new Set([licenseId, ...now.map(({ id }) => id)])
    for (const id of isGone ? ids : []) {
      writer.putGivenBack({ licenseId: id, issued: contents.mark, givenBack: clock.now() })
      // Also one that is not here any more: it is not to be missed.
      writer.removeLicense(id)
    }
    // Last: a writer that is killed before leaves the note.
    writer.removeReturn(licenseId)
    return true
  })
  if (!ended.ok && isGone) return { ...notStored(ended.error), begun: 'deactivated' }
  if (!ended.ok) return { ...toldProblem(ended.error), begun: 'unknown' }
  if (!ended.value) return ON_ITS_WAY
  await record(pending, isGone ? 'ok' : 'cancelled', dependencies)
  return { problem: null, begun: isGone ? 'deactivated' : 'kept' }
}

const RELEASED: ReadonlySet<ErrorCode> = new Set(['seat_released'])
/** Of a license that is not here the server need not know any more. */
const NO_SEAT: ReadonlySet<ErrorCode> = new Set(['seat_released', 'license_not_found', 'license_revoked'])

const ON_ITS_WAY: Outcome = { ...toldProblem(failure('deactivation_on_its_way', {})), begun: 'unknown' }

const notStored = ({ code, params }: Failure): ToldProblem =>
  toldProblem(failure('deactivation_not_stored', { problem: code, params: { ...params } }))

async function record(
  { licenseId: subject, owner, code }: PendingReturn,
  result: 'ok' | Extract<ErrorCode, 'cancelled'>,
  { activity, clock }: Dependencies,
): Promise<void> {
  const params = { owner, codeMasked: maskLicenseCode(code) }
  await activity.append({ at: clock.now(), action: 'deactivate', subject, result, params })
}

const isAsItWas = (now: Licenses, before: Licenses): boolean =>
  now.length === before.length &&
  now.every(({ id, file }) => before.some((one) => one.id === id && one.file === file))

function licensesOf(
  pending: PendingReturn,
  { licenses }: StoreContents,
  { primitives }: Pick<Dependencies, 'primitives'>,
): Licenses {
  // The code as well: a folder that was renamed names no license.
  return licenses.filter(
    ({ id, code }) => code === pending.code || sameLicense(id, pending.licenseId, primitives),
  )
}

async function giveBack(pending: PendingReturn, dependencies: Dependencies): Promise<Outcome> {
  const { licenseId, owner, code, fingerprint, since } = pending
  const freed = await freeSeat(code, fingerprint, dependencies)
  if (!freed.ok) {
    const { failure: problem } = freed.error
    if (!isNotPermitted(problem)) return toldProblem(problem)
    return refused(pending, problem, NOT_PERMITTED_FOR, dependencies)
  }
  if (freed.value === 'license_suspended')
    return refused(pending, failure(freed.value, {}), LONGEST_WAIT, dependencies)
  if (freed.value === 'license_expired')
    return refused(pending, failure(freed.value, { expiry: null }), LONGEST_WAIT, dependencies)
  const ended = await dependencies.store.write((writer, contents) => {
    // Activated again meanwhile: whether it is that seat which went, the next refresh asks.
    if (licensesOf(pending, contents, dependencies).length > 0)
      writer.putReturn({ licenseId, owner, code, fingerprint, since, begun: true })
    else if (contents.returns.some((one) => isSame(one, pending))) writer.removeReturn(licenseId)
  })
  return ended.ok ? { problem: null } : notStored(ended.error)
}

/** Of a license that is not here: after `patience` (milliseconds) the server is not asked again, which is said. */
async function refused(
  pending: PendingReturn,
  reason: Failure,
  patience: number,
  { store, clock }: Dependencies,
): Promise<ToldProblem> {
  if (clock.now() - pending.since <= patience) return toldProblem(reason)
  const ended = await store.write((writer, { returns }) => {
    if (returns.some((one) => isSame(one, pending))) writer.removeReturn(pending.licenseId)
  })
  if (!ended.ok) return toldProblem(ended.error)
  return toldProblem(failure('seat_not_freed', { problem: reason.code, params: { ...reason.params } }))
}
