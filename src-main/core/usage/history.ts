// A product's usage over time, for the plot of its details.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { iso } from '#shared/instant.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'

/** A product that never reported has no points; that is no failure. */
export function usageHistory(
  { product }: ParsedInput<'usage.history'>,
  { store }: Pick<Dependencies, 'store'>,
): MethodResult<'usage.history'> {
  const points = store.usageHistory(product)
  if (!points.ok) return points
  return ok({
    product,
    points: points.value.map(({ at, usage, limit }) => ({ at: iso(at), usage, limit })),
  })
}
