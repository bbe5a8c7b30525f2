// A program that runs from its source and is started anew when that changes.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { firstLine } from '../demo/demo-vendor.ts'
import { WITH_PARENT } from '../demo/with-parent.ts'

interface Program<T> {
  /** What Node runs. It prints one line as soon as it is ready. */
  readonly command: readonly string[]
  readonly env?: NodeJS.ProcessEnv
  readonly ready: (line: string) => T | Promise<T>
}

export class RestartedProcess<T> {
  readonly #program: Program<T>
  #child: ChildProcess | null = null
  #running: Promise<T>
  /** Restarts follow one another: two at once would leave a process behind. */
  #turn: Promise<void> = Promise.resolve()
  #stopped = false

  constructor(program: Program<T>) {
    this.#program = program
    this.#running = this.#start()
  }

  /** What runs now, or what is being started. Rejects where the source does not run. */
  get running(): Promise<T> {
    return this.#running
  }

  restart(): Promise<T> {
    const started = this.#turn.then(() => this.#end()).then(() => ({ running: this.#start() }))
    this.#turn = started.then(() => undefined)
    this.#running = started.then(({ running }) => running)
    // Whoever asks for it meanwhile hears of it; nobody may ask.
    this.#running.catch(() => undefined)
    return this.#running
  }

  async stop(): Promise<void> {
    this.#stopped = true
    await this.#turn
    await this.#end()
  }

  #start(): Promise<T> {
    if (this.#stopped) return Promise.reject(new Error('stopped'))
    const { command, env = process.env, ready } = this.#program
    // It ends with this process, also where that is killed.
    const child = spawn(process.execPath, [WITH_PARENT, ...command], {
      stdio: ['pipe', 'pipe', 'inherit', 'pipe'],
      env,
    })
    this.#child = child
    const running = firstLine(child).then(ready)
    running.catch(() => undefined)
    return running
  }

  async #end(): Promise<void> {
    const child = this.#child
    if (!child || child.exitCode !== null || child.signalCode !== null) return
    const ended = once(child, 'exit')
    child.kill()
    await ended
  }
}
