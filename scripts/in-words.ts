// What keeps a program of a checkout from starting: one sentence with the next step, and no stack.
import { parseArgs, type ParseArgsConfig } from 'node:util'

export class NotStarted extends Error {}

/** As Node's `parseArgs`, what is wrong told in a sentence above the help. */
export function readOptions<T extends ParseArgsConfig>(
  help: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  try {
    return parseArgs(config)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const [sentence = message] = message.split(/\.?\s+(?=To specify|This command)|\.$/)
    process.stderr.write(`${sentence}.\n\n${help}\n`)
    process.exit(2)
  }
}

/** Runs a program to its exit status: of NotStarted its sentence and 2. */
export async function inWords(program: () => Promise<number>): Promise<void> {
  try {
    process.exitCode = await program()
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exitCode = 2
  }
}
