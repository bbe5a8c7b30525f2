// Where the guides are followed: a vendor that was set up by its guide, and machines of customers in its network.
import { createPrivateKey } from 'node:crypto'
import { chmodSync, existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { GuideName } from '#tests/support/guide-blocks.ts'
import { makeAuthority, type Authority } from '#tests/support/certificates.ts'
import { makeBundle } from '#tests/support/offline-bundles.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { CHECKOUT, Machine, MEDIA } from './machine.ts'
import { follow, Task } from './task.ts'
import { publicHalf } from '../../../scripts/packaging/write-bundle.ts'
import { nodeBinary } from '../../../scripts/sea/node-binary.ts'

export const DOMAIN = 'licensing.vendor.example'
export const OWNER = 'Contoso B.V.'
/** Of the guide's example, without a limit. */
export const PRODUCT = 'inventory'
export const CODE_PATTERN = /\b(?:[0-9A-Z]{5}-){4}[0-9A-Z]{5}\b/
const HOSTS = `127.0.0.1 localhost ${DOMAIN}\n`
const vendorFile = path.resolve(import.meta.dirname, '../../../assets/vendor/virtualmetric.json')
const REFRESH_FILES =
  'assets/service/activation-desk-refresh.service assets/service/activation-desk-refresh.timer'

/** On the drive. */
export const FOR_CUSTOMERS = `${MEDIA}/customers`
/** An offline bundle. */
export const NEW_VERSION = `${MEDIA}/new.bundle.tar`
export const FOR_SERVER = `${MEDIA}/server`

interface Beginning {
  /** It is in the network of this one. */
  readonly near?: Machine
  readonly systemd?: boolean
}

export interface Sold {
  readonly code: string
  readonly id: string
}

/** What the vendor made by “Set up”: built once. */
export class World {
  readonly cleanup: Cleanup
  readonly #media: string
  readonly #disks: string
  readonly #authority: Authority

  private constructor(cleanup: Cleanup, media: string) {
    this.cleanup = cleanup
    this.#media = media
    this.#disks = cleanup.folder('activation-disks-')
    this.#authority = makeAuthority(cleanup, 'An authority that systems trust')
  }

  /** Follows “Set up” on the computer with the sources. */
  static async build(cleanup: Cleanup): Promise<World> {
    const media = cleanup.folder('activation-media-')
    chmodSync(media, 0o755)
    const own = new Cleanup()
    // The machines are in no network, and its registry stands for what the guide's developers have at hand.
    nodeBinary('linux-x64')
    try {
      const builder = await Machine.start(own, { checkout: true, media })
      const values = { CHECKOUT }
      const task = new Task('vendor', 'Set up')
      await task.next(builder, { values })
      const signing = new Task('vendor', 'Offline bundle')
      await signing.next(builder)
      signing.finish()
      const updateKey = createPrivateKey(await builder.read('/root/update-key.pem'))
      const profile = JSON.parse(readFileSync(vendorFile, 'utf8')) as object
      const server = {
        url: `https://${DOMAIN}/v1`,
        account: 'vendor',
        product: 'vendor-app',
        codeForm: 'checked',
      }
      const written = {
        ...profile,
        id: 'vendor',
        name: 'Vendor',
        uniqueKeyPrefix: 'VENDOR',
        server,
        machineIdFile: true,
        updateKey: publicHalf(updateKey),
      }
      await builder.write(`${CHECKOUT}/my-vendor.json`, JSON.stringify(written))
      await task.next(builder, { values })
      await task.next(builder, { values })
      task.finish()
      // What the guide gives to customers, and what it takes to the server.
      await builder.does(`mkdir ${FOR_CUSTOMERS} ${FOR_SERVER} && cd ${CHECKOUT}
        cp release/one-file/activation-desk-* release/one-file/SHA256SUMS ${REFRESH_FILES} ${FOR_CUSTOMERS}
        cp -r release/one-file/activation-server-* release/one-file/SHA256SUMS assets/server/activation-server.service \
          vendor-data ${FOR_SERVER}`)
      const bundle = makeBundle(updateKey, { vendor: written.id })
      writeFileSync(path.join(media, path.basename(NEW_VERSION)), bundle, { mode: 0o644 })
    } finally {
      await own.run()
    }
    return new World(cleanup, media)
  }

  /** A customer's machine with nothing on it. */
  async machine(cleanup: Cleanup, { near, systemd = false }: Beginning = {}): Promise<Machine> {
    const machine = await Machine.start(cleanup, { media: this.#media, systemd, ...(near && { near }) })
    await machine.write('/etc/hosts', HOSTS)
    await machine.does('cat >> /etc/ssl/certs/ca-certificates.crt', { input: this.#authority.cert })
    return machine
  }

  /** With the program. */
  desk(cleanup: Cleanup, beginning: Beginning = {}): Promise<Machine> {
    return this.#installed(['operator', 'Install on Linux', FOR_CUSTOMERS], cleanup, beginning)
  }

  /** The vendor's server, installed by “Serve”. */
  server(cleanup: Cleanup, beginning: Beginning = {}): Promise<Machine> {
    return this.#installed(['vendor', 'Serve', FOR_SERVER], cleanup, beginning)
  }

  /** Each is installed once, and its disk is what the others begin with; a service that runs is on no disk. */
  async #installed(
    [guide, section, cwd]: readonly [GuideName, string, string],
    cleanup: Cleanup,
    beginning: Beginning,
  ): Promise<Machine> {
    const disk = path.join(this.#disks, guide)
    if (!beginning.systemd && existsSync(disk))
      return Machine.start(cleanup, { media: this.#media, from: disk, ...beginning })
    const machine = await this.machine(cleanup, beginning)
    await follow(guide, section, machine, { cwd })
    if (!beginning.systemd) await machine.saveDisk(disk)
    return machine
  }

  /** What systemd starts: the unit's own command, as its account and with its environment. */
  async start(server: Machine): Promise<void> {
    const unit = await server.read('/etc/systemd/system/activation-server.service')
    const of = (name: string) => new RegExp(`^${name}=(.*)$`, 'm').exec(unit)?.[1] ?? ''
    const ping = 'curl --silent --fail http://127.0.0.1:4600/v1/ping'
    await server.background(`export ${of('Environment')}; exec ${of('ExecStart')}`, ping, of('User'))
  }

  /** Reached by its name, as “TLS” says it. */
  async onlineServer(cleanup: Cleanup): Promise<Machine> {
    const server = await this.server(cleanup)
    await this.start(server)
    await this.certify(server)
    await follow('vendor', 'TLS', server, { values: { DOMAIN } })
    return server
  }

  /** The certificate, and the nginx of the distribution as it runs after its installation. */
  async certify(server: Machine): Promise<void> {
    const { key, cert } = this.#authority.issue({ host: DOMAIN })
    await server.write('/etc/ssl/activation-server.crt', cert)
    await server.write('/etc/ssl/private/activation-server.key', key)
    await server.does('nginx')
  }

  get authority(): Authority {
    return this.#authority
  }

  async sell(server: Machine): Promise<Sold> {
    return soldBy(await new Task('vendor', 'Sell').next(server, { values: { OWNER } }))
  }

  /** Answers what `request` printed, by the guide; the mail. */
  async answer(server: Machine, request: string): Promise<string> {
    const home = '/var/lib/activation-server'
    await server.write(`${home}/request.txt`, request)
    await server.does(`chown activation-server: ${home}/request.txt`)
    await new Task('vendor', 'Answer offline').next(server)
    return server.read(`${home}/answer.eml`)
  }
}

export function soldBy(printed: string): Sold {
  return {
    code: CODE_PATTERN.exec(printed)?.[0] ?? '',
    id: /\b[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}\b/.exec(printed)?.[0] ?? '',
  }
}
