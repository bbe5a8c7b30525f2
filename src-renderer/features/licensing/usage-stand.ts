// How a usage stands to its limit: the part, the tone that repeats it in color, and the words. Red is what stops the product,
// as on its status.
import type { ProductView } from '#shared/contract/views.ts'
import { words } from '../../state/words.svelte.ts'
import { percentText } from '../../ui/formats.ts'

const NEAR = 0.8

export interface UsageStand {
  /** 1 is the whole limit; Infinity where nothing is allowed and something is in use. */
  readonly part: number
  readonly tone: 'plain' | 'warn' | 'bad'
  readonly words: string
}

/**
 * Limits of several licenses for one product add up (docs/product.md#two-licenses-for-one-product). null: there is no
 * limit, or no usage is known.
 */
export function usageStand(product: ProductView | null): UsageStand | null {
  if (product === null || product.totalLimit === null || product.usage === null) return null
  const { totalLimit: limit, usage, mayRun } = product
  const over = mayRun ? 'warn' : 'bad'
  const { licensing } = words.page
  if (limit === 0) {
    return usage > 0
      ? { part: Infinity, tone: over, words: `${licensing.limitIsZero}, ${licensing.overLimit}` }
      : { part: 0, tone: 'plain', words: licensing.limitIsZero }
  }
  const part = usage / limit
  const percent = licensing.usageOfLimit(percentText(part))
  if (part < NEAR) return { part, tone: 'plain', words: percent }
  if (part < 1) return { part, tone: 'warn', words: `${percent}, ${licensing.nearLimit}` }
  return part > 1
    ? { part, tone: over, words: `${percent}, ${licensing.overLimit}` }
    : { part, tone: 'warn', words: `${percent}, ${licensing.atLimit}` }
}
