// What lies in the place of the histories and is none of ours, where usage was lost.
import type { StoreProblem } from '#main/core/ports/license-store.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { Layout } from './layout.ts'
import { shownPlace } from './place.ts'
import { whyNotListed } from './read-files.ts'
import { STAYS } from './set-aside.ts'
import { readUsage } from './usage-file.ts'

/** Nothing else may tell which products have reported, so that a person removes it who has reported anew. Null: nothing does. */
export function tellsOfLoss(layout: Layout): StoreProblem | null {
  const reason = whyNotListed(layout.usageHistory)
  if (reason === null || STAYS.has(reason) || !readUsage(layout).incomplete) return null
  return { where: shownPlace(layout.usageHistory), reason: 'tells_of_loss' satisfies StoreReason }
}
