// A vendor's folder with one license, made once for a file of tests and copied for each: making keys takes its time.
import { cpSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { beforeAll } from 'vitest'
import { createLicense } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, temporaryFolder, vendorTemplate } from './back-office.ts'

export interface PreparedBackOffice {
  /** The id of its license. */
  readonly license: string
  /** A copy of its own, after that was done to it; the path. */
  copy(change: (dataDir: string) => void | Promise<void>): Promise<string>
}

/** To be called once, outside of any test. */
export function prepareBackOffice(): PreparedBackOffice {
  let prepared = ''
  let license = ''
  beforeAll(async () => {
    const folder = mkdtempSync(join(tmpdir(), 'activation-server-'))
    prepared = join(folder, 'office')
    expectOk(await initVendor(prepared, vendorTemplate, Date.now()))
    const vendor = expectOk(await openVendor(prepared))
    license = expectOk(await createLicense(vendor, { owner: 'Contoso B.V.', products: ['storage'] })).id
    await vendor.close()
    return () => rmSync(folder, { recursive: true })
  })
  return {
    get license() {
      return license
    },
    async copy(change) {
      const dataDir = join(temporaryFolder(), 'office')
      cpSync(prepared, dataDir, { recursive: true })
      await change(dataDir)
      return dataDir
    },
  }
}
