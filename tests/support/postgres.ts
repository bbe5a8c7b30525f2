// A real PostgreSQL in a folder of its own, reached by a socket in it, and ended with the test. It refuses to run for root:
// there an ordinary user that Debian has runs it.
import { execFileSync, spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { chmodSync, mkdirSync } from 'node:fs'
import path from 'node:path'
import type { Cleanup } from './temporary.ts'
import { until } from './until.ts'

const AS_ROOT = process.getuid?.() === 0

export class StartedPostgres {
  readonly #folder: string
  readonly #programs: string
  #process: ChildProcess | null = null
  #databases = 0

  private constructor(folder: string, programs: string) {
    this.#folder = folder
    this.#programs = programs
  }

  static async of(cleanup: Cleanup, programs: string): Promise<StartedPostgres> {
    const folder = cleanup.folder()
    chmodSync(folder, 0o777)
    const data = path.join(folder, 'data')
    mkdirSync(data)
    if (AS_ROOT) execFileSync('chown', ['nobody', data])
    const started = new StartedPostgres(folder, programs)
    started.#run('initdb', ['-D', data, '-U', 'postgres', '-A', 'trust', '--no-sync', '-E', 'UTF8'])
    cleanup.add(() => started.stop())
    await started.start()
    return started
  }

  async start(): Promise<void> {
    const options = ['-D', path.join(this.#folder, 'data'), '-k', this.#folder, '-h', '', '-F']
    const [program = '', ...args] = this.#command('postgres', options)
    this.#process = spawn(program, args, { stdio: 'ignore' })
    await until('PostgreSQL', () => this.#answers() || undefined)
  }

  /** As an administrator stops it: who is connected is sent away. */
  async stop(): Promise<void> {
    const running = this.#process
    this.#process = null
    if (!running) return
    running.kill('SIGINT')
    if (running.exitCode === null) await once(running, 'exit')
  }

  /** The address of a new one. */
  database(): string {
    const name = `desk${(this.#databases += 1)}`
    this.#run('createdb', ['-h', this.#folder, '-U', 'postgres', name])
    return `postgres://postgres@/${name}?host=${encodeURIComponent(this.#folder)}`
  }

  #answers(): boolean {
    try {
      this.#run('pg_isready', ['-h', this.#folder, '-U', 'postgres'])
      return true
    } catch {
      return false
    }
  }

  #run(name: string, args: readonly string[]): void {
    const [program = '', ...all] = this.#command(name, args)
    execFileSync(program, all, { stdio: 'pipe' })
  }

  #command(name: string, args: readonly string[]): string[] {
    const own = [path.join(this.#programs, name), ...args]
    return AS_ROOT ? ['setpriv', '--reuid=nobody', '--regid=nogroup', '--clear-groups', ...own] : own
  }
}
