// What the library says of an option or argument that it does not take, in the person's language. It has sentences alone,
// in English: what is quoted in them are the gaps of ours.
import type { HelpTexts, ParserWords } from './messages.ts'

const SUGGESTED = String.raw`(?:\n\(Did you mean (?:one of )?(?<similar>.+)\?\))?`
const sentence = (text: string): RegExp => new RegExp(`^error: ${text}$`, 's')

const SENTENCES: readonly (readonly [RegExp, (gaps: Gaps, words: ParserWords) => string])[] = [
  [
    sentence(`unknown option '(?<name>.*?)'${SUGGESTED}`),
    ({ name, similar }, words) => withSimilar(words.unknownOption(name), similar, words),
  ],
  [
    sentence(`unknown command '(?<name>.*?)'${SUGGESTED}`),
    ({ name, similar }, words) => withSimilar(words.unknownCommand(name), similar, words),
  ],
  [sentence(`missing required argument '(?<name>.*)'`), ({ name }, words) => words.missingArgument(name)],
  [sentence(`option '(?<name>.*)' argument missing`), ({ name }, words) => words.optionWithoutValue(name)],
  [sentence(`required option '(?<name>.*)' not specified`), ({ name }, words) => words.missingOption(name)],
  [
    sentence(
      String.raw`option '(?<name>[^']*)' argument '(?<value>.*)' is invalid\. Allowed choices are (?<choices>.*)\.`,
    ),
    ({ name, value, choices }, words) => words.notAChoice(name, value, choices),
  ],
  [
    sentence(String.raw`option '(?<name>[^']*)' argument '(?<value>.*)' is invalid\. (?<why>.*)`),
    ({ name, value, why }, words) => words.notTaken(name, value, why),
  ],
  [
    sentence(
      String.raw`command-argument value '(?<value>.*)' is invalid for argument '(?<name>[^']*)'\. Allowed choices are (?<choices>.*)\.`,
    ),
    ({ name, value, choices }, words) => words.noneOf(name, value, choices),
  ],
  [
    sentence(`option '(?<name>.*)' cannot be used with option '(?<other>.*)'`),
    ({ name, other }, words) => words.conflict(name, other),
  ],
  [
    sentence(
      String.raw`too many arguments(?: for '(?<name>.*)')?\. Expected (?<most>\d+) arguments? but got (?<given>\d+)\.`,
    ),
    ({ name, most, given }, words) => words.tooMany(name, most, given),
  ],
]

/** A group that took no part is empty. */
interface Gaps {
  readonly name: string
  readonly similar: string
  readonly value: string
  readonly choices: string
  readonly why: string
  readonly other: string
  readonly most: string
  readonly given: string
}

const NOTHING: Gaps = {
  name: '',
  similar: '',
  value: '',
  choices: '',
  why: '',
  other: '',
  most: '',
  given: '',
}

/** `message`: the library's, “error: …”. One that is not known here stays as it is, without its first word. */
export function parserWords(message: string, words: ParserWords): string {
  for (const [pattern, say] of SENTENCES) {
    const groups = pattern.exec(message.trimEnd())?.groups
    if (groups) return say({ ...NOTHING, ...definedIn(groups) }, words)
  }
  return message.trimEnd().replace(/^error: /, '')
}

const withSimilar = (text: string, similar: string, words: ParserWords): string =>
  similar === '' ? text : `${text}\n(${words.similar(similar)})`

const definedIn = (groups: Readonly<Record<string, string | undefined>>): Partial<Gaps> =>
  Object.fromEntries(Object.entries(groups).filter(([, text]) => text !== undefined))

/** A title of a help text, which the library has in English; one that is not known here stays as it is. */
export function helpTitle(title: string, words: HelpTexts): string {
  const titles: Readonly<Record<string, string>> = {
    'Usage:': words.usage,
    'Arguments:': words.arguments,
    'Options:': words.options,
    'Global Options:': words.globalOptions,
    'Commands:': words.commands,
  }
  return titles[title] ?? title
}
