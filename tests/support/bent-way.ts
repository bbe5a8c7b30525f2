// A machine whose way to its vendor's server leads through something that can bend every answer.
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { DATABASE_FILE } from '#server/vendor/open-vendor.ts'
import { signAnswer } from '#server/vendor/sign-answer.ts'
import { standBetween, type Answer, type Bend, type Between } from './between.ts'
import { install, type Installation, type InstallationOptions } from './installation.ts'
import { filesIn } from './store-samples.ts'
import type { Cleanup } from './temporary.ts'
import { openVendorSide, type VendorSide } from './vendor-side.ts'

type Sold = Awaited<ReturnType<VendorSide['sell']>>

export interface BentWay {
  readonly vendor: VendorSide
  readonly between: Between
  readonly desk: Installation
  readonly license: Sold
  readonly activate: () => ReturnType<typeof callActivate>
  /** How many machines the vendor counts. */
  readonly seats: () => Promise<number>
  /** The same at this very moment, while something else has the process. */
  readonly seatsNow: () => number
  /** Everything that is kept on this machine, but for the log of what was tried. */
  readonly stored: () => Record<string, string>
}

export const straight: Bend = () => undefined

export async function openBentWay(cleanup: Cleanup, options: InstallationOptions = {}): Promise<BentWay> {
  const vendor = await openVendorSide(cleanup)
  const between = await standBetween(cleanup, vendor.url, straight)
  const desk = install(cleanup, await vendor.profile(between.url), options)
  const license = await vendor.sell()
  const database = new DatabaseSync(path.join(vendor.dataDir, DATABASE_FILE), { readOnly: true })
  cleanup.add(() => database.close())
  const countNow = database.prepare('SELECT machines_count AS count FROM licenses WHERE id = ?')
  return {
    vendor,
    between,
    desk,
    license,
    activate: () => callActivate(desk, license),
    seats: () => vendor.vendor.store.machines.countOf(license.id),
    seatsNow: () => Number(countNow.get(license.id)?.['count']),
    stored: () => {
      const { 'activity.jsonl': _log, ...files } = filesIn(desk.dataDir)
      return files
    },
  }
}

const callActivate = (desk: Installation, { key }: Sold) =>
  desk.router.call('licenses.activateOnline', { code: key })

/** A fault of the server itself: it signs what it says, whatever that is. `path` of the request says what was asked. */
export function signedFault(vendor: VendorSide, edit: (answer: Answer, path: string) => void): Bend {
  return async (answer, asked) => {
    const { method = 'GET', url: target = '/' } = asked
    edit(answer, target)
    const request = { method, target, host: asked.headers.host ?? '', body: Buffer.from(answer.body) }
    const { account, keys } = vendor.vendor
    const signed = signAnswer(request, Date.now(), account.id, (await keys.active()).privateKey)
    for (const [name, value] of Object.entries(signed)) answer.headers[name.toLowerCase()] = value
    return undefined
  }
}

/** Another machine file than the one that the server made. */
export function otherCertificate(vendor: VendorSide, make: (certificate: string) => string): Bend {
  return signedFault(vendor, (answer, path) => {
    if (!path.endsWith('/check-out')) return
    const body = JSON.parse(answer.body) as { data: { attributes: { certificate: string } } }
    body.data.attributes.certificate = make(body.data.attributes.certificate)
    answer.body = JSON.stringify(body)
  })
}
