// What every command has in hand: the core, the words, and where to write.
import type { Command } from 'commander'
import type { Assembly } from '#main/assembly.ts'
import type { PageFiles } from '#main/adapters/page-files/page-files.ts'
import { saveFile, type SaveOptions } from '#main/adapters/saved-file.ts'
import { explainProfileProblem } from '#main/adapters/vendor-profile.ts'
import { contract } from '#shared/contract/contract.ts'
import { ERRORS, type Failure } from '#shared/contract/errors.ts'
import type { Doing, Explanation, Speaker } from '#shared/messages/explanation.ts'
import { explain, type CliMessages } from '#shared/messages/messages.ts'
import type { Result } from '#shared/result.ts'
import { hasLostLetters } from '#shared/files/lost-letters.ts'
import { jsonLine, printable, printableSentence } from '#shared/printable.ts'
import { widthOf, wrapped } from '#shared/wrapped.ts'
import type { Environment, GlobalOptions, loadEnvironment } from './environment.ts'
import { nameOf } from './help-words.ts'
import { COULD_NOT_TELL, Exit, misuseLine } from './run.ts'
import { storeProblemText } from './store-problem.ts'
import { painted, SIGNS, type Verdict } from './text.ts'

/** The web host as this one sees it: main.ts brings the real one. */
export type StartWebHost = (
  assembly: Assembly,
  options: {
    readonly port: number
    readonly page: PageFiles
    readonly allowUsers: readonly number[]
    readonly signedIn: () => void
    readonly refused: (uid: number) => void
  },
) => Promise<{ newLink(): string; readonly linkLife: number; close(): Promise<void> }>

/** What the process gives the program; tests give their own. */
interface Output {
  write(text: string): unknown
  readonly isTTY?: boolean
  readonly columns?: number
  /** Node's of a terminal: it knows NO_COLOR, TERM=dumb and what each kind of terminal can. */
  hasColors?(): boolean
}

export interface Surroundings {
  /** Of the language that `--lang` names. */
  readonly messages: CliMessages
  /** The vendor that is compiled in is a test vendor: what is said before the options could be read is marked, too. */
  readonly test?: boolean
  /** It is compiled in: none may be named, and that option is offered nowhere. */
  readonly hasOwnVendor?: boolean
  readonly loadEnvironment: typeof loadEnvironment
  readonly startWebHost: StartWebHost
  readonly output: Output & { readonly rows?: number }
  readonly problems: Output
  /** Is told that something was changed, before it is answered. */
  readonly done: (sentence: string) => void
}

export type Saving = Omit<SaveOptions, 'dataDir'>

export interface CommandContext extends Environment {
  readonly json: boolean
  /** A terminal that takes colors (NO_COLOR, TERM=dumb). */
  readonly color: boolean
  /** Of the terminal, in characters; null: it is none, and lines are as long as they are. */
  readonly width: number | null
  /** Its lines. */
  readonly height: number | null
  readonly messages: CliMessages
  readonly speaker: Speaker
  /**
   * To standard output: the answer, in the one form or the other. What a terminal would obey is taken out of both, and
   * lines that are wider than it go on below.
   */
  answer(value: unknown, text: () => string): void
  /** As `answer`, the text letter by letter: a file's, or one with colors of ours, whose other parts are `printable`. */
  answerVerbatim(value: unknown, text: () => string): void
  /** To standard error: for the person, never part of the answer. */
  note(text: string): void
  /** As `note`, with a sign before it, and in color where standard error takes colors. */
  verdict(kind: Verdict, text: string): void
  /** The value, or the failure in words and an exit. `status` overrides the table's exit status. */
  settle<T>(result: Result<T, Failure>, status?: number): T
  /** Wrong usage where `file`, to be saved, is empty or `-`. */
  insistOnName(file: string): void
  /** A file that the person named, or the failure as `settle` has it. */
  save(file: string, content: Buffer, options?: Saving): void
  /** Wrong usage, in words. */
  misuse(text: string): never
}

