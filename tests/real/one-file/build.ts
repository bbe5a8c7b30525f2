// The files that build:sea and testkit make, for tests, and how they are run: with nothing of this process's environment.
import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import type { SeaOptions } from '../../../scripts/sea.ts'
import type { KitOptions } from '../../../scripts/testkit.ts'
import type { CliRun } from '#tests/support/cli.ts'

const root = path.resolve(import.meta.dirname, '../../..')

/** In a process of its own: the bundler keeps state. */
async function inProcess(script: string, call: string, given: unknown): Promise<void> {
  const code = `import { ${call} } from '${path.join(root, script)}'\nawait ${call}(${JSON.stringify(given)})`
  await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', code], { cwd: root })
}

export const buildOneFiles = (options: SeaOptions): Promise<void> =>
  inProcess('scripts/sea.ts', 'buildOneFiles', { ...options, testBuild: true })

export const makeTestKit = (options: KitOptions): Promise<void> =>
  inProcess('scripts/testkit.ts', 'makeTestKit', options)

export interface RunOptions {
  /** To its standard input. */
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly cwd?: string
  readonly uid?: number
}

export async function run(
  program: readonly string[],
  args: readonly string[],
  { input = '', env = {}, cwd = '/', uid }: RunOptions = {},
): Promise<CliRun> {
  const [command = '', ...before] = program
  const user = uid === undefined ? {} : { uid, gid: uid }
  const child = spawn(command, [...before, ...args], { stdio: ['pipe', 'pipe', 'pipe'], env, cwd, ...user })
  child.stdin.on('error', () => undefined).end(input)
  const [stdout, stderr, [status]] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    once(child, 'exit') as Promise<[number | null]>,
  ])
  return { status, stdout, stderr }
}

/** What `--json` printed. */
export const value = (stdout: string): Record<string, string> => JSON.parse(stdout) as Record<string, string>
