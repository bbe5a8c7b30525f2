// How a usage stands to its limit: the part, the tone that repeats it in color, and the words.
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
  const { totalLimit: limit, usage } = product
  const { licensing } = words.page
  if (limit === 0) {
    return usage > 0
      ? { part: Infinity, tone: 'bad', words: `${licensing.limitIsZero}, ${licensing.overLimit}` }
      : { part: 0, tone: 'plain', words: licensing.limitIsZero }
  }
  const part = usage / limit
  const percent = licensing.usageOfLimit(percentText(part))
  if (part < NEAR) return { part, tone: 'plain', words: percent }
  if (part < 1) return { part, tone: 'warn', words: `${percent}, ${licensing.nearLimit}` }
  return { part, tone: 'bad', words: `${percent}, ${part > 1 ? licensing.overLimit : licensing.atLimit}` }
}
