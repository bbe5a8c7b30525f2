// The command line on a terminal: util-linux's `script` gives it a pseudo terminal, and a test its keyboard.
import { spawn, spawnSync } from 'node:child_process'
import { stripVTControlCharacters } from 'node:util'
import { deskProgram } from './cli.ts'
import type { Cleanup } from './temporary.ts'
import { until } from './until.ts'

export const CTRL_C = '\u0003'
export const CTRL_D = '\u0004'

/** False: another `script`, or none. */
export function hasTerminals(): boolean {
  const { error, stdout } = spawnSync('script', ['--version'], { encoding: 'utf8' })
  return !error && stdout.includes('util-linux')
}

export interface TerminalRun {
  /** Everything on the screen so far, colors and all. */
  readonly raw: () => string
  /** Waits until this stands on the screen after what was seen before. */
  see(text: string): Promise<void>
  type(keys: string): void
  readonly ended: Promise<number | null>
}

interface OnTerminal {
  /** What else the shell is told, such as where standard output goes. */
  readonly then?: string
  readonly env?: Readonly<Record<string, string>>
  /** Without it a program is told no size. */
  readonly size?: { readonly columns: number; readonly rows: number }
  /** As built; the operator's where left out. */
  readonly program?: string
}

/** The command line as a shell takes it. */
export const shellWords = (args: readonly string[], program = deskProgram): string =>
  [process.execPath, program, ...args].map((word) => `'${word.replaceAll("'", "'\\''")}'`).join(' ')

export function deskOnTerminal(
  cleanup: Cleanup,
  args: readonly string[],
  { then = '', env = {}, size, program }: OnTerminal = {},
): TerminalRun {
  const before = size ? `stty columns ${size.columns} rows ${size.rows}; ` : ''
  const child = spawn('script', ['-qec', `${before}${shellWords(args, program)} ${then}`, '/dev/null'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    // As on a desktop: a console without UTF-8 is a test's own choice.
    // A person's terminal: Node takes one of a CI for one without colors.
    env: { ...process.env, CI: undefined, TERM: 'xterm', LC_ALL: '', LANG: 'C.UTF-8', ...env },
  })
  cleanup.add(() => child.kill('SIGKILL'))
  let screen = ''
  let seen = 0
  child.stdout.setEncoding('utf8').on('data', (text: string) => (screen += text))
  const plain = () => stripVTControlCharacters(screen)
  return {
    raw: () => screen,
    async see(text) {
      seen = await until(`“${text}” on the screen:\n${plain()}`, () => {
        const at = plain().indexOf(text, seen)
        return at < 0 ? undefined : at + text.length
      })
    },
    type: (keys) => void child.stdin.write(keys),
    ended: new Promise((resolve, reject) => child.once('error', reject).once('close', resolve)),
  }
}
