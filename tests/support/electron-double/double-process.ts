/** The process in which an app runs on the double, seen from the test: its output, its end, and questions to it. */
import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { FromApp, ToApp } from './driver-messages.ts'

const outputKept = 50_000
const path = (relative: string) => fileURLToPath(new URL(relative, import.meta.url))

/** The app ended, by itself or at load; the message carries what it printed. */
export class AppExited extends Error {
  override readonly name = 'AppExited'
  /** Null when a signal ended it. */
  readonly exitCode: number | null

  constructor(exitCode: number | null, output: string) {
    super(`The app has ended, with ${exitCode === null ? 'a signal' : `exit code ${exitCode}`}.\n${output}`)
    this.exitCode = exitCode
  }
}

interface Pending {
  resolve: (value: unknown) => void
  reject: (error: Error) => void
}

export class DoubleProcess {
  readonly child: ChildProcess
  readonly exited: Promise<number | null>
  /** Where the app's browser can be reached, once the app is ready. */
  readonly ready: Promise<string>
  private readonly pending = new Map<number, Pending>()
  private lastId = 0
  private printed = ''
  private ended: AppExited | undefined
  /** The temporary folder of the app and its Chromium; removed here, because a killed process removes nothing. */
  private readonly scratch = mkdtempSync(join(tmpdir(), 'electron-double-'))

  constructor(args: readonly string[], env: NodeJS.ProcessEnv) {
    const cache = path('../../../node_modules/.cache/electron-double')
    this.child = fork(path('./run.ts'), args, {
      // Node's compile cache takes a quarter of a second off every start.
      env: { NODE_COMPILE_CACHE: cache, ...env, TMPDIR: this.scratch },
      execArgv: [], // not those of the test runner
      serialization: 'advanced', // dates, maps and bytes survive
      stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
    })
    this.child.stdout?.on('data', (chunk: Buffer) => this.keep(chunk))
    this.child.stderr?.on('data', (chunk: Buffer) => this.keep(chunk))
    this.exited = this.waitForEnd()
    this.ready = new Promise((resolve, reject) => {
      this.child.on('message', (message: FromApp) => {
        if (message.type === 'ready') resolve(message.browserAddress)
        else this.settle(message)
      })
      void this.exited.then(() => reject(this.ended ?? new Error('The app has ended')))
    })
    void this.exited.then(() => this.rejectPending())
  }

  /** What the app has printed so far, on both streams. */
  output(): string {
    return this.printed
  }

  throwIfExited(): void {
    if (this.ended) throw this.ended
  }

  /** Runs a function in the app's process; its source is sent, so that it sees nothing of the test's. */
  async evaluate(source: string, arg: unknown): Promise<unknown> {
    this.throwIfExited()
    const id = ++this.lastId
    const value = new Promise((resolve, reject) => this.pending.set(id, { resolve, reject }))
    this.send({ type: 'evaluate', id, source, arg })
    return value
  }

  /** Asks the app to quit; after `patience` milliseconds it is killed. */
  async close(patience: number): Promise<void> {
    if (this.ended) return
    if (this.child.connected) this.send({ type: 'close' })
    const killing = setTimeout(() => this.child.kill('SIGKILL'), patience)
    await this.exited
    clearTimeout(killing)
  }

  private async waitForEnd(): Promise<number | null> {
    const [code] = (await once(this.child, 'close')) as [number | null]
    this.ended = new AppExited(code, this.printed)
    // Chromium may live a moment longer than a process that was killed.
    await rm(this.scratch, { recursive: true, force: true, maxRetries: 10, retryDelay: 50 })
    return code
  }

  private send(message: ToApp): void {
    this.child.send(message)
  }

  private keep(chunk: Buffer): void {
    this.printed = (this.printed + chunk.toString()).slice(-outputKept)
  }

  private settle(message: Exclude<FromApp, { type: 'ready' }>): void {
    const pending = this.pending.get(message.id)
    this.pending.delete(message.id)
    if (message.type === 'value') pending?.resolve(message.value)
    else pending?.reject(new Error(`${message.message}\n${this.printed}`))
  }

  private rejectPending(): void {
    for (const { reject } of this.pending.values()) reject(this.ended ?? new Error('The app has ended'))
    this.pending.clear()
  }
}