export function openContext(
  command: Command,
  surroundings: Surroundings,
  host: 'cli' | 'web' = 'cli',
): CommandContext {
  const options = command.optsWithGlobals<GlobalOptions>()
  const json = options.json === true
  const { output, problems, messages } = surroundings
  const environment = surroundings.loadEnvironment(options, host)
  const tell = (text: string) => problems.write(`${wrapped(printable(text), widthOf(problems))}\n`)
  const test = (environment.ok && environment.value.vendor.test) ?? surroundings.test ?? false
  const marked = (sentences: string) => (test ? messages.cli.gate.ofTest(sentences) : sentences)
  const misuse = (text: string): never => {
    if (json) output.write(misuseLine(text, test))
    const next = messages.cli.seeHelp(nameOf(command))
    tell(marked(`${messages.cli.error}: ${printableSentence(text)}\n  ${next}`))
    throw new Exit(COULD_NOT_TELL)
  }
  if (options.dataDir?.trim() === '') return misuse(messages.cli.misuse.noDataDir)
  if (!environment.ok) return misuse(explainProfileProblem(environment.error, messages.start))
  const { vendor, dataDir } = environment.value
  const lost = [dataDir, ...pathsOf(command)].find(hasLostLetters)
  if (lost !== undefined) return misuse(messages.cli.misuse.lostLetters(lost))
  const { done } = messages.cli
  const router: Environment['router'] = {
    ...environment.value.router,
    call: async (name, ...given) => {
      const result = await environment.value.router.call(name, ...given)
      if (result.ok && contract[name].changes) surroundings.done(printable(done[name] ?? done.changed))
      return result
    },
  }
  const doing = DOING.find((one) => one === command.name())
  const speaker = { vendor: vendor.name, support: vendor.support.email, doing }

  const settle: CommandContext['settle'] = (result, status) => {
    if (result.ok) return result.value
    const words = explainHere(result.error, messages, speaker)
    const error = { ...failureText(result.error), ...words }
    const { cli } = messages
    const lines = [`${cli.error}: ${words.what}`, words.cause, words.todo, cli.code(error.code)]
    const sentences = lines.map(printableSentence).join('\n  ')
    if (json) output.write(jsonLine(test ? { test, error } : { error }))
    else tell(marked(sentences))
    throw new Exit(status ?? ERRORS[result.error.code].exit)
  }

  const { unwritten } = environment.value
  const warn = () => {
    for (const problem of unwritten) tell(storeProblemText(problem, { messages }).join('\n'))
  }
  const warned = (value: unknown) =>
    jsonLine(unwritten.length === 0 ? value : { ...(value as object), warnings: unwritten })

  const insistOnName = (file: string) => {
    if (file === '' || file === '-') misuse(messages.cli.misuse.noFileToSave(file))
  }

  return {
    ...environment.value,
    router,
    insistOnName,
    json,
    color: takesColors(output),
    width: widthOf(output),
    height: (output.isTTY && output.rows) || null,
    messages,
    speaker,
    answer: (value, text) => {
      output.write(json ? warned(value) : `${wrapped(printable(text()), widthOf(output))}\n`)
      warn()
    },
    answerVerbatim: (value, text) => {
      output.write(json ? warned(value) : `${text()}\n`)
      warn()
    },
    note: tell,
    verdict: (kind, text) => {
      const line = printable(`${SIGNS[kind]} ${text}`)
      const colored = takesColors(problems) ? painted(kind, line) : line
      problems.write(`${wrapped(`  ${colored}`, widthOf(problems), 2)}\n`)
    },
    settle,
    save: (file, content, options) => {
      insistOnName(file)
      settle(saveFile(file, content, { ...options, dataDir }))
      surroundings.done(printable(done.changed))
    },
    misuse,
  }
}

/** What a person gave as the path of something. */
function pathsOf(command: Command): string[] {
  const options = Object.entries(command.optsWithGlobals<Readonly<Record<string, unknown>>>())
  const given = options.flatMap(([name, value]) => (PATH_OPTIONS.has(name) ? value : []))
  const named = command.registeredArguments.flatMap((argument, at) =>
    PATH_ARGUMENTS.has(argument.name()) ? (command.processedArgs[at] as unknown) : [],
  )
  return [...given, ...named].filter((one) => typeof one === 'string')
}

const PATH_OPTIONS: ReadonlySet<string> = new Set(['vendor', 'output', 'offlineKey'])
const PATH_ARGUMENTS: ReadonlySet<string> = new Set(['file', 'target', 'backup', 'bundle'])

/** What the command line calls the contract's fields; the others have the same name. */
const ARGUMENTS: Readonly<Record<string, string>> = {
  id: 'license',
  'proxy.url': 'address',
  'proxy.noProxy': '--around',
  caFile: 'file',
}

/** Commands that are called after what they do. */
const DOING: readonly Doing[] = ['activate', 'refresh', 'deactivate']

/** A page speaks of its program's version where an input is refused; here a person gave it. */
function explainHere(refused: Failure, messages: CliMessages, speaker: Speaker): Explanation {
  if (refused.code === 'offline_only' && speaker.doing !== 'deactivate')
    return { ...explain(refused, messages, speaker), todo: messages.cli.offlineOnly }
  if (refused.code !== 'invalid_input') return explain(refused, messages, speaker)
  const { field, least, most } = refused.params
  const { what, tooShort, tooLong, otherForm, noDay, todo } = messages.cli.notTaken
  const unbound = field === 'built' ? noDay : most === undefined ? otherForm : tooLong(most)
  return {
    what: what(ARGUMENTS[field] ?? field),
    cause: least === undefined ? unbound : tooShort(least),
    todo,
  }
}

const takesColors = (screen: Output): boolean => screen.isTTY === true && screen.hasColors?.() === true

const failureText = ({ code, params }: Failure) => ({ code, params })
