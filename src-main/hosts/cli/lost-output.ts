// Output that nobody can be given: the disk behind a redirection is full, or the program behind a pipe has ended.
import type { CliMessages } from '#shared/messages/messages.ts'
import { asksTheGate, COULD_NOT_TELL, READER_LEFT } from './run.ts'

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  exit(status: number): never
}

/** Node would end with 1, which a gate reads as “may not run”, and print its own stack. A gate gets none but its own. */
export function endWithLostOutput(
  program: Streams,
  argv: readonly string[],
  words: CliMessages['cli'],
): void {
  const { stdout, stderr } = program
  stderr.on('error', () => undefined) // there is nowhere left to complain
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    const left = error.code === 'EPIPE' // a reader that has seen enough, such as “head”, needs no word
    if (!left) stderr.write(`${words.error}: ${words.lostOutput(error.code ?? error.message)}\n`)
    program.exit(left && !asksTheGate(argv) ? READER_LEFT : COULD_NOT_TELL)
  })
}
