// One entry of the activity log in words: the same on the page, in its search, and in the exported file.
import type { ActivityAction, ActivityEntry } from '../contract/activity-views.ts'
import { searchForm, searchTerms } from '../search-text.ts'
import { changeText } from './change-text.ts'
import { explainCode } from './explain-code.ts'
import type { Doing, Explanation, Speaker } from './explanation.ts'
import type { Messages, PageMessages } from './messages.ts'
import { visibleText } from './visible-text.ts'

/** Said of the log itself, where it goes on unread, and of damaged lines in it: nobody did it. */
export const OF_THE_LOG: ReadonlySet<string> = new Set(['not_read', 'unreadable'] satisfies ActivityAction[])

export interface EntryWords {
  readonly what: string
  /** Of which license, product, setting or format; empty where nothing is named. */
  readonly of: string
  readonly by: string
  readonly from: string
  readonly failed: boolean
  /** null: it went well. */
  readonly explanation: Explanation | null
  readonly changes: readonly string[]
  readonly problems: readonly string[]
}

export interface EntryFacts {
  readonly messages: PageMessages & Pick<Messages, 'errors'>
  readonly speaker: Speaker
  /** The activation server; empty: not known. */
  readonly server: string
  /** Of a license that is here; an entry names it by id, and may know whose it was. */
  readonly ownerOf: (id: string) => string | undefined
  /** How the reader writes an instant. */
  readonly moment?: (iso: string) => string
}

/** What the line tells of a code for its words. */
export const knownOf = ({ clocks, problems, result, params }: ActivityEntry, code: string): object => ({
  ...clocks,
  ...(code === result ? params : {}),
  ...problems.find((one) => one.code === code)?.params,
})

export function describeEntry(
  entry: ActivityEntry,
  { messages, speaker, server, ownerOf: knownOwner, moment }: EntryFacts,
): EntryWords {
  const { activity } = messages
  const ownerOf = (id: string, recorded: unknown = '') =>
    visibleText(knownOwner(id) ?? (typeof recorded === 'string' ? recorded : '')) || visibleText(id)
  const about = { ...speaker, doing: DOING[entry.action] }
  const explain = (code: string) => explainCode(code, messages, about, server, knownOf(entry, code), moment)
  return {
    what: nameIn(namesFor(entry, activity), entry.action),
    of: subjectOf(entry, messages, ownerOf),
    by: visibleText(entry.actor),
    from: nameIn(messages.page.activity.hosts, entry.host),
    failed: entry.result !== 'ok',
    explanation: entry.result === 'ok' ? null : explain(entry.result),
    changes: entry.changes.map(
      (change) => `${visibleText(change.owner)}: ${visibleText(changeText(change, messages, moment))}`,
    ),
    problems: problemsOf(entry, ownerOf, (code) => explain(code).what),
  }
}

/** One sentence for all that it is true of: their owners stand before it. */
function problemsOf(
  { problems }: ActivityEntry,
  ownerOf: (id: string) => string,
  say: (code: string) => string,
): readonly string[] {
  const owners = new Map<string, Set<string>>()
  for (const { license, code } of problems) {
    const said = say(code)
    owners.set(said, (owners.get(said) ?? new Set()).add(ownerOf(license)))
  }
  return [...owners].map(([said, all]) => `${[...all].join(', ')}: ${said}`)
}

const DOING: Readonly<Record<string, Doing>> = {
  activate_online: 'activate',
  refresh: 'refresh',
  automatic_check: 'refresh',
  deactivate: 'deactivate',
} satisfies Partial<Record<ActivityAction, Doing>>

/** The end of a License Code, the row of a typed key, or both. */
export const OF_ATTEMPT = /^(?:code (.+?))?(?:, )?(?:row (\d+))?$/
const OF_EXPORT = /^(\w+) (\w+)$/

function subjectOf(
  { action, subject, checked, params = {} }: ActivityEntry,
  messages: PageMessages,
  ownerOf: (id: string, recorded?: unknown) => string,
): string {
  const { owner, codeMasked } = params
  // It is not here any more.
  if (action === 'deactivate' && typeof owner === 'string' && typeof codeMasked === 'string')
    return messages.store.ofLicense(visibleText(owner), visibleText(codeMasked), visibleText(subject ?? ''))
  const [only, ...more] = checked
  if (only !== undefined && more.length === 0) return ownerOf(only)
  if (only !== undefined) return messages.page.activity.licenses(checked.length)
  if (subject === null) return ''
  const { settings, exportedActivity, exportedCertificate, exportedUsage } = messages.page.activity
  if (action === 'export') {
    const [, what = '', format = subject] = OF_EXPORT.exec(subject) ?? []
    const said = { activity: exportedActivity, certificate: exportedCertificate, usage: exportedUsage }[what]
    return said?.(format.toUpperCase()) ?? subject.toUpperCase()
  }
  if (action === 'settings') {
    return subject
      .split(',')
      .map((name) => nameIn(settings, name))
      .join(', ')
  }
  const [, code, row] = OF_ATTEMPT.exec(subject) ?? []
  const named = [code ?? '', row === undefined ? '' : messages.typedRows.row(Number(row))]
  return named.filter(Boolean).join(', ') || ownerOf(subject, owner)
}

function namesFor(
  { result, checked, problems, params = {} }: ActivityEntry,
  { actions, failedActions, failedWholly, renewedActions, givenUpActions }: PageMessages['activity'],
): Readonly<Record<string, string>> {
  if (result !== 'ok') {
    const failed = new Set(problems.map(({ license }) => license))
    // Of very many the log names none.
    const nothingDone = checked.length === 0 ? failed.size === 0 : checked.every((id) => failed.has(id))
    return nothingDone ? { ...failedActions, ...failedWholly } : failedActions
  }
  if (params['givenUp'] === true) return { ...actions, ...givenUpActions }
  return params['renewed'] === true ? { ...actions, ...renewedActions } : actions
}

/** What another version of the app wrote is its own word. */
function nameIn(names: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(names, key) ? (names[key] ?? key) : visibleText(key)
}

/** Every word of the search must be somewhere in the entry. */
export function entryMatches(entry: ActivityEntry, search: string, facts: EntryFacts): boolean {
  const { what, of, by, from, explanation, changes, problems } = describeEntry(entry, facts)
  const parts = [what, of, by, from, explanation?.what ?? '', ...changes, ...problems]
  const text = searchForm(
    [...parts, entry.at, entry.result, entry.subject ?? '', entry.returnCode ?? ''].join('\n'),
  )
  return searchTerms(search).every((term) => text.includes(term))
}
