// Runs the program to an exit status: 0 done, 1 refused, 2 wrong usage or could not tell, 3 no server, 4 this machine.
import { CommanderError, type Command } from 'commander'
import { failure } from '#shared/contract/errors.ts'

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

export async function run(program: Command, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...argv])
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.status
    if (error instanceof CommanderError) {
      if (error.exitCode === 0) return 0
      if (wantsJson(argv)) program.configureOutput().writeOut?.(misuseLine(wordsOf(error)))
      return COULD_NOT_TELL
    }
    process.stderr.write(
      `activation-desk: internal error\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return COULD_NOT_TELL
  }
}

/** Wrong usage as the one line that a script reads from standard output, as it does for every other failure. */
export const misuseLine = (text: string): string =>
  `${JSON.stringify({ error: failure('invalid_input', { field: text }) })}\n`

/** Asked before the options could be read, since they are what is wrong. */
function wantsJson(argv: readonly string[]): boolean {
  const end = argv.indexOf('--')
  return (end < 0 ? argv : argv.slice(0, end)).includes('--json')
}

/** Where no command is given, the help was printed to standard error, and that is all that is said. */
const wordsOf = ({ code, message }: CommanderError): string =>
  code === 'commander.help' ? 'a command is missing' : message.replace(/^error: /, '')
