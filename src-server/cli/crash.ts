// A crash of the back office: told in words, and with the exit status of a fault, never with that of a refusal. Output that
// nobody can be given is no crash.
import type { ServerWords } from '#shared/messages/messages.ts'
import { isOutOfFiles } from '#shared/files/open-files.ts'
import { faults } from '#shared/messages/en/server-faults.ts'
import { printable } from '#shared/printable.ts'

const FAULT = 2
/** As the faults of fault.ts: the program's own files could not be opened. */
const NO_MORE_FILES = 3
/** A fault of this place, as a full disk elsewhere (fault.ts), and not of how the program was called. */
const NO_PLACE_FOR_OUTPUT = 3
/** What a shell makes of SIGPIPE, by which other programs end when their reader has left. */
const READER_LEFT = 141

interface Streams {
  readonly stdout: NodeJS.WriteStream
  readonly stderr: NodeJS.WriteStream
  exit(status: number): never
}

/** For the whole of the process. Without it Node ends with 1, which means that the back office refused. */
export function endWithCrash(process: NodeJS.Process): void {
  process.on('uncaughtException', crashed)
  process.stderr.on('error', () => undefined) // there is nowhere left to complain
}

export function endWithLostOutput(program: Streams, words: ServerWords): void {
  const { stdout, stderr } = program
  stdout.on('error', (error: NodeJS.ErrnoException) => {
    if (error.code === 'EPIPE') program.exit(READER_LEFT) // it has seen enough, such as “head”, and needs no word
    stderr.write(`${words.lostOutput(error.code ?? error.message)}\n`)
    program.exit(NO_PLACE_FOR_OUTPUT)
  })
}

/** For who has more to do than to print. */
export function goOnWithLostOutput({ stdout, stderr }: Streams, words: ServerWords): void {
  stdout.removeAllListeners('error')
  stdout.on('error', ({ code, message }: NodeJS.ErrnoException) => {
    if (code !== 'EPIPE') stderr.write(`${words.lostOutput(code ?? message)}\n`)
  })
}

export function crashed(error: unknown): never {
  if (isOutOfFiles(error)) return outOfFiles()
  const { stack } = error instanceof Error ? error : new Error(String(error))
  try {
    process.stderr.write(`activation-server: internal error\n${printable(String(stack))}\n`)
  } finally {
    process.exit(FAULT)
  }
}

/** In English: the words of a language are files too. */
function outOfFiles(): never {
  try {
    process.stderr.write(`${faults.tooManyOpenFiles}\n`)
  } finally {
    process.exit(NO_MORE_FILES)
  }
}
