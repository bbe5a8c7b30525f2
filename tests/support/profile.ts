// The default vendor profile of the checkout, as tests start from it.
import { readFileSync } from 'node:fs'
import { vendorProfile, type VendorProfile } from '#shared/contract/vendor-profile.ts'

export function loadProfile(change: Partial<VendorProfile> = {}): VendorProfile {
  const file = new URL('../../assets/vendor/virtualmetric.json', import.meta.url)
  return { ...vendorProfile.parse(JSON.parse(readFileSync(file, 'utf8'))), ...change }
}
