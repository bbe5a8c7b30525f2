// The vendor's side of an end-to-end test: sales in this process, and the built server and desk where a test asks for them.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import type { NewLicenseTerms } from '#server/back-office/create-license.ts'
import { runProgram, serverProgram } from '#tests/support/cli.ts'
import type { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'

export interface Sold {
  readonly id: string
  readonly code: string
}

/** Nothing answers there: the discard port. */
const NOWHERE = 'http://127.0.0.1:9/v1'

export class TestVendor {
  readonly profileFile: string
  readonly #side: VendorSide
  #process: ChildProcess | null = null

  private constructor(side: VendorSide, folder: string) {
    this.#side = side
    this.profileFile = path.join(folder, 'vendor.json')
  }

  /** Has a profile from the start; it names a server only once that is started. */
  static async open(cleanup: Cleanup): Promise<TestVendor> {
    const vendor = new TestVendor(await openVendorSide(cleanup), cleanup.folder('activation-e2e-'))
    await vendor.writeProfile(NOWHERE)
    cleanup.add(() => vendor.stopServer())
    return vendor
  }

  /** The built program, as a representative runs it. */
  async run(...args: string[]): Promise<string> {
    const { status, stdout, stderr } = await runProgram(serverProgram, this.#argv(...args))
    if (status !== 0) throw new Error(`activation-server ${args.join(' ')}: exit ${status}\n${stderr}`)
    return stdout
  }

  #argv(...args: string[]): string[] {
    return ['--data-dir', this.#side.dataDir, ...args]
  }

  /** All seven products on one machine, without end. */
  async sell(owner: string, terms: Partial<NewLicenseTerms> = {}): Promise<Sold> {
    const { id, key } = await this.#side.sell({ owner, machines: 1, ...terms })
    return { id, code: key }
  }

  /** What the representative mails back. */
  answer(code: string, uniqueKey: string): Promise<string> {
    return this.run('answer', '--code', code, '--unique-key', uniqueKey)
  }

  /** In this process. From now on the profile names it. */
  async startServer(): Promise<string> {
    await this.writeProfile(this.#side.url)
    return this.#side.url
  }

  /** The built server, as a vendor runs it. From now on the profile names it. */
  async startBuiltServer(): Promise<string> {
    const child = spawn(process.execPath, [serverProgram, ...this.#argv('serve', '--port', '0', '--json')], {
      stdio: ['ignore', 'pipe', 'ignore'],
    })
    this.#process = child
    const [line] = (await once(createInterface({ input: child.stdout }), 'line')) as [string]
    const { url } = JSON.parse(line) as { url: string }
    await this.writeProfile(url)
    return url
  }

  async stopServer(): Promise<void> {
    await this.#side.stop()
    const child = this.#process
    this.#process = null
    if (!child) return
    const ended = once(child, 'exit')
    child.kill()
    await ended
  }

  async writeProfile(url: string): Promise<void> {
    writeFileSync(this.profileFile, JSON.stringify(await this.#side.profile(url)))
  }
}
