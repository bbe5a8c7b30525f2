// A back office in a folder of its own for one test, with a clock that the test holds.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { deriveUniqueKey } from '#shared/formats/unique-key.ts'
import type { Result } from '#shared/result.ts'
import { createLicense, type NewLicenseTerms } from '#server/back-office/create-license.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor, type Vendor } from '#server/vendor/open-vendor.ts'
import type { License } from '#server/store/licenses.ts'

export const START = Date.parse('2027-01-15T12:00:00.000Z')
export const vendorTemplate: unknown = JSON.parse(
  readFileSync(new URL('../../../assets/vendor/virtualmetric.json', import.meta.url), 'utf8'),
)

export interface TestClock {
  now: number
  readonly read: () => number
}

export interface TestBackOffice {
  readonly dataDir: string
  readonly clock: TestClock
  readonly vendor: Vendor
  sell(terms?: Partial<NewLicenseTerms>): Promise<License>
}

export function temporaryFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'activation-server-'))
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  return folder
}

/** Its first key is good from `start` on. */
export async function openBackOffice(start = START): Promise<TestBackOffice> {
  const dataDir = join(temporaryFolder(), 'office')
  const clock: TestClock = { now: start, read: () => clock.now }
  expectOk(await initVendor(dataDir, vendorTemplate, start))
  const vendor = expectOk(await openVendor(dataDir, clock.read))
  onTestFinished(() => vendor.close())
  const sell = async (terms: Partial<NewLicenseTerms> = {}) =>
    expectOk(
      await createLicense(vendor, { owner: 'Contoso B.V.', products: ['virtualization:16'], ...terms }),
    )
  return { dataDir, clock, vendor, sell }
}

export function expectOk<T>(result: Result<T, unknown>): T {
  if (!result.ok) throw new Error(`refused: ${JSON.stringify(result.error)}`)
  return result.value
}

/** The Unique Key of a made-up machine; another number is another machine. */
export function uniqueKey(machine = 1): string {
  const machineId = `0123456789abcdef${String(machine).padStart(16, '0')}`
  return deriveUniqueKey(machineId, { id: 'virtualmetric', uniqueKeyPrefix: 'VIRTUALMETRIC' }, nodePrimitives)
}
