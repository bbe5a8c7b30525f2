// The words for something in the store that is no license, or that may not be read: the same on page, list and doctor.
import type { StoreProblem, StoreReason } from '../contract/views.ts'
import type { Messages } from './messages.ts'
import type { StoreProblemWords } from './store-words.ts'
import { visibleText } from './visible-text.ts'

export function explainStoreProblem(
  { where, reason }: StoreProblem,
  { store: { reasons, otherReason, setAside, stillInPlace } }: Messages,
): StoreProblemWords {
  if (reason === ('no_permission' satisfies StoreReason)) return reasons.no_permission
  const { what, todo } = Object.hasOwn(reasons, reason)
    ? reasons[reason as StoreReason]
    : otherReason(visibleText(reason))
  return { what: `${what} ${where.startsWith('quarantine/') ? setAside : stillInPlace}`, todo }
}
