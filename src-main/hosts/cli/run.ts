// Runs the program to an exit status: 0 done, 1 refused, 2 wrong usage or could not tell, 3 no server, 4 this machine.
import { CommanderError, type Command } from 'commander'

/** An exit status that a command chose; everything else that is thrown is a crash, and a crash is never 1. */
export class Exit extends Error {
  readonly status: number
  constructor(status: number) {
    super(`exit ${status}`)
    this.status = status
  }
}

export const COULD_NOT_TELL = 2

export async function run(program: Command, argv: readonly string[]): Promise<number> {
  try {
    await program.parseAsync([...argv])
    return 0
  } catch (error) {
    if (error instanceof Exit) return error.status
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : COULD_NOT_TELL
    process.stderr.write(
      `activation-desk: internal error\n${error instanceof Error ? error.stack : String(error)}\n`,
    )
    return COULD_NOT_TELL
  }
}
