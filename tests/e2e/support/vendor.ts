// The vendor's side of an end-to-end test: the built server and desk, as processes of their own.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { runProgram, serverProgram } from '#tests/support/cli.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { SEVEN_PRODUCTS } from '#tests/support/vendor-side.ts'

export interface Sold {
  readonly id: string
  readonly code: string
}

export class VendorProcess {
  readonly dataDir: string
  readonly profileFile: string
  #server: ChildProcess | null = null

  private constructor(folder: string) {
    this.dataDir = path.join(folder, 'vendor')
    this.profileFile = path.join(folder, 'vendor.json')
  }

  /** Has a profile from the start; its server runs only when it is started. */
  static async open(cleanup: Cleanup): Promise<VendorProcess> {
    const vendor = new VendorProcess(cleanup.folder('activation-e2e-'))
    await vendor.run('init')
    await vendor.writeProfile('http://127.0.0.1:9/v1') // the discard port: nothing answers there
    cleanup.add(() => vendor.stopServer())
    return vendor
  }

  async run(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await runProgram(serverProgram, ['--data-dir', this.dataDir, ...args])
    if (status !== 0) throw new Error(`activation-server ${args.join(' ')}: exit ${status}\n${stderr}`)
    return stdout
  }

  async sell(owner: string, ...more: string[]): Promise<Sold> {
    const products = SEVEN_PRODUCTS.flatMap((product) => ['--product', product])
    return JSON.parse(
      await this.run('license', 'create', '--owner', owner, ...products, ...more, '--json'),
    ) as Sold
  }

  /** What the representative mails back. */
  answer(code: string, uniqueKey: string): Promise<string> {
    return this.run('answer', '--code', code, '--unique-key', uniqueKey)
  }

  async startServer(): Promise<string> {
    const child = spawn(
      process.execPath,
      [serverProgram, '--data-dir', this.dataDir, 'serve', '--port', '0', '--json'],
      {
        stdio: ['ignore', 'pipe', 'ignore'],
      },
    )
    this.#server = child
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    await this.writeProfile(url)
    return url
  }

  async stopServer(): Promise<void> {
    const child = this.#server
    this.#server = null
    if (!child) return
    const ended = once(child, 'exit')
    child.kill()
    await ended
  }

  async writeProfile(url: string): Promise<void> {
    writeFileSync(this.profileFile, await this.run('profile', '--url', url, '--machine-id-file'))
  }
}
