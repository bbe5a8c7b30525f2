// The words for something in the store that is no license, or that may not be read: the same on page, list and doctor.
import type { StoreProblem, StoreReason } from '../contract/views.ts'
import type { Messages } from './messages.ts'
import { visibleText } from './visible-text.ts'

const IN_PLACE: ReadonlySet<string> = new Set([
  'no_permission',
  'read_failed',
  'gone',
  'not_mounted',
] satisfies StoreReason[])
/** Without one of these there is no license, and its folder is set aside; other files only stand beside one. */
const IS_LICENSE = /^licenses\/[^/]+(\/(machine\.lic|typed\.key|code))?$/

/** Damage to what the products reported: no license is at fault, so none has to be activated again. */
const isLostUsage = ({ where, reason }: StoreProblem): boolean =>
  where === 'usage.json' && reason !== 'no_permission' && reason !== 'read_failed'

interface StoreProblemWords {
  readonly what: string
  readonly todo: string
}

export function explainStoreProblem(
  problem: StoreProblem,
  { store: { reasons, usageLost, otherReason, setAside, stillInPlace } }: Pick<Messages, 'store'>,
): StoreProblemWords {
  const { where, reason } = problem
  if (isLostUsage(problem)) return usageLost
  if (IN_PLACE.has(reason)) return reasons[reason as StoreReason]
  const { what, todo } = Object.hasOwn(reasons, reason)
    ? reasons[reason as StoreReason]
    : otherReason(visibleText(reason))
  if (where.startsWith('quarantine/')) return { what: `${what} ${setAside}`, todo }
  return { what: IS_LICENSE.test(where) ? `${what} ${stillInPlace}` : what, todo }
}
