// The vendor profile (`assets/vendor/<vendor>.json`): everything that names a vendor, and the keys the app trusts.
import { z } from 'zod'
import { isSigningPoint } from '../formats/signing-point.ts'
import { isReservedName } from './reserved-names.ts'
import { INSTALL_NAME_FORM, LONGEST_INSTALL_NAME } from '../install-name.ts'

const isoDate = z.iso.datetime({ offset: true })

/** 32 raw bytes in hex. */
const publicKey = z
  .string()
  .regex(/^[0-9a-f]{64}$/, { abort: true })
  .refine(isSigningPoint)

const trustedKey = z.strictObject({
  /** First 8 hex digits of the SHA-256 of the public key. */
  id: z.string().regex(/^[0-9a-f]{8}$/),
  publicKey,
  use: z.array(z.enum(['files', 'responses', 'typed'])).min(1),
  /** The dates between which it may sign; null: no end. */
  from: isoDate,
  until: isoDate.nullable(),
  revoked: z.boolean(),
})

const catalogueProduct = z.strictObject({
  /** Append-only, so that a typed key can carry one byte instead of a name. */
  number: z.int().min(1).max(65_535),
  code: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().min(1).max(200),
  /** The unit that the limit counts; `Status` means on or off. */
  type: z.string().min(1).max(40),
})

/** Who a package says that it is of. They stand in files with rules of their own: no quotes, brackets or signs of a shell. */
export const publisher = z.strictObject({
  name: z
    .string()
    .max(100)
    .regex(/^[\p{L}\p{N}](?:[\p{L}\p{M}\p{N} .,&’()+–-]*[\p{L}\p{M}\p{N}.)])?$/u),
  email: z.email().max(200),
  homePage: z
    .url({ protocol: /^https$/ })
    .max(500)
    .regex(/^https:\/\/[\w.:/~?&=+,;@-]+$/),
})

export const vendorProfile = z.strictObject({
  /** Never changes, unlike the name: Unique Keys are derived from it. */
  id: z.string().regex(/^[a-z0-9][a-z0-9-]{0,63}$/),
  name: z.string().min(1).max(100),
  /** Under which names a package lives on a machine (docs/formats/vendor-profile.md#installname); left out: `activation-desk`. */
  installName: z
    .string()
    // A package of one letter is none by Debian's policy.
    .min(2)
    .max(LONGEST_INSTALL_NAME)
    .regex(INSTALL_NAME_FORM, { abort: true })
    .refine((name) => !isReservedName(name), { params: { reserved: true } })
    .optional(),
  /** Left out: the name and the support contact. */
  publisher: publisher.optional(),
  /** Of the package on Windows and macOS, from a domain of the vendor's on; never changes. */
  appId: z
    .string()
    .max(100)
    .regex(/^[A-Za-z](?:-?[A-Za-z0-9])*(?:\.[A-Za-z0-9](?:-?[A-Za-z0-9])*)+$/)
    .optional(),
  /** How the app looks (docs/formats/vendor-profile.md#appearance). */
  appearance: z
    .strictObject({
      accent: z.string().regex(/^#[0-9a-f]{6}$/),
      /** A file beside the profile. */
      icon: z
        .string()
        .max(100)
        .regex(/^[A-Za-z0-9][\w-]*\.svg$/),
    })
    .partial()
    .optional(),
  uniqueKeyPrefix: z.string().regex(/^[A-Z0-9]{1,24}$/),
  support: z.strictObject({ email: z.string().max(200), url: z.string().max(500) }),
  /** The page where a representative or a customer turns a request into a key; QR codes of requests lead there. */
  portal: z
    .url({ protocol: /^https$/ })
    .max(500)
    .regex(/^[^#]*$/)
    .optional(),
  server: z.strictObject({
    /** Base address with its version path, e.g. `https://licensing.vendor.example/v1`. */
    url: z.url({ protocol: /^https?$/ }),
    /** The vendor's account on that server: what comes from another account is refused. */
    account: z.string().min(1).max(100),
    /** The licensed application on that server (Keygen's product id). */
    product: z.string().min(1).max(100),
    /** Whether every License Code has our check letters (docs/formats/license-code.md#reading-one-that-a-person-typed). */
    codeForm: z.enum(['checked', 'any']).default('any'),
  }),
  /** Opens no socket at all. */
  offlineOnly: z.boolean(),
  /** An administrator may set the machine's id by a file in the data folder. */
  machineIdFile: z.boolean(),
  /** A demo says so on every page. */
  demo: z.boolean(),
  /** Of a test vendor (docs/vendor-guide.md#test-your-product): every answer of its gate says so. */
  test: z.literal(true).optional(),
  /** Signs offline bundles of new versions, and nothing else (docs/formats/offline-bundle.md). */
  updateKey: publicKey.optional(),
  keys: z.array(trustedKey).max(32),
  catalogue: z.array(catalogueProduct).max(1000),
})

export type VendorProfile = z.infer<typeof vendorProfile>
export type Publisher = z.infer<typeof publisher>
export type VendorProfileError = z.ZodError<VendorProfile>
export type TrustedKey = VendorProfile['keys'][number]
export type CatalogueProduct = VendorProfile['catalogue'][number]
