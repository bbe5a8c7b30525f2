// Whether an offline bundle is the vendor's, whole, for this machine and newer than what runs. Nothing of it is run or written.
import { fstatSync } from 'node:fs'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { openWithoutWaiting } from '#shared/files/given-file.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { BrokenArchive, bytesAt, entriesOf, sha256Of, type Entry } from './archive.ts'
import {
  bundleManifest,
  LARGEST_MANIFEST,
  MANIFEST,
  MOST_FILES,
  SIGNATURE,
  signedBytes,
  type BundleManifest,
} from './manifest.ts'

/** What is installed here. */
export interface Installed {
  readonly name: string
  readonly version: string
  readonly platform: string
}

type BundleFailure = Failure<
  | 'bundle_not_readable'
  | 'bundle_key_missing'
  | 'bundle_signature_invalid'
  | 'bundle_for_other'
  | 'bundle_not_newer'
  | 'bundle_of_test_build'
  | 'bundle_file_wrong'
>

/** Bytes: base64 of 64, and a line's end. */
const LONGEST_SIGNATURE = 89

/**
 * Throws NotAFile or the system's error where `file` cannot be read. SECURITY: nothing but the signature is believed before it
 * held, and the archive is one that `tar` reads in the same way. docs/SECURITY.md#offline-bundle
 */
export function verifyBundle(
  file: string,
  { id, name: vendorName, updateKey }: VendorProfile,
  here: Installed,
): Result<BundleManifest, BundleFailure> {
  if (updateKey === undefined) return err(failure('bundle_key_missing', { vendor: vendorName }))
  return openWithoutWaiting(file, (opened) => {
    try {
      return verifyOpened(opened, updateKey, { id, vendorName, here })
    } catch (error) {
      if (error instanceof BrokenArchive) return err(failure('bundle_not_readable', { reason: error.why }))
      throw error
    }
  })
}

interface Expected {
  readonly id: string
  readonly vendorName: string
  readonly here: Installed
}

function verifyOpened(
  opened: number,
  updateKey: string,
  { id, vendorName, here }: Expected,
): Result<BundleManifest, BundleFailure> {
  const entries = entriesOf(opened, fstatSync(opened).size, MOST_FILES)
  const [first, second, ...rest] = entries
  const text = first && contentOf(opened, first, MANIFEST, LARGEST_MANIFEST)
  const signed = second && contentOf(opened, second, SIGNATURE, LONGEST_SIGNATURE)
  if (!text || !signed) throw new BrokenArchive('not_a_bundle')
  const signature = nodePrimitives.decodeBase64(signed.toString('latin1').replace(/\n$/, ''))
  if (!signature || !nodePrimitives.verifyEd25519(updateKey, signedBytes(text), signature))
    return err(failure('bundle_signature_invalid', { vendor: vendorName }))

  const read = bundleManifest.safeParse(jsonOf(text))
  if (!read.success) return err(failure('bundle_not_readable', { reason: 'newer_form' }))
  const manifest = read.data
  const expected = { product: here.name, vendor: id, platform: here.platform }
  const stated = { product: manifest.name, vendor: manifest.vendor, platform: manifest.platform }
  for (const what of ['vendor', 'product', 'platform'] as const)
    if (stated[what] !== expected[what])
      return err(failure('bundle_for_other', { what, stated: stated[what], here: expected[what] }))
  if (manifest.testBuild) return err(failure('bundle_of_test_build', {}))
  if (manifest.version.localeCompare(here.version, 'en', { numeric: true }) <= 0)
    return err(failure('bundle_not_newer', { version: manifest.version, here: here.version }))
  const wrong = wrongFile(opened, manifest.files, rest)
  return wrong === null ? ok(manifest) : err(failure('bundle_file_wrong', wrong))
}

/** The first that is not as it was signed. */
function wrongFile(
  opened: number,
  files: BundleManifest['files'],
  entries: readonly Entry[],
): Failure<'bundle_file_wrong'>['params'] | null {
  const seen = new Set<string>([MANIFEST, SIGNATURE])
  for (const entry of entries) {
    const { name } = entry
    if (seen.has(name)) return { name, damage: 'twice' }
    seen.add(name)
    const listed = files.find((one) => one.name === name)
    if (!listed) return { name, damage: 'added' }
    if (!entry.isFile) return { name, damage: 'no_file' }
    if (entry.size !== listed.size || sha256Of(opened, entry) !== listed.sha256)
      return { name, damage: 'changed' }
  }
  const missing = files.find(({ name }) => !seen.has(name))
  return missing ? { name: missing.name, damage: 'missing' } : null
}

function contentOf(opened: number, entry: Entry, name: string, most: number): Buffer | null {
  if (entry.name !== name || !entry.isFile || entry.size > most) return null
  return bytesAt(opened, entry.at, entry.size)
}

function jsonOf(bytes: Buffer): unknown {
  try {
    return JSON.parse(nodePrimitives.decodeUtf8(bytes) ?? '')
  } catch {
    return null
  }
}
