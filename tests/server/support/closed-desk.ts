// A back office as it lies on the disk while nobody has it open.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLicense } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, START, temporaryFolder, vendorTemplate } from './back-office.ts'

/** A back office with one license of this owner; closed. */
export async function closedDesk(owner = 'Contoso'): Promise<string> {
  const dataDir = join(temporaryFolder(), 'office')
  expectOk(await initVendor(dataDir, vendorTemplate, START))
  await sell(dataDir, owner)
  return dataDir
}

export async function sell(dataDir: string, owner: string): Promise<void> {
  const vendor = expectOk(await openVendor(dataDir))
  expectOk(await createLicense(vendor, { owner, products: ['storage'] }))
  await vendor.close()
}

export async function owners(dataDir: string): Promise<string[]> {
  const vendor = expectOk(await openVendor(dataDir))
  const list = (await vendor.store.licenses.list({ limit: 10, offset: 0 })).map(
    ({ metadata }) => metadata.owner,
  )
  await vendor.close()
  return list.sort()
}

export const sql = (file: string, text: string) => {
  const opened = new DatabaseSync(file)
  opened.exec(text)
  opened.close()
}
