// The words for something in the store that is no license, or that may not be read: the same on page, list and doctor.
import type { StoreProblem, StoreReason } from '../contract/views.ts'
import type { Messages } from './messages.ts'
import { visibleText } from './visible-text.ts'

const IN_PLACE: ReadonlySet<string> = new Set([
  'no_permission',
  'not_writable',
  'read_failed',
  'too_many_open_files',
  'gone',
  'not_mounted',
  'young',
  'damaged',
  'deactivation_begun',
  'left_over',
  'tells_of_loss',
  'note_lost',
  'license_missing',
] satisfies StoreReason[])
/** Of a license, or it cannot be told. */
const MAY_BE_LICENSE = /^(licenses(\/|$)|quarantine\/)/
/** Without one of these there is no license, and its folder is set aside; other files only stand beside one. */
const IS_LICENSE = /^licenses\/[^/]+(\/(machine\.lic|typed\.key|code))?$/

const OF_LICENSE = /^licenses\/[^/]+\//

const GONE = 'gone' satisfies StoreReason
const NO_PERMISSION = 'no_permission' satisfies StoreReason
/** The same words wherever it is. */
const HAS_OWN_WORDS: ReadonlySet<string> = new Set([
  NO_PERMISSION,
  'not_writable',
  'read_failed',
  'too_many_open_files',
  'other_owner',
  'deactivation_begun',
  'renewed',
  'tells_of_loss',
  'note_lost',
] satisfies StoreReason[])
/** What lies beside the licenses, in its place or set aside. */
const SIDE_FILES = [
  ['usage', /^(usage\.json$|quarantine\/usage_json\.)/],
  ['report', /^(usage(\/|$)|quarantine\/usage[._](?!json\.))/],
  ['history', /^(usage-history(\/|$)|quarantine\/usage-history[._])/],
  ['activity', /^(activity(\.1)?\.jsonl$|quarantine\/activity_(1_)?jsonl\.)/],
  ['returned', /^(returned\.json$|quarantine\/returned_json\.)/],
  ['returns', /^(returns(\/|$)|quarantine\/returns[._])/],
  ['clock', /^(clock\.json$|quarantine\/clock_json\.)/],
  ['settings', /^(settings\.json$|quarantine\/settings_json\.)/],
  ['licensed', /^(licensed$|quarantine\/licensed\.)/],
  ['machineId', /^machine-id$/],
  ['revision', /^revision$/],
  ['format', /^(store\.json$|quarantine\/store_json\.)/],
] as const satisfies readonly (readonly [keyof Messages['store']['beside'], RegExp])[]

const ACTIVATION_HELPS: ReadonlySet<string> = new Set([
  'incomplete',
  'unreadable',
  'damaged',
  'gone',
  'license_missing',
] satisfies StoreReason[])

/** A license was lost with it, and to activate that again is what to do. */
export const asksToActivate = ({ where, reason }: StoreProblem): boolean =>
  MAY_BE_LICENSE.test(where) && ACTIVATION_HELPS.has(reason)

/** The license that it is of, by what a person knows of it; null: nothing tells, or its place does. */
export const licenseOf = ({ license }: StoreProblem, { store }: Pick<Messages, 'store'>): string | null =>
  license ? store.ofLicense(visibleText(license.owner), license.codeMasked, visibleText(license.id)) : null

interface StoreProblemWords {
  readonly what: string
  readonly todo: string
}

interface BesideWords {
  readonly what: string
  /** Where it depends on what lies there, of the place and the reason. */
  readonly todo: string | ((where: string, reason: string) => string)
  /** Once it was set aside, where that is something else. */
  readonly todoAside?: string
  /** Once a repair did that, where it is something else again. */
  readonly todoRepaired?: string
}

/** `isRepaired`: named as before, and a repair has set it aside just now. */
export function explainStoreProblem(
  { where, reason }: StoreProblem,
  {
    store: { reasons, otherReason, beside, notToBeRead, setAside, stillInPlace, stillBeside },
  }: Pick<Messages, 'store'>,
  isRepaired = false,
): StoreProblemWords {
  const isAside = isRepaired || where.startsWith('quarantine/')
  const side = SIDE_FILES.find(([, place]) => place.test(where))?.[0]
  if (side !== undefined && !HAS_OWN_WORDS.has(reason)) {
    const { what, todo: todoInPlace, ...more } = beside[side] as BesideWords
    const todo = typeof todoInPlace === 'string' ? todoInPlace : todoInPlace(where, reason)
    if (!isAside) return { what, todo }
    const { todoAside = todo, todoRepaired = todoAside } = more
    const todoNow = isRepaired ? todoRepaired : todoAside
    return { what: reason === GONE ? what : `${what} ${setAside}`, todo: todoNow }
  }
  if (reason === NO_PERMISSION && !MAY_BE_LICENSE.test(where)) return notToBeRead
  if (IN_PLACE.has(reason)) return reasons[reason as StoreReason]
  const { what, todo } = Object.hasOwn(reasons, reason)
    ? reasons[reason as StoreReason]
    : otherReason(visibleText(reason))
  if (isAside) return { what: `${what} ${setAside}`, todo }
  if (IS_LICENSE.test(where)) return { what: `${what} ${stillInPlace}`, todo }
  return { what: OF_LICENSE.test(where) ? `${what} ${stillBeside}` : what, todo }
}
