// A server of the bench as a process of its own, and what it takes of the machine (Linux).
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { readdirSync, readFileSync } from 'node:fs'

export class Started {
  readonly port: number
  readonly #child: ChildProcess

  private constructor(child: ChildProcess, port: number) {
    this.#child = child
    this.port = port
  }

  /** `told`: how it says its port, on either output. */
  static async of(args: readonly string[], told: RegExp): Promise<Started> {
    const child = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    const port = await new Promise<number>((resolve, reject) => {
      let said = ''
      const listen = (part: string) => {
        said += part
        const [, port] = told.exec(said) ?? []
        if (port !== undefined) resolve(Number(port))
      }
      child.stdout.setEncoding('utf8').on('data', listen)
      child.stderr.setEncoding('utf8').on('data', listen)
      child.once('close', () => reject(new Error(`the server ended:\n${said}`)))
    })
    return new Started(child, port)
  }

  /** Microseconds of processor so far, of all its threads: /proc/PID/stat counts in steps of 10 ms, half of a bare round. */
  processor(): number {
    const threads = `/proc/${this.#child.pid ?? 0}/task`
    const spent = readdirSync(threads).map((thread) => {
      const [nanoseconds] = readFileSync(`${threads}/${thread}/schedstat`, 'utf8').split(' ')
      return Number(nanoseconds)
    })
    return spent.reduce((sum, one) => sum + one, 0) / 1000
  }

  /** kB that are in memory. */
  memory(): number {
    const said = readFileSync(`/proc/${this.#child.pid ?? 0}/status`, 'utf8')
    return Number(/^VmRSS:\s+(\d+)/m.exec(said)?.[1])
  }

  async end(): Promise<void> {
    const closed = once(this.#child, 'close')
    this.#child.kill()
    await closed
  }
}
