// What all commands share: where the data is, how results and refusals are printed, and the exit status
// (docs/product.md#the-vendors-side).
import { InvalidArgumentError, Option, type Command } from 'commander'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { DAY, withMoments } from '#shared/instant.ts'
import { FIRST_LANGUAGE, LANGUAGE_IDS } from '#shared/messages/languages.ts'
import { hasLostLetters } from '#shared/files/lost-letters.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { jsonLine, printable } from '#shared/printable.ts'
import { err, type Result } from '#shared/result.ts'
import { widthOf, wrapped } from '#shared/wrapped.ts'
import type { Refusal } from '../back-office/refusal.ts'
import { dateIn, DIGITS, type TermDate } from '../back-office/term-texts.ts'
import { Fault } from '../fault.ts'
import { databaseFault } from '../store/database-fault.ts'
import { openVendor, type Vendor } from '../vendor/open-vendor.ts'
import { MOST_INPUT, readStreamAtMost } from './bounded-input.ts'

/** `unusable`: nothing can be done here before a fault is mended (fault.ts). */
export const EXIT = { done: 0, refused: 1, wrongUsage: 2, unusable: 3 } as const

export interface GlobalOptions {
  readonly dataDir: string
  /** The address of a PostgreSQL that is used instead of the database in the folder. */
  readonly database?: string
  readonly json?: boolean
}

/** Options that every command takes, before or after its name. */
export function addGlobalOptions(program: Command, { help }: ServerWords): void {
  program
    .addOption(new Option('--data-dir <dir>', help.program.dataDir).env('ACTIVATION_SERVER_DATA_DIR'))
    .addOption(new Option('--database <url>', help.program.database).env('ACTIVATION_SERVER_DATABASE'))
    .option('--json', help.program.json)
    .addOption(
      new Option('--lang <language>', help.program.lang).choices(LANGUAGE_IDS).default(FIRST_LANGUAGE),
    )
}

/** Refuses, as wrong usage, a command line without a data folder, or with an empty name for it. */
export function globalOptions(command: Command, words: ServerWords): GlobalOptions {
  const options = command.optsWithGlobals<Partial<GlobalOptions>>()
  if (options.dataDir === undefined) command.error(words.misuse.noDataDir)
  if (options.dataDir.trim() === '') command.error(words.misuse.emptyDataDir)
  if (hasLostLetters(options.dataDir)) command.error(words.misuse.lostLetters(options.dataDir))
  if (options.database !== undefined && !isPostgres(options.database)) command.error(words.misuse.notPostgres)
  return options as GlobalOptions
}

export const isPostgres = (address: string): boolean =>
  ['postgres:', 'postgresql:'].includes(address.slice(0, address.indexOf('//')))

/** The folder, of a command that works on the database in it alone. Refuses, as wrong usage, a PostgreSQL. */
export function folderAlone(command: Command, words: ServerWords): string {
  const { dataDir, database } = globalOptions(command, words)
  if (database !== undefined) command.error(words.misuse.notOfPostgres)
  return dataDir
}

/** What a command has to say: lines for people, who write no instant with milliseconds, and a value for machines. */
export interface Outcome {
  readonly text: string
  readonly json: unknown
  /** Of what changed something: the sentence for the person whom the text above cannot reach. */
  readonly done?: string
  /** A file's text: no line of it is broken for a terminal. */
  readonly verbatim?: boolean
}

/** Prints the outcome, or why it was refused, and sets the exit status. What a terminal would obey is printed for no person. */
export function report(command: Command, words: ServerWords, outcome: Result<Outcome, Refusal>): void {
  const { json } = command.optsWithGlobals<Partial<GlobalOptions>>()
  if (outcome.ok) {
    const { text, json: value, done, verbatim } = outcome.value
    const lines =
      verbatim === true ? printable(text) : wrapped(withMoments(printable(text)), widthOf(process.stdout))
    const printed = json ? jsonLine(value) : withNewline(lines)
    // Before the stream's own error, which ends the program (crash.ts).
    process.stdout.write(printed, (error: Error | null | undefined) => {
      if (error && done !== undefined) complain(done)
    })
    return
  }
  process.exitCode = outcome.error instanceof Fault ? EXIT.unusable : EXIT.refused
  const { code, message, say } = outcome.error
  if (json) process.stdout.write(jsonLine({ error: { code, message } }))
  else complain(say(words))
}

/** To the person, as wide as their terminal. */
export const complain = (sentence: string): boolean =>
  process.stderr.write(`${wrapped(withMoments(printable(sentence)), widthOf(process.stderr))}\n`)

const withNewline = (text: string): string => (text === '' || text.endsWith('\n') ? text : `${text}\n`)

/** Opens the back office for one command and closes it, whatever happens. */
export function withVendor(
  command: Command,
  words: ServerWords,
  work: (vendor: Vendor) => Result<Outcome, Refusal> | Promise<Result<Outcome, Refusal>>,
): Promise<void> {
  return reportFaults(command, words, async () => {
    const { dataDir, database } = globalOptions(command, words)
    const vendor = await openVendor(dataDir, Date.now, { database })
    if (!vendor.ok) return vendor
    try {
      return await work(vendor.value)
    } finally {
      await vendor.value.close()
    }
  })
}

/** Reports what the work says, and a fault that it meets as the one sentence that it is. */
export async function reportFaults(
  command: Command,
  words: ServerWords,
  work: () => Result<Outcome, Refusal> | Promise<Result<Outcome, Refusal>>,
): Promise<void> {
  try {
    report(command, words, await work())
  } catch (error) {
    const fault = databaseFault(error)
    if (!fault) throw error
    report(command, words, err(fault))
  }
}

/** Refuses, as wrong usage, what names no file that is to be written: nothing, and what elsewhere means standard output. */
export function refuseNoName(option: string, file: string, command: Command, words: ServerWords): void {
  if (file.trim() === '' || file === '-') command.error(words.misuse.noFileNamed(option, file))
}

/** A secret need not be on the command line: `-` reads it from standard input. Refuses, as wrong usage, one without end. */
export async function orStandardInput(
  argument: string,
  command: Command,
  words: ServerWords,
): Promise<string> {
  if (argument !== '-') return argument
  const bytes = await readStreamAtMost(process.stdin)
  return bytes === null ? command.error(words.misuse.inputTooLarge(MOST_INPUT)) : textOfBytes(bytes).trim()
}

/** An option's parser for whole numbers from `least` to `most`. */
export function wholeNumber(least: number, most: number, words: ServerWords): (text: string) => number {
  return (text) => {
    const value = Number(text)
    if (DIGITS.matches(text) && value >= least && value <= most) return value
    throw new InvalidArgumentError(words.misuse.wholeNumber(least, most))
  }
}

/** An option's parser that gathers what is given several times. */
export function gather(text: string, before: string[] | undefined): string[] {
  return [...(before ?? []), text]
}

/** An option's parser for a date: a day means its last moment in UTC. */
export const readDate =
  (words: ServerWords) =>
  (text: string): TermDate => {
    const date = dateIn(text)
    if (date === undefined) throw new InvalidArgumentError(words.misuse.date)
    return date
  }

/** The last moment of the day that many days from now, in UTC. */
export function endOfDayIn(days: number, now: number): number {
  return Math.floor(now / DAY + days) * DAY + DAY - 1
}
