// A language that nobody speaks: English by code, accented, a third longer, in brackets. A word on a screen that is none
// of these stands somewhere outside of the catalogue. For tests and the gallery; the build never sees it.
import { cli as englishCli } from '#shared/messages/en/cli.ts'
import { messages as english } from '#shared/messages/en/messages.ts'
import { report as englishReport } from '#shared/messages/en/report.ts'
import { server as englishServer } from '#shared/messages/en/server.ts'
import type { CliMessages, Messages, ReportMessages, ServerWords } from '#shared/messages/messages.ts'

const LETTERS = new Map(
  Array.from('aábƀcćdðeéfƒgĝhĥiíjĵkķlĺmɱnñoópþqʠrŕsštťuúvṽwŵxẋyýzž').reduce<[string, string][]>(
    (pairs, letter, index, all) => (index % 2 === 1 ? [...pairs, [all[index - 1] ?? '', letter]] : pairs),
    [],
  ),
)

const accented = (letter: string): string => {
  const small = LETTERS.get(letter.toLowerCase())
  if (small === undefined) return letter
  return letter === letter.toLowerCase() ? small : small.toUpperCase()
}

/** About what German or Finnish need. */
const longer = (text: string): string => '~'.repeat(Math.ceil(text.length / 3))

/** `gaps`: what a person or the vendor gave stays as it is. */
export function pseudo(text: string, gaps: readonly string[] = []): string {
  if (!/\p{L}/u.test(text)) return text
  const given = gaps
    .filter((gap) => gap !== '')
    .map((gap) => gap.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`))
  const parts = given.length === 0 ? [text] : text.split(new RegExp(`(${given.join('|')})`))
  const words = parts.map((part) => (gaps.includes(part) ? part : Array.from(part, accented).join('')))
  return `[${words.join('')}${longer(text)}]`
}

const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string' || typeof value === 'number') return [String(value)]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

function inPseudo(words: unknown, gaps: readonly string[] = []): unknown {
  if (typeof words === 'string') return pseudo(words, gaps)
  if (typeof words === 'function')
    return (...given: unknown[]) =>
      inPseudo((words as (...given: unknown[]) => unknown)(...given), given.flatMap(textsIn))
  if (Array.isArray(words)) return words.map((each) => inPseudo(each, gaps))
  if (typeof words === 'object' && words !== null)
    return Object.fromEntries(Object.entries(words).map(([name, each]) => [name, inPseudo(each, gaps)]))
  return words
}

export const messages = { ...(inPseudo(english) as Messages), language: 'en-XA' }
export const report = inPseudo(englishReport) as ReportMessages['report']
export const cli = inPseudo(englishCli) as CliMessages['cli']
export const server = inPseudo(englishServer) as ServerWords
