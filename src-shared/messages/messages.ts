// What every language says: the shape is that of English, so the compiler finds what is missing, or too much.
import { withMoments } from '../instant.ts'
import type { ErrorCode, Failure } from '../contract/errors.ts'
import type { cli as englishCli } from './en/cli.ts'
import type { gate as englishGate } from './en/gate.ts'
import type { messages as english } from './en/messages.ts'
import type { helpTexts as englishHelpTexts, parser as englishParser } from './en/parser.ts'
import type { report as englishReport } from './en/report.ts'
import type { server as englishServer } from './en/server.ts'
import type { Explanation, Speaker } from './explanation.ts'

/** The same shape with whatever words: functions keep their parameters, for the gaps. */
export type Worded<T> = T extends string
  ? string
  : T extends (...gaps: infer Gaps) => infer Said
    ? (...gaps: Gaps) => Worded<Said>
    : { readonly [K in keyof T]: Worded<T[K]> }

export type Messages = Worded<typeof english>
/** What the page loads right after what it begins with. */
export type LaterMessages = Pick<Messages, 'errors' | 'doctor'>
/** What the page begins with. */
export type PageMessages = Omit<Messages, keyof LaterMessages | 'start'>
/** With what a command line alone says: the page does not load it. */
export type CliMessages = Messages & { readonly cli: Worded<typeof englishCli> }

/** What a gate answers with. */
export type GateWords = Worded<typeof englishGate>

/** With what an exported file alone says: the page does not load it either. */
export type ReportMessages = Messages & { readonly report: Worded<typeof englishReport> }

/** What the vendor’s back office says: the app does not load it. */
export type ServerWords = Worded<typeof englishServer>
/** What both programs say of options and arguments. */
export type ParserWords = Worded<typeof englishParser>
/** What stands in the help of both. */
export type HelpTexts = Worded<typeof englishHelpTexts>

/** The catalogue's words for one failure. `moment`: how the reader writes an instant. */
export function explain<C extends ErrorCode>(
  failure: Failure<C>,
  messages: Pick<Messages, 'errors'>,
  speaker: Speaker,
  moment?: (iso: string) => string,
): Explanation {
  const words = messages.errors[failure.code] as (params: unknown, speaker: Speaker) => Explanation
  const { what, cause, todo } = words(failure.params, speaker)
  return {
    what: withMoments(what, moment),
    cause: withMoments(cause, moment),
    todo: withMoments(todo, moment),
  }
}
