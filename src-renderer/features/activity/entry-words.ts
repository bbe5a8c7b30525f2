// One entry of the activity log in words, for the table, the search and the exported file.
import type { ActivityEntry } from '#shared/contract/activity-views.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import type { Explanation } from '#shared/messages/messages.ts'
import type { Desk } from '../../state/desk.svelte.ts'
import { words } from '../../state/words.svelte.ts'
import { visibleText } from '../licensing/visible-text.ts'

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

type Facts = Pick<Desk, 'info' | 'licenses'>

export function entryWords(entry: ActivityEntry, { info, licenses }: Facts): EntryWords {
  const { activity } = words.messages
  const page = words.page.activity
  const known: readonly LicenseView[] = licenses.list?.licenses ?? []
  const ownerOf = (id: string) => visibleText(known.find((license) => license.id === id)?.owner ?? '') || id
  const explain = (code: string) => words.explainCode(code, info.speaker, info.value?.server ?? '')
  return {
    what: nameIn(activity.actions, entry.action),
    of: subjectOf(entry, ownerOf),
    by: visibleText(entry.actor),
    from: nameIn(page.hosts, entry.host),
    failed: entry.result !== 'ok',
    explanation: entry.result === 'ok' ? null : explain(entry.result),
    changes: entry.changes.map(
      (change) => `${visibleText(change.owner)}: ${visibleText(activity.changes[change.kind](change))}`,
    ),
    problems: entry.problems.map(({ license, code }) => `${ownerOf(license)}: ${explain(code).what}`),
  }
}

function subjectOf({ action, subject, checked }: ActivityEntry, ownerOf: (id: string) => string): string {
  const [only, ...more] = checked
  if (only !== undefined && more.length === 0) return ownerOf(only)
  if (only !== undefined) return words.page.activity.licenses(checked.length)
  if (subject === null) return ''
  if (action === 'export') return subject.toUpperCase()
  if (action === 'settings') {
    const { settings } = words.page.activity
    return subject
      .split(',')
      .map((name) => nameIn(settings, name))
      .join(', ')
  }
  return ownerOf(subject)
}

/** What another version of the app wrote is its own word. */
function nameIn(names: Readonly<Record<string, string>>, key: string): string {
  return Object.hasOwn(names, key) ? (names[key] ?? key) : visibleText(key)
}

/** Every word of the search must be somewhere in the entry. */
export function matches(entry: ActivityEntry, search: string, facts: Facts): boolean {
  const terms = search.toLowerCase().split(/\s+/)
  const { what, of, by, from, explanation, changes, problems } = entryWords(entry, facts)
  const parts = [what, of, by, from, explanation?.what ?? '', ...changes, ...problems]
  const text = [...parts, entry.at, entry.result, entry.subject ?? '', entry.returnCode ?? '']
    .join('\n')
    .toLowerCase()
  return terms.every((term) => text.includes(term))
}
