// A vendor of a test: a real activation server on a free port, and the representative's back office beside it.
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { releaseMachine } from '#server/activation/release-machine.ts'
import { addApplication } from '#server/back-office/add-application.ts'
import { answerOffline } from '#server/back-office/answer-offline.ts'
import {
  reinstateLicense,
  renewLicense,
  revokeLicense,
  suspendLicense,
  updateLicense,
} from '#server/back-office/change-license.ts'
import { createLicense, type NewLicenseTerms } from '#server/back-office/create-license.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import { startServer } from '#server/serve.ts'
import type { License } from '#server/store/licenses.ts'
import { initVendor } from '#server/vendor/init-vendor.ts'
import { openVendor, type Vendor } from '#server/vendor/open-vendor.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { must } from './must.ts'
import type { Cleanup } from './temporary.ts'

export { must }

export const SEVEN_PRODUCTS = [
  'virtualization:16',
  'server-vm:800',
  'network:250',
  'storage',
  'log-analytics:50',
  'change-tracking',
  'inventory',
]

export interface VendorSide {
  readonly vendor: Vendor
  readonly url: string
  readonly dataDir: string
  /** Trusts this vendor, and asks its server (or what stands in its place). */
  profile(url?: string): Promise<VendorProfile>
  sell(terms?: Partial<NewLicenseTerms>): Promise<License>
  answer(license: License, uniqueKey: string, validForDays?: number): Promise<string>
  suspend(license: License): Promise<void>
  reinstate(license: License): Promise<void>
  revoke(license: License): Promise<void>
  renew(license: License, expiry: number): Promise<void>
  /** Frees the seat of the machine with this Unique Key. */
  release(license: License, uniqueKey: string): Promise<void>
  update(license: License, terms: Partial<NewLicenseTerms>): Promise<void>
  addApplication(code: string): Promise<void>
  stop(): Promise<void>
}

export async function openVendorSide(cleanup: Cleanup, clock: () => number = Date.now): Promise<VendorSide> {
  const dataDir = path.join(cleanup.folder('activation-vendor-'), 'vendor')
  const template: unknown = JSON.parse(
    readFileSync(new URL('../../assets/vendor/virtualmetric.json', import.meta.url), 'utf8'),
  )
  must(await initVendor(dataDir, template, clock() - 60_000))
  const vendor = must(await openVendor(dataDir, clock))
  cleanup.add(() => vendor.close())
  // When a test stops it, nothing is on its way any more.
  const server = must(await startServer({ dataDir, port: 0, clock, onItsWay: 0 }))
  let running = true
  const stop = async () => {
    if (running) await server.close()
    running = false
  }
  cleanup.add(stop)
  return {
    vendor,
    url: server.url,
    dataDir,
    stop,
    profile: async (url = server.url) => must(await makeProfile(vendor, { url, machineIdFile: true })),
    sell: async (terms = {}) =>
      must(
        await createLicense(vendor, {
          owner: 'Contoso B.V.',
          products: SEVEN_PRODUCTS,
          machines: 2,
          ...terms,
        }),
      ),
    answer: async (license, uniqueKey, validForDays) =>
      must(await answerOffline(vendor, license, { uniqueKey, validForDays })).file.certificate,
    suspend: async (license) => void must(await suspendLicense(vendor, license.id)),
    reinstate: async (license) => void must(await reinstateLicense(vendor, license.id)),
    revoke: async (license) => void must(await revokeLicense(vendor, license.id)),
    renew: async (license, expiry) => void must(await renewLicense(vendor, license.id, expiry)),
    release: async (license, uniqueKey) => {
      const machine = await vendor.store.machines.byFingerprint(license.id, uniqueKey)
      if (!machine) throw new Error(`no seat of ${license.id} for ${uniqueKey}`)
      await releaseMachine(vendor.store, { ...machine, machineId: machine.id }, clock())
    },
    update: async (license, terms) => void must(await updateLicense(vendor, license.id, terms)),
    addApplication: async (code) =>
      void must(await addApplication(vendor.store, { code, name: code }, clock())),
  }
}
