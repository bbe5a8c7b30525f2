// How a usage stands to its limit: the part, the tone that repeats it in color, and the words. Red is what stops the product,
// as on its status.
import type { ProductView } from '#shared/contract/views.ts'
import { usageStanding } from '#shared/messages/status-words.ts'
import { words } from '../../state/words.svelte.ts'
import { percentText } from '../../ui/formats.ts'

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
  const tone = mayRun || usage <= limit ? 'warn' : 'bad'
  const near = usageStanding(product)
  const { licensing } = words.page
  const percent = limit === 0 ? licensing.limitIsZero : licensing.usageOfLimit(percentText(usage / limit))
  return {
    part: usage === 0 ? 0 : usage / limit,
    tone: near === null ? 'plain' : tone,
    words: near === null ? percent : `${percent}, ${words.messages.standing.usage[near]}`,
  }
}
