// The vendor profile that the app is built with: whom it trusts and whom it asks (src-shared/contract/vendor-profile.ts).
import { vendorProfile, type VendorProfile } from '#shared/contract/vendor-profile.ts'
import { iso, isoOrNull } from '#shared/instant.ts'
import { explainProfile } from '#shared/messages/explain-profile.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refusal, type Refusal } from './refusal.ts'

export interface ProfileOptions {
  /** Base address with its version path; the vendor template's where it is left out. */
  readonly url?: string | undefined
  readonly demo?: boolean | undefined
  readonly machineIdFile?: boolean | undefined
  readonly offlineOnly?: boolean | undefined
}

export async function makeProfile(
  vendor: Vendor,
  options: ProfileOptions = {},
): Promise<Result<VendorProfile, Refusal<'profile_invalid'>>> {
  const { serverUrl, ...named } = vendor.account.vendor
  const [application] = await vendor.store.products.all()
  const parsed = vendorProfile.safeParse({
    ...named,
    server: {
      url: options.url ?? serverUrl,
      account: vendor.account.id,
      product: application?.id,
      // Codes that another system issued have no check letters, whatever the app would say of them.
      codeForm: (await vendor.store.licenses.allOfOurForm()) ? 'checked' : 'any',
    },
    offlineOnly: options.offlineOnly ?? named.offlineOnly ?? false,
    machineIdFile: options.machineIdFile ?? named.machineIdFile ?? false,
    demo: options.demo ?? named.demo ?? false,
    keys: (await vendor.keys.all()).map((key) => ({
      id: key.id,
      publicKey: key.publicKey,
      use: key.uses,
      from: iso(key.from),
      until: isoOrNull(key.until),
      revoked: key.revoked,
    })),
  })
  if (parsed.success) return ok(parsed.data)
  const { error } = parsed
  return err(refusal('profile_invalid', ({ profileRules }) => explainProfile(error, profileRules)))
}
