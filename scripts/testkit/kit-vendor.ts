// The vendor of a test kit: keys made on the spot, its activation server, and machines whose clocks stand where its does.
import { randomBytes } from 'node:crypto'
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { assemble } from '#main/assembly.ts'
import { memoryStore, preferenceStore } from '#main/adapters/preferences.ts'
import { answerOffline } from '#server/back-office/answer-offline.ts'
import { createLicense, type NewLicenseTerms } from '#server/back-office/create-license.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { startServer } from '#server/serve.ts'
import type { License } from '#server/store/licenses.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor, type Vendor } from '#server/vendor/open-vendor.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { DAY } from '#shared/instant.ts'
import { NotStarted } from '../in-words.ts'
import { readProfile } from '../shippable-profile.ts'

/** The only moment that a kit knows: what is in it and what it answers are the same whenever it is made and asked. */
export const CLOCK_STANDS_AT = Date.parse('2030-01-01T12:00:00Z')

export const LIMIT = 16
export const FEATURE = 'test-feature'
/** No version of a real product is older than the one, or younger than the other. */
export const MAINTENANCE = { ended: Date.parse('2001-01-01'), runs: Date.parse('2099-12-31') }

type Router = ReturnType<typeof assemble>['router']

export interface KitMachine {
  readonly dataDir: string
  readonly router: Router
}

interface RunningServer {
  readonly url: string
  close(): Promise<void>
}

export class KitVendor {
  readonly folder: string
  readonly vendor: Vendor
  /** What the kit's program trusts. It opens no connection: nothing in a kit depends on a network. */
  readonly profile: VendorProfile
  /** Of the vendor's catalogue, with a limit. */
  readonly product: string
  readonly #server: RunningServer
  readonly #clock: { days: number }

  private constructor(
    folder: string,
    vendor: Vendor,
    profile: VendorProfile,
    server: RunningServer,
    clock: { days: number },
  ) {
    this.folder = folder
    this.vendor = vendor
    this.#server = server
    this.#clock = clock
    this.profile = profile
    this.product = this.profile.catalogue.find(({ type }) => type !== 'Status')?.code ?? ''
    if (this.product === '') throw new NotStarted('The catalogue has no product with a limit to test.')
  }

  static async open(folder: string, profileFile: string): Promise<KitVendor> {
    const clock = { days: -400 }
    const now = () => CLOCK_STANDS_AT + clock.days * DAY
    const dataDir = path.join(folder, 'vendor')
    settled(await initVendor(dataDir, templateOf(profileFile), now()))
    const vendor = settled(await openVendor(dataDir, now))
    const server = settled(await startServer({ dataDir, port: 0, clock: now, onItsWay: 0 }))
    const trusts = { offlineOnly: true, machineIdFile: true, demo: true }
    const profile = settled(await makeProfile(vendor, trusts))
    return new KitVendor(folder, vendor, profile, server, clock)
  }

  /** In days from the moment at which the kit's clock stands; before it where negative. */
  moveTo(days: number): void {
    this.#clock.days = days
  }

  at = (days: number): number => CLOCK_STANDS_AT + days * DAY

  async machine(store: string): Promise<KitMachine> {
    const dataDir = path.join(this.folder, 'stores', store)
    mkdirSync(dataDir, { recursive: true })
    writeFileSync(path.join(dataDir, 'machine-id'), `${randomBytes(16).toString('hex')}\n`)
    const { router } = assemble({
      host: 'cli',
      dataDir,
      vendor: settled(await makeProfile(this.vendor, { url: this.#server.url, machineIdFile: true })),
      preferences: preferenceStore(memoryStore, ''),
      clock: { now: () => CLOCK_STANDS_AT + this.#clock.days * DAY },
      env: {},
      report: (_, error) => {
        throw error
      },
    })
    return { dataDir, router }
  }

  /** All products of the catalogue, each with the limit where it can have one. */
  async sell(terms: Partial<NewLicenseTerms> = {}): Promise<License> {
    const products = this.profile.catalogue.map(({ code, type }) =>
      type === 'Status' ? code : `${code}:${LIMIT}`,
    )
    return settled(await createLicense(this.vendor, { owner: 'TEST', products, ...terms }))
  }

  async online(machine: KitMachine, sold?: License): Promise<License> {
    const license = sold ?? (await this.sell())
    settled(await machine.router.call('licenses.activateOnline', { code: license.key }))
    return license
  }

  async offline(machine: KitMachine, sold?: License): Promise<License> {
    const license = sold ?? (await this.sell())
    const { uniqueKey } = settled(await machine.router.call('machine.uniqueKey', {}))
    const { file } = settled(
      await answerOffline(this.vendor, license, { uniqueKey, validForDays: undefined }),
    )
    const given = { code: license.key, offlineKey: file.certificate }
    settled(await machine.router.call('licenses.activateOffline', given))
    return license
  }

  async close(): Promise<void> {
    await this.#server.close()
    await this.vendor.close()
  }
}

/** The vendor's own products under a name, keys and Unique Keys that are a test's. */
function templateOf(profileFile: string): unknown {
  const { id, name, support, catalogue } = readProfile(profileFile)
  return {
    id: `test-${id}`.slice(0, 64),
    name: `TEST ${name}`.slice(0, 100),
    uniqueKeyPrefix: 'TEST',
    support,
    server: { url: 'https://test.invalid/v1', account: 'test', product: 'test' },
    // Its machines here do activate online; what a kit trusts says otherwise, above.
    offlineOnly: false,
    machineIdFile: false,
    demo: false,
    test: true,
    keys: [],
    catalogue,
  }
}

/** The value, or a bug of the kit. */
export function settled<T>(
  result: { readonly ok: true; readonly value: T } | { readonly ok: false; readonly error: unknown },
): T {
  if (result.ok) return result.value
  throw new Error(`a test kit was refused: ${JSON.stringify(result.error)}`)
}
