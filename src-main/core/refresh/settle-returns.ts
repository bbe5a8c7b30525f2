// Frees the seats of licenses that were deactivated while their server was away, and asks how deactivations that were cut off came out.
import type { ErrorCode } from '#shared/contract/errors.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { DAY } from '#shared/instant.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { PendingReturn, StoreContents } from '../ports/license-store.ts'
import { freeSeat } from '../activation/free-seat.ts'
import { keepSeat } from '../activation/seat.ts'
import { toldProblem, type ToldProblem } from './told-problem.ts'

const FREED: ToldProblem = { problem: null }

/** A server that refuses for a year (the license ended long ago) is not asked for ever. */
const LONGEST_WAIT = 365 * DAY

/** `problem`: null: the seat is free; else the code of what stands in the way, and it is tried again. */
export interface SettledReturn extends ToldProblem {
  readonly id: string
  readonly owner: string
  /** Of a deactivation whose outcome was not known: see the contract. */
  readonly begun?: 'deactivated' | 'kept' | 'unknown'
}

/** A seat whose license is here again is not given back: its mark is only removed. */
export async function settleReturns(
  dependencies: Dependencies,
  signal?: AbortSignal,
): Promise<SettledReturn[]> {
  const { store } = dependencies
  const first = store.read()
  const settled: SettledReturn[] = []
  for (const pending of first.ok ? first.value.returns : []) {
    const contents = store.read() // anew for each: a person may have activated it meanwhile
    if (!contents.ok || signal?.aborted) break
    const isHere = licensesOf(pending, contents.value, dependencies).length > 0
    const about = { id: pending.licenseId, owner: pending.owner }
    if (pending.begun === true && isHere) {
      settled.push({ ...about, ...(await settleBegun(pending, dependencies)) })
      continue
    }
    // Begun, and its license was taken away by hand: nobody knows that the seat was to go.
    const wanted = pending.begun !== true && !isHere
    const told = wanted ? await giveBack(pending, dependencies) : FREED
    if (wanted) settled.push({ ...about, ...told })
    if (told.problem !== null && !isTooOld(pending, dependencies)) continue
    await store.write((writer) => writer.removeReturn(pending.licenseId))
  }
  return settled
}

const isTooOld = ({ since }: PendingReturn, { clock }: Dependencies): boolean =>
  Math.abs(clock.now() - since) > LONGEST_WAIT

/** Nobody knows whether the operator still wants it: nothing is freed, and what the server says of the seat decides. */
async function settleBegun(
  pending: PendingReturn,
  dependencies: Dependencies,
): Promise<Pick<SettledReturn, 'problem' | 'params' | 'begun'>> {
  const { activity, clock, store } = dependencies
  const { licenseId, owner, code, fingerprint } = pending
  const seat = await keepSeat(code, fingerprint, dependencies)
  const isGone = !seat.ok && seat.error.failure.code === 'seat_released'
  if (!seat.ok && !isGone && !isTooOld(pending, dependencies))
    return { ...toldProblem(seat.error.failure), begun: 'unknown' }
  const ended = await store.write((writer, contents) => {
    // Whoever began it came to the end after all, or the license was activated again.
    if (!contents.returns.some((one) => one.licenseId === licenseId && one.begun === true)) return false
    writer.removeReturn(licenseId)
    for (const { id } of isGone ? licensesOf(pending, contents, dependencies) : []) {
      writer.putGivenBack({ licenseId: id, issued: contents.mark, givenBack: clock.now() })
      writer.removeLicense(id)
    }
    return true
  })
  if (!ended.ok) return { ...toldProblem(ended.error), begun: 'unknown' }
  const result = isGone ? 'ok' : ('cancelled' satisfies ErrorCode)
  const params = { owner, codeMasked: maskLicenseCode(code) }
  if (ended.value)
    await activity.append({ at: clock.now(), action: 'deactivate', subject: licenseId, result, params })
  return { problem: null, begun: isGone ? 'deactivated' : 'kept' }
}

function licensesOf(
  pending: PendingReturn,
  { licenses }: StoreContents,
  { primitives }: Pick<Dependencies, 'primitives'>,
): StoreContents['licenses'] {
  // The code as well: a folder that was renamed names no license.
  return licenses.filter(
    ({ id, code }) => code === pending.code || sameLicense(id, pending.licenseId, primitives),
  )
}

async function giveBack(
  { code, fingerprint }: PendingReturn,
  dependencies: Dependencies,
): Promise<ToldProblem> {
  const freed = await freeSeat(code, fingerprint, dependencies)
  if (!freed.ok) return toldProblem(freed.error)
  return freed.value === 'freed' || freed.value === 'gone' ? FREED : { problem: freed.value }
}
