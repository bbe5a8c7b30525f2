// Output that nobody can be given: the disk behind a redirection is full, or the program behind a pipe has ended.
import type { CliMessages } from '#shared/messages/messages.ts'
import { COULD_NOT_TELL } from './run.ts'

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  exit(status: number): never
}

/** Node would end with 1, which a gate reads as “may not run”, and print its own stack. */
export function endWithLostOutput(program: Streams, words: CliMessages['cli']): void {
  const { stdout, stderr } = program
  stderr.on('error', () => undefined) // there is nowhere left to complain
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    // A reader that has seen enough, such as “head”, needs no word; the status is not 0, as with any program then.
    if (error.code !== 'EPIPE')
      stderr.write(`${words.error}: ${words.lostOutput(error.code ?? error.message)}\n`)
    program.exit(COULD_NOT_TELL)
  })
}
