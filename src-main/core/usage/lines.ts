// One line for each product that a license on this machine covers: its limit and what was reported.
import type { UsageLine } from '#shared/contract/views.ts'
import { isoOrNull } from '#shared/instant.ts'
import { sumOfLimits } from '#shared/license/limits.ts'
import type { Judged } from '../standing/judged.ts'

/**
 * Limits of the licenses in force for one product add up, as the gate and the page count them; null: one of them has
 * none. Where none is in force it is what all of them allowed.
 */
export function usageLines(judged: Judged): UsageLine[] {
  const lines = new Map<string, UsageLine>()
  for (const { product, usage, totalLimit } of judged.licenses.flatMap((license) => license.products)) {
    const before = lines.get(product.code)
    lines.set(product.code, {
      product: product.code,
      name: product.name,
      usage: usage?.usage ?? null,
      limit: totalLimit ?? (before ? sumOfLimits([before.limit, product.limit]) : product.limit),
      reportedAt: isoOrNull(usage?.reportedAt ?? null),
    })
  }
  return [...lines.values()]
}
