// A command line that is run in the test's own process: what it says and its status, without a start of Node.
import { Readable } from 'node:stream'
import { vi } from 'vitest'

interface Said {
  readonly status: number
  readonly stdout: string
  readonly stderr: string
}

export interface Given {
  readonly input?: string
  readonly env?: Readonly<Record<string, string>>
}

/**
 * `work`: resolves to the exit status; to nothing, where it leaves it in `process.exitCode`. A server that would listen
 * never ends here. One at a time: what this process prints meanwhile is taken for the command's.
 */
export async function inProcess(
  work: () => Promise<number | undefined>,
  { input = '', env = {} }: Given = {},
): Promise<Said> {
  let [stdout, stderr] = ['', '']
  const before = listening()
  const environment = { ...process.env }
  const stdin = Object.getOwnPropertyDescriptor(process, 'stdin') ?? {}
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => (stdout += String(text)) !== ''),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => (stderr += String(text)) !== ''),
  ]
  Object.defineProperty(process, 'stdin', { configurable: true, value: Readable.from([Buffer.from(input)]) })
  Object.assign(process.env, env)
  try {
    const status = await work()
    return { status: status ?? Number(process.exitCode ?? 0), stdout, stderr }
  } finally {
    for (const spy of spies) spy.mockRestore()
    Object.defineProperty(process, 'stdin', stdin)
    for (const name of Object.keys(env)) {
      if (environment[name] === undefined) Reflect.deleteProperty(process.env, name)
      else process.env[name] = environment[name]
    }
    process.exitCode = undefined
    // A server that did not start would still wait for signals, and each command for errors of its streams.
    for (const { emitter, event, listener } of listening())
      if (!before.some((one) => one.listener === listener)) emitter.off(event, listener)
  }
}

/** Who waits for what a command waits for. */
function listening() {
  const waited: readonly (readonly [NodeJS.EventEmitter, string])[] = [
    [process, 'SIGINT'],
    [process, 'SIGTERM'],
    [process, 'SIGHUP'],
    [process.stdout, 'error'],
    [process.stderr, 'error'],
  ]
  return waited.flatMap(([emitter, event]) =>
    emitter.listeners(event).map((listener) => ({ emitter, event, listener: listener as () => void })),
  )
}
