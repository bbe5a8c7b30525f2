// Output that nobody can be given: the disk behind a redirection is full, or the program behind a pipe has ended.
import type { CliMessages } from '#shared/messages/messages.ts'
import { asksTheGate, COULD_NOT_TELL, READER_LEFT } from './run.ts'

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  exit(status: number): never
}

/** “This machine stands in the way”, as for a full disk elsewhere (contract/errors.ts). */
const NO_PLACE_FOR_OUTPUT = 4

/**
 * Node would end with 1, which a gate reads as “may not run”, and print its own stack. A gate gets none but its own. What
 * this returns takes the sentence for what was done by then: it stands, and is said where its answer is lost.
 */
export function endWithLostOutput(
  program: Streams,
  argv: readonly string[],
  words: CliMessages['cli'],
): (done: string) => void {
  const { stdout, stderr } = program
  let stands = ''
  stderr.on('error', () => undefined) // there is nowhere left to complain
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    const left = error.code === 'EPIPE' // a reader that has seen enough, such as “head”, needs no word
    if (stands !== '') stderr.write(`${stands}\n`)
    if (!left) stderr.write(`${words.error}: ${words.lostOutput(error.code ?? error.message)}\n`)
    if (asksTheGate(argv)) program.exit(COULD_NOT_TELL)
    program.exit(left ? READER_LEFT : NO_PLACE_FOR_OUTPUT)
  })
  return (done) => {
    stands = done
  }
}
