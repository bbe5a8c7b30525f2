// The vendor's command line as a child process; and in this one, where nothing that is asked is a process's own.
import { spawn, type ChildProcessWithoutNullStreams } from 'node:child_process'
import { Readable } from 'node:stream'
import { vi } from 'vitest'
import { runProgram } from '#server/cli/program.ts'
import { serverProgram } from '#tests/support/cli.ts'

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
  runLine(inFolder(dataDir, argv), input)

/** Root's rights end at nothing: then it is run as nobody. */
export function runAsAnother(dataDir: string, argv: readonly string[]): Promise<Run> {
  const user = process.getuid?.() === 0 ? { uid: 65_534, gid: 65_534 } : {}
  return ended(spawn(process.execPath, [program, ...inFolder(dataDir, argv)], { stdio: 'pipe', ...user }), '')
}

/** A whole command line, its data folder included. */
export const runLine = (argv: readonly string[], input = ''): Promise<Run> => ended(startLine(argv), input)

/**
 * What it says and how it ends, without a start of Node. A server that would listen never ends here. One at a time: what
 * this process prints meanwhile is taken for the command's.
 */
export async function runLineHere(argv: readonly string[], input = ''): Promise<Run> {
  let [out, error] = ['', '']
  const before = listening()
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') ?? {}
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([input]) })
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (out += String(text)) !== ''),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (error += String(text)) !== ''),
  ]
  try {
    await runProgram(['node', 'activation-server', ...argv])
    return { exit: Number(process.exitCode ?? 0), out, error }
  } finally {
    for (const spy of spies) spy.mockRestore()
    Object.defineProperty(process, 'stdin', stdin)
    process.exitCode = undefined
    // A server that did not start would still wait for them.
    for (const { emitter, event, listener } of listening())
      if (!before.some((one) => one.listener === listener)) emitter.off(event, listener)
  }
}

export const runHere = (dataDir: string, argv: readonly string[], input = ''): Promise<Run> =>
  runLineHere(inFolder(dataDir, argv), input)

/** Who waits for what a command waits for. */
const listening = () =>
  [
    ...(['SIGINT', 'SIGTERM', 'SIGHUP'] as const).map((event) => ({ emitter: process, event })),
    { emitter: process.stderr, event: 'error' },
  ].flatMap(({ emitter, event }: { emitter: NodeJS.EventEmitter; event: string }) =>
    emitter.listeners(event).map((listener) => ({ emitter, event, listener: listener as () => void })),
  )

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
