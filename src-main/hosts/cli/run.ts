// Runs the program to an exit status: 0 done, 1 refused, 2 wrong usage or could not tell, 3 no server, 4 this machine.
import { CommanderError, type Command } from 'commander'
import { failure } from '#shared/contract/errors.ts'
import { INSTALL_NAME } from '#shared/install-name.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import { parseCommandLine } from '#shared/forgotten-value.ts'
import { topicIn } from '#shared/help-overview.ts'
import { parserWords } from '#shared/messages/parser-words.ts'
import { operandsIn } from '#shared/operands.ts'
import { jsonLine } from '#shared/printable.ts'
import { helpTopics } from './help-words.ts'

/** An exit status that a command chose; everything else that is thrown is a crash, and a crash is never 1. */
export class Exit extends Error {
  readonly status: number
  constructor(status: number) {
    super(`exit ${status}`)
    this.status = status
  }
}

export const COULD_NOT_TELL = 2
/** Ctrl-C at a prompt: what a shell makes of the signal. */
export const INTERRUPTED = 130
/** What a shell makes of SIGPIPE, by which other programs end when their reader has left. */
export const READER_LEFT = 141

export async function run(
  program: Command,
  argv: readonly string[],
  { parser, help, misuse }: CliMessages['cli'],
  test = false,
): Promise<number> {
  try {
    const topic = topicIn(argv, helpTopics(program, help))
    if (topic !== null) {
      program.configureOutput().writeOut?.(topic)
      return 0
    }
    await parseCommandLine(program, argv)
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.status
    if (error instanceof CommanderError) {
      if (isHelpOrVersion(error, argv)) return asksTheGate(argv) ? COULD_NOT_TELL : 0
      if (wantsJson(argv)) program.configureOutput().writeOut?.(misuseLine(wordsOf(error, parser), test))
      return COULD_NOT_TELL
    }
    if (error instanceof Error && 'syscall' in error && error.syscall === 'uv_cwd') {
      const output = program.configureOutput()
      if (wantsJson(argv)) output.writeOut?.(misuseLine(misuse.noWorkingFolder, test))
      output.outputError?.(`${misuse.noWorkingFolder}\n`, (text) => output.writeErr?.(text))
      return COULD_NOT_TELL
    }
    process.stderr.write(
      // eslint-disable-next-line words/in-messages -- a bug: for developers
      `${INSTALL_NAME}: internal error\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return COULD_NOT_TELL
  }
}

/**
 * Wrong usage as the one line that a script reads from standard output: the code, and beside it words in the language.
 * `test`: a test vendor's program says it.
 */
export function misuseLine(what: string, test: boolean): string {
  const error = { ...failure('invalid_input', { field: 'arguments' }), what }
  return jsonLine(test ? { test, error } : { error })
}

/** Asked before the options could be read, since they are what is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json')
}

const isHelpCommand = (argv: readonly string[]) => operandsIn(argv)[0] === 'help'

/** The command “help” ends with whatever status the process has so far, which is “could not tell”. */
const isHelpOrVersion = ({ code, exitCode }: CommanderError, argv: readonly string[]): boolean =>
  exitCode === 0 || (code === 'commander.help' && isHelpCommand(argv))

/** A gate whose options were mixed up asked nothing, so it gets no “may run”. “help check” is a person's. */
export const asksTheGate = (argv: readonly string[]): boolean =>
  !isHelpCommand(argv) && argv.slice(2).some((word) => word === 'check' || word.startsWith('--product'))

/** Where no command is given, the help was printed to standard error, and that is all that is said. */
const wordsOf = ({ code, message }: CommanderError, words: CliMessages['cli']['parser']): string =>
  code === 'commander.help' ? words.missingCommand : parserWords(message, words)
