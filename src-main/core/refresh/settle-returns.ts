// Frees the seats of licenses that were deactivated while their server was away.
import { DAY } from '#shared/instant.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { PendingReturn, StoreContents } from '../ports/license-store.ts'
import { freeSeat } from '../activation/free-seat.ts'
import { toldProblem, type ToldProblem } from './told-problem.ts'

const FREED: ToldProblem = { problem: null }

/** A server that refuses for a year (the license ended long ago) is not asked for ever. */
const LONGEST_WAIT = 365 * DAY

/** `problem`: null: the seat is free; else the code of what stands in the way, and it is tried again. */
export interface SettledReturn extends ToldProblem {
  readonly id: string
  readonly owner: string
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
    const wanted = !isHereAgain(pending, contents.value, dependencies)
    const told = wanted ? await giveBack(pending, dependencies) : FREED
    if (wanted) settled.push({ id: pending.licenseId, owner: pending.owner, ...told })
    const tooOld = Math.abs(dependencies.clock.now() - pending.since) > LONGEST_WAIT
    if (told.problem === null || tooOld) await store.write((writer) => writer.removeReturn(pending.licenseId))
  }
  return settled
}

function isHereAgain(
  pending: PendingReturn,
  { licenses }: StoreContents,
  { primitives }: Pick<Dependencies, 'primitives'>,
): boolean {
  // The code as well: a folder that was renamed names no license.
  return licenses.some(
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
