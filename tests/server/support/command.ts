// The vendor's command line as a child process.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../src-server/main.ts', import.meta.url))

export interface Run {
  readonly exit: number | null
  readonly out: string
  readonly error: string
}

const inFolder = (dataDir: string, argv: readonly string[]) => [...argv, '--data-dir', dataDir]

export const start = (dataDir: string, argv: readonly string[]) => startLine(inFolder(dataDir, argv))

export function startLine(argv: readonly string[]) {
  return spawn(process.execPath, [main, ...argv], { stdio: 'pipe' })
}

export const run = (dataDir: string, argv: readonly string[], input = ''): Promise<Run> =>
  runLine(inFolder(dataDir, argv), input)

/** A whole command line, its data folder included. */
export function runLine(argv: readonly string[], input = ''): Promise<Run> {
  const child = startLine(argv)
  let [out, error] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exit) => resolve({ exit, out, error }))
  })
}
