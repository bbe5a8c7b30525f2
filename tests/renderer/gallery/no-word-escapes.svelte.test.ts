// Every state of the page in a language that nobody speaks: a word of English on the screen stands outside of messages/.
import { describe, expect, test } from 'vitest'
import { messages as pseudo } from '#tests/support/pseudo-locale/messages.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { openPage } from '../support/open-page.ts'
import type { FakeHost } from '../support/fake-host.ts'
import { STATES } from './states.ts'

/** What a person reads or hears. */
const ATTRIBUTES = ['aria-label', 'aria-description', 'aria-valuetext', 'title', 'placeholder', 'alt']
/** Letters without an accent: no word of the catalogue has two of them in a row. */
const WORD = /[A-Za-z]{2,}/g

function textsOnScreen(): string[] {
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const texts = [document.title]
  while (walker.nextNode()) {
    const { parentElement, nodeValue } = walker.currentNode
    if (parentElement?.closest('script, style, textarea') === null) texts.push(nodeValue ?? '')
  }
  for (const element of document.body.querySelectorAll('*'))
    for (const name of ATTRIBUTES) texts.push(element.getAttribute(name) ?? '')
  return texts
}

/** Names, codes and ids that the host gave or was given, and what the person typed. The names of fields are none. */
function given(host: FakeHost): Set<string> {
  const fields = [...document.querySelectorAll<HTMLInputElement>('input, textarea')].map(({ value }) => value)
  const texts = textsIn([host.calls.map(({ input }) => input), host.answers, fields])
  const words = texts.flatMap((text) => text.match(WORD) ?? [])
  // A format or a code is shown in capitals here and there.
  return new Set([...words, ...words.map((word) => word.toUpperCase())])
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** What Intl makes of a date is no word of ours. */
const dated = (text: string): string => text.replaceAll(DATE, '')
const months = Array.from({ length: 12 }, (_, month) => new Date(2027, month, 1))
const weekdays = Array.from({ length: 7 }, (_, day) => new Date(2027, 0, day + 1))
const names = [
  ...months.flatMap((at) => [named(at, { month: 'long' }), named(at, { month: 'short' })]),
  ...weekdays.map((at) => named(at, { weekday: 'long' })),
]
function named(at: Date, options: Intl.DateTimeFormatOptions): string {
  return new Intl.DateTimeFormat(undefined, options).format(at)
}
const DATE = new RegExp(
  String.raw`\b(${names.join('|')})\s\d+\b|\b(${names.join('|')}),|\d at |\d\s(AM|PM)\b|\bUTC\b`,
  'g',
)

describe('in the pseudo-locale no word of English is on the screen (issue 11)', () => {
  test.each(STATES.map((state) => [state.name, state] as const))('%s', async (_, { host, page, reach }) => {
    words.messages = pseudo
    words.later = pseudo
    const fake = host()
    await openPage(fake, page)
    await reach?.(fake)
    const known = given(fake)
    const escaped = textsOnScreen()
      .map(dated)
      .flatMap((text) =>
        (text.match(WORD) ?? [])
          .filter((word) => !known.has(word))
          .map((word) => `${word} in “${text.trim()}”`),
      )
    expect([...new Set(escaped)]).toEqual([])
  })
})
