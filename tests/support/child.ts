// A program of the tests in a process of its own: what it prints comes back line by line, and it can be killed.
import { spawn, type ChildProcessByStdio } from 'node:child_process'
import path from 'node:path'
import type { Readable, Writable } from 'node:stream'
import { WITH_PARENT } from '../../scripts/demo/with-parent.ts'
import type { Cleanup } from './temporary.ts'

export interface Child {
  /** Every whole line so far, oldest first. */
  readonly printed: readonly string[]
  /** The next line that nobody asked for yet; null: there will be none. */
  line(): Promise<string | null>
  tell(line: string): void
  /** As `kill -9` does it; resolves when the process is gone and all that it printed is here. */
  kill(): Promise<void>
  /** The exit status; null: it was killed. */
  readonly ended: Promise<number | null>
}

export interface ChildOptions {
  readonly env?: Readonly<Record<string, string>>
  /** A program and its arguments that run this one, such as `unshare`. */
  readonly under?: readonly string[]
}

/**
 * `program`: a file of tests/support; `input`: what it finds as JSON in its first argument. It ends with this process,
 * however that ends.
 */
export function startChild(
  cleanup: Cleanup,
  program: string,
  input: unknown,
  options: ChildOptions = {},
): Child {
  const file = path.join(import.meta.dirname, program)
  const [command, ...args] = [
    ...(options.under ?? []),
    process.execPath,
    WITH_PARENT,
    file,
    JSON.stringify(input),
  ] as const
  const child = spawn(command, args, {
    // The last one is for WITH_PARENT.
    stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
    env: { ...process.env, ...options.env },
  }) as ChildProcessByStdio<Writable, Readable, null>
  const printed: string[] = []
  let asked = 0
  let rest = ''
  let over = false
  let wake = () => undefined as unknown
  child.stdout.setEncoding('utf8').on('data', (text: string) => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    printed.push(...lines)
    wake()
  })
  const ended = new Promise<number | null>((resolve, reject) => {
    child.once('error', reject)
    // Not `exit`: what is still in the pipe was printed too.
    child.once('close', (status) => {
      over = true
      resolve(status)
      wake()
    })
  })
  child.stdin.on('error', () => undefined) // it may be gone already
  cleanup.add(() => child.kill('SIGKILL'))
  return {
    printed,
    ended,
    async line() {
      while (asked >= printed.length && !over) await new Promise((resolve) => (wake = () => resolve(null)))
      return printed[asked++] ?? null
    },
    tell: (line) => void child.stdin.write(`${line}\n`),
    async kill() {
      child.kill('SIGKILL')
      await ended
    },
  }
}
