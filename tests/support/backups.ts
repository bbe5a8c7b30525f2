// Backups of an installation, their way back, and an installation that lost all but its machine id.
import { createHash } from 'node:crypto'
import { readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Installation } from './installation.ts'
import { must } from './must.ts'
import type { VendorSide } from './vendor-side.ts'

export const activateOnline = async (vendor: VendorSide, desk: Installation, product: string) =>
  must(await desk.router.call('licenses.activateOnline', { code: vendor.sell({ products: [product] }).key }))
    .license.id

export async function activateByKey(
  vendor: VendorSide,
  desk: Installation,
  license: ReturnType<VendorSide['sell']>,
) {
  const offlineKey = vendor.answer(license, await desk.uniqueKey())
  const answer = await desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
  return { license, offlineKey, answer }
}

export const backupOf = async (desk: Installation) =>
  must(await desk.router.call('backup.create', {})).content

export const restoreTo = async (desk: Installation, content: string) =>
  must(await desk.router.call('backup.restore', { content }))

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
