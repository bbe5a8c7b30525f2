// What an offline bundle says of itself, and what its signature is over (docs/formats/offline-bundle.md).
import { z } from 'zod'

/** The first two entries of the archive, in this order. */
export const MANIFEST = 'bundle.json'
export const SIGNATURE = 'bundle.json.sig'

/** Of a name that no folder, no option and no word of a shell can be. */
const NAME_FORM = /^[A-Za-z0-9][A-Za-z0-9._+-]{0,99}$/
/** Numbers alone, so that two can be compared. */
export const VERSION_FORM = /^\d{1,5}\.\d{1,5}\.\d{1,5}$/
/** Bytes. */
export const LARGEST_MANIFEST = 64 * 1024
/** In an archive, with the two above. */
export const MOST_FILES = 32

const fileName = z
  .string()
  .regex(NAME_FORM)
  .refine((name) => name !== MANIFEST && name !== SIGNATURE)

export const bundleManifest = z.strictObject({
  format: z.literal('activation-desk/offline-bundle'),
  formatVersion: z.literal(1),
  /** The profile's `installName`. */
  name: z.string().max(24),
  /** The profile's `id`. */
  vendor: z.string().max(64),
  version: z.string().regex(VERSION_FORM),
  /** Node's names: `linux-x64`, `win32-x64`, `darwin-arm64`. */
  platform: z.string().regex(/^[a-z0-9]+-[a-z0-9]+$/),
  /** Built to be driven by tests. */
  testBuild: z.boolean(),
  /** The app in its installers has a stand-in for Electron's runtime. */
  standIn: z.boolean(),
  files: z
    .array(
      z.strictObject({
        name: fileName,
        /** Bytes. */
        size: z.int().min(0),
        sha256: z.string().regex(/^[0-9a-f]{64}$/),
        is: z.enum(['installer', 'program', 'checksums', 'sbom', 'notices', 'guide']),
      }),
    )
    .min(1)
    .max(MOST_FILES - 2),
})

export type BundleManifest = z.infer<typeof bundleManifest>
export type BundledFile = BundleManifest['files'][number]

/** Before the manifest's own bytes, so that nothing else that the key ever signs is a bundle. */
const SIGNED_AS = 'activation-desk/offline-bundle/1\n'

export const signedBytes = (manifest: Uint8Array): Uint8Array =>
  Buffer.concat([Buffer.from(SIGNED_AS), manifest])
