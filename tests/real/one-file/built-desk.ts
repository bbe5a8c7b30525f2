// activation-desk as one file with the profile of a vendor of the test, and licenses for it.
import { chmodSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { CliRun } from '#tests/support/cli.ts'
import { writeMachineId } from '#tests/support/installation.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide, type VendorSide } from '#tests/support/vendor-side.ts'
import { buildOneFiles, run, value } from './build.ts'

type Terms = Parameters<VendorSide['sell']>[0]

export class BuiltDesk {
  readonly cleanup = new Cleanup()
  /** Sold with every license here, without a limit. */
  readonly product = 'inventory'
  /** The same with a heap of 12 MB. */
  smallHeap = ''
  /** Says whether its Node takes the code cache that is in it. */
  codeCache = ''
  /** The vendor's program, made with it. */
  server = ''
  profileFile = ''
  #vendor: VendorSide | undefined
  #program = ''

  async build(): Promise<void> {
    const output = this.cleanup.folder()
    chmodSync(output, 0o755) // another user runs it too
    this.#vendor = await openVendorSide(this.cleanup)
    this.profileFile = path.join(output, 'vendor.json')
    writeFileSync(this.profileFile, JSON.stringify(await this.#vendor.profile()))
    const { profileFile } = this
    await buildOneFiles({ profileFile, systems: ['linux-x64'], output, smallHeap: 12 })
    this.smallHeap = path.join(output, 'activation-desk-small-heap-linux-x64')
    this.codeCache = path.join(output, 'code-cache-linux-x64')
    this.#program = path.join(output, 'activation-desk-linux-x64')
    this.server = path.join(output, 'activation-server-linux-x64')
  }

  get program(): readonly string[] {
    return [this.#program]
  }

  get vendor(): VendorSide {
    if (!this.#vendor) throw new Error('nothing is built yet')
    return this.#vendor
  }

  ask(
    dataDir: string,
    product: string,
    more: readonly string[] = [],
    env: Readonly<Record<string, string>> = {},
  ): Promise<CliRun> {
    return run(this.program, ['--data-dir', dataDir, '--json', 'check', '--product', product, ...more], {
      env,
    })
  }

  /** By the program itself, in a data folder of its own. The License Code. */
  async activateOffline(dataDir: string, terms: Terms = {}): Promise<string> {
    writeMachineId(dataDir, '0123456789abcdef0123456789abcdef')
    const license = await this.vendor.sell(terms)
    const desk = (args: readonly string[]) => run(this.program, ['--data-dir', dataDir, ...args])
    const { uniqueKey = '' } = value((await desk(['--json', 'unique-key'])).stdout)
    const keyFile = path.join(this.cleanup.folder(), 'key.lic')
    writeFileSync(keyFile, await this.vendor.answer(license, uniqueKey))
    const { status, stderr } = await desk(['activate', license.key, '--offline-key', keyFile])
    if (status !== 0) throw new Error(`not activated: ${stderr}\n${readFileSync(keyFile, 'utf8')}`)
    return license.key
  }
}
