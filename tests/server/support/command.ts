// The vendor's command line as a child process; and in this one, where nothing that is asked is a process's own.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { runProgram } from '#server/cli/program.ts'
import { serverProgram } from '#tests/support/cli.ts'
import { inProcess } from '#tests/support/in-process.ts'
import { insistOnPublished } from '#tests/support/json-answers/published.ts'

/** As built, which starts in two thirds of the source's time. */
export const program = serverProgram

export interface Run {
  readonly exit: number | null
  readonly out: string
  readonly error: string
}

const inFolder = (dataDir: string, argv: readonly string[]) => [...argv, '--data-dir', dataDir]

export const start = (dataDir: string, argv: readonly string[]) => startLine(inFolder(dataDir, argv))

export function startLine(argv: readonly string[]) {
  return spawn(process.execPath, [program, ...argv], { stdio: 'pipe' })
}

export const run = (dataDir: string, argv: readonly string[], input = ''): Promise<Run> =>
  ended(start(dataDir, argv), input)

/** Root's rights end at nothing: then it is run as nobody. */
export function runAsAnother(dataDir: string, argv: readonly string[]): Promise<Run> {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  return ended(spawn(process.execPath, [program, ...inFolder(dataDir, argv)], { stdio: 'pipe', ...user }), '')
}

/** A whole command line, its data folder included, in this process: not for what listens, nor for what is asked of a process. */
export async function runLineHere(argv: readonly string[], input = ''): Promise<Run> {
  const command = ['node', 'activation-server', ...argv]
  const said = await inProcess(() => runProgram(command).then(() => undefined), { input })
  if (argv.includes('--json')) insistOnPublished('activation-server', argv, said.stdout)
  return { exit: said.status, out: said.stdout, error: said.stderr }
}

export const runHere = (dataDir: string, argv: readonly string[], input = ''): Promise<Run> =>
  runLineHere(inFolder(dataDir, argv), input)

/** Another Node, or this one with options of its own. */
export const runNode = (node: string, argv: readonly string[]): Promise<Run> =>
  ended(spawn(node, argv, { stdio: 'pipe' }), '')

function ended(child: ChildProcessWithoutNullStreams, input: string): Promise<Run> {
  let [out, error] = ['', '']
  child.stdout.on('data', (chunk: Buffer) => (out += chunk.toString()))
  child.stderr.on('data', (chunk: Buffer) => (error += chunk.toString()))
  child.stdin.end(input)
  return new Promise((resolve, reject) => {
    child.once('error', reject)
    child.once('close', (exit) => resolve({ exit, out, error }))
  })
}
