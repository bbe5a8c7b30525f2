// What keeps a program of a checkout from starting: one sentence with the next step, and no stack.
import { parseArgs, type ParseArgsConfig } from 'node:util'

export class NotStarted extends Error {}

/** What a person gave is nothing that the program knows: a sentence above its help. */
export function refuse(sentence: string, help: string): never {
  process.stderr.write(`${sentence}\n\n${help}\n`)
  process.exit(2)
}

/** As Node's `parseArgs`, with `--help`; what is wrong is told in a sentence above the help. */
export function readOptions<T extends ParseArgsConfig>(
  help: string,
  config: T,
): ReturnType<typeof parseArgs<T>> {
  if (process.argv.slice(2).includes('--help')) {
    process.stdout.write(`${help}\n`)
    process.exit(0)
  }
  try {
    return parseArgs(config)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (!code?.startsWith('ERR_PARSE_ARGS')) throw error
    const [sentence = message] = message.split(/\.?\s+(?=To specify|This command)|\.$/)
    return refuse(`${sentence}.`, help)
  }
}

/**
 * Runs a program, to its exit status where it has one: of NotStarted its sentence and 2. So it is where the program waits for
 * what never comes, as a library does on a full disk: Node would end it with 0.
 */
export async function inWords(program: () => Promise<unknown>): Promise<void> {
  const gaveUp = () => {
    process.stderr.write('It ended before it was done, and nothing said why. Is the disk full?\n')
    endWith(2)
  }
  process.once('beforeExit', gaveUp)
  try {
    const status = await program()
    if (typeof status === 'number') endWith(status)
  } catch (error) {
    if (!(error instanceof NotStarted)) throw error
    process.stderr.write(`${error.message}\n`)
    endWith(2)
  } finally {
    process.off('beforeExit', gaveUp)
  }
}

/** Whatever ends the process: a library that clears up behind itself (electron-builder's) ends it with 0. */
function endWith(status: number): void {
  process.exitCode = status
  process.once('exit', () => void (process.exitCode = status))
}
