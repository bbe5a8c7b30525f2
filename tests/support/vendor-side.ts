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
  profile(url?: string): VendorProfile
  sell(terms?: Partial<NewLicenseTerms>): License
  answer(license: License, uniqueKey: string, validForDays?: number): string
  suspend(license: License): void
  reinstate(license: License): void
  revoke(license: License): void
  renew(license: License, expiry: number): void
  /** Frees the seat of the machine with this Unique Key. */
  release(license: License, uniqueKey: string): void
  update(license: License, terms: Partial<NewLicenseTerms>): void
  addApplication(code: string): void
  stop(): Promise<void>
}

export async function openVendorSide(cleanup: Cleanup, clock: () => number = Date.now): Promise<VendorSide> {
  const dataDir = path.join(cleanup.folder('activation-vendor-'), 'vendor')
  const template: unknown = JSON.parse(
    readFileSync(new URL('../../assets/vendor/virtualmetric.json', import.meta.url), 'utf8'),
  )
  must(initVendor(dataDir, template, clock() - 60_000))
  const vendor = must(openVendor(dataDir, clock))
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
    profile: (url = server.url) => must(makeProfile(vendor, { url, machineIdFile: true })),
    sell: (terms = {}) =>
      must(createLicense(vendor, { owner: 'Contoso B.V.', products: SEVEN_PRODUCTS, machines: 2, ...terms })),
    answer: (license, uniqueKey, validForDays) =>
      must(answerOffline(vendor, license, { uniqueKey, validForDays })).file.certificate,
    suspend: (license) => void must(suspendLicense(vendor, license.id)),
    reinstate: (license) => void must(reinstateLicense(vendor, license.id)),
    revoke: (license) => void must(revokeLicense(vendor, license.id)),
    renew: (license, expiry) => void must(renewLicense(vendor, license.id, expiry)),
    release: (license, uniqueKey) => {
      const machine = vendor.store.machines.byFingerprint(license.id, uniqueKey)
      if (!machine) throw new Error(`no seat of ${license.id} for ${uniqueKey}`)
      releaseMachine(vendor.store, { ...machine, machineId: machine.id }, clock())
    },
    update: (license, terms) => void must(updateLicense(vendor, license.id, terms)),
    addApplication: (code) => void must(addApplication(vendor.store, { code, name: code }, clock())),
  }
}
