// A back office as it lies on the disk while nobody has it open.
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { createLicense } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, START, temporaryFolder, vendorTemplate } from './back-office.ts'

/** A back office with one license of this owner; closed. */
export function closedDesk(owner = 'Contoso'): string {
  const dataDir = join(temporaryFolder(), 'office')
  expectOk(initVendor(dataDir, vendorTemplate, START))
  sell(dataDir, owner)
  return dataDir
}

export function sell(dataDir: string, owner: string): void {
  const vendor = expectOk(openVendor(dataDir))
  expectOk(createLicense(vendor, { owner, products: ['storage'] }))
  vendor.close()
}

export function owners(dataDir: string): string[] {
  const vendor = expectOk(openVendor(dataDir))
  const list = vendor.store.licenses.list({ limit: 10, offset: 0 }).map(({ metadata }) => metadata.owner)
  vendor.close()
  return list.sort()
}

export const sql = (file: string, text: string) => {
  const opened = new DatabaseSync(file)
  opened.exec(text)
  opened.close()
}
