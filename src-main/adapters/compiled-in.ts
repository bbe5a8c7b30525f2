// What a build has of its vendor inside of it.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'

/** Put in by `scripts/build.ts`, which has read it by its schema; does not exist in a checkout. */
declare const __VENDOR_PROFILE__: VendorProfile

/** Undefined: a build of the checkout, which takes its vendor from a file. */
export const compiledIn: VendorProfile | undefined =
  typeof __VENDOR_PROFILE__ === 'undefined' ? undefined : __VENDOR_PROFILE__

/** A packaged build, which has a vendor of its own and files that are listed. */
export const isPackaged = compiledIn !== undefined
