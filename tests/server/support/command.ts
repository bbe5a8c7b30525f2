// The vendor's command line as a child process.
import { spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

const main = fileURLToPath(new URL('../../../src-server/main.ts', import.meta.url))

export interface Run {
  readonly exit: number | null
  readonly out: string
  readonly error: string
}

export function start(dataDir: string, argv: readonly string[]) {
  return spawn(process.execPath, [main, ...argv, '--data-dir', dataDir], { stdio: 'pipe' })
}

export function run(dataDir: string, argv: readonly string[], input = ''): Promise<Run> {
  const child = start(dataDir, argv)
  let [out, error] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exit) => resolve({ exit, out, error }))
  })
}
