// A vendor profile without public keys: nothing that claims to be the vendor's can be believed, so nothing is tried.
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'

/** Null: there are keys to verify with. */
export const withoutKeys = ({
  keys,
  name,
}: Pick<VendorProfile, 'keys' | 'name'>): Failure<'vendor_without_keys'> | null =>
  keys.length === 0 ? failure('vendor_without_keys', { vendor: name }) : null
