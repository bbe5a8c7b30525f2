// Runs the built command line as a person or a timer would: a process of its own.
import { spawn } from 'node:child_process'
import { existsSync } from 'node:fs'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import type { AnyResult } from '#main/core/router.ts'
import { err, ok } from '#shared/result.ts'
import type { Failure } from '#shared/contract/errors.ts'

const dist = path.resolve(import.meta.dirname, '../../dist')
export const deskProgram = path.join(dist, 'cli/activation-desk.mjs')
export const serverProgram = path.join(dist, 'server/activation-server.mjs')

/** The programs that run are the built ones, dependencies inside. */
export function requireBuild(): void {
  if (!existsSync(deskProgram))
    throw new Error('Nothing is built: run “npm run build” first (npm test does).')
}

export interface CliRun {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface CliOptions {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
  readonly uid?: number
  /** A program and its arguments that run the command line, such as `unshare`. */
  readonly under?: readonly string[]
}

export async function runProgram(
  program: string,
  args: readonly string[],
  options: CliOptions = {},
): Promise<CliRun> {
  const [command = process.execPath, ...rest] = [...(options.under ?? []), process.execPath, program, ...args]
  const child = spawn(command, rest, {
    stdio: ['pipe', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
    ...(options.uid === undefined ? {} : { uid: options.uid }),
  })
  child.stdin.on('error', () => undefined) // a program that reads no input closes it
  child.stdin.end(options.input ?? '')
  const [stdout, stderr, status] = await Promise.all([
    text(child.stdout),
    text(child.stderr),
    new Promise<number | null>((resolve, reject) => child.once('exit', resolve).once('error', reject)),
  ])
  return { status, stdout, stderr }
}

export const runDesk = (args: readonly string[], options?: CliOptions): Promise<CliRun> =>
  runProgram(deskProgram, args, options)

/** What `--json` printed, as the contract's result. */
export function resultOf(run: CliRun): AnyResult {
  const line = run.stdout.trim().split('\n').at(-1) ?? ''
  if (line === '') throw new Error(`nothing on standard output; exit ${run.status}\n${run.stderr}`)
  const value = JSON.parse(line) as { error?: Failure }
  return value.error ? err({ code: value.error.code, params: value.error.params } as Failure) : ok(value)
}
