// Backups of an installation, their way back, and an installation that lost all but its machine id.
import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach } from 'vitest'
import { install, type Installation } from './installation.ts'
import { must } from './must.ts'
import { Cleanup } from './temporary.ts'
import { openVendorSide, type VendorSide } from './vendor-side.ts'

type Sold = Awaited<ReturnType<VendorSide['sell']>>

const activateOnline = async (vendor: VendorSide, desk: Installation, product: string) =>
  must(
    await desk.router.call('licenses.activateOnline', {
      code: (await vendor.sell({ products: [product] })).key,
    }),
  ).license.id

async function activateByKey(vendor: VendorSide, desk: Installation, license: Sold) {
  const offlineKey = await vendor.answer(license, await desk.uniqueKey())
  const answer = await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  return { license, offlineKey, answer }
}

export const backupOf = async (desk: Installation) =>
  must(await desk.router.call('backup.create', {})).content

export const restoreTo = async (desk: Installation, content: string) =>
  must(await desk.router.call('backup.restore', { content }))

/** A machine and its vendor, new before each test of the file that asks for it. */
export function backupScene() {
  const cleanup = new Cleanup()
  let vendor: VendorSide
  let desk: Installation
  beforeEach(async () => {
    vendor = await openVendorSide(cleanup)
    desk = install(cleanup, await vendor.profile())
  })
  afterEach(() => cleanup.run())
  const list = async (at: Installation) => must(await at.router.call('licenses.list', {})).licenses
  return {
    cleanup,
    get vendor() {
      return vendor
    },
    get desk() {
      return desk
    },
    activate: (at: Installation, product: string) => activateOnline(vendor, at, product),
    activateOffline: async (at: Installation, license?: Sold) =>
      activateByKey(vendor, at, license ?? (await vendor.sell({ products: ['storage'] }))),
    backup: (at = desk) => backupOf(at),
    restore: (content: string, at = desk) => restoreTo(at, content),
    ids: async (at = desk) => (await list(at)).map(({ id }) => id).toSorted(),
    mayRun: async (product: string) => must(await desk.router.call('licenses.check', { product })).mayRun,
  }
}

/** The same machine, with nothing stored. */
export function emptied({ dataDir }: Installation): void {
  for (const name of readdirSync(dataDir))
    if (name !== 'machine-id') rmSync(path.join(dataDir, name), { recursive: true })
}

/** As anybody can make one by hand: the digest is none of the vendor’s signatures. */
export function signedAnew(document: { sha256: string; readonly content: unknown }): string {
  const content = JSON.stringify(document.content)
  return JSON.stringify({ ...document, sha256: createHash('sha256').update(content).digest('hex') })
}
