// An offline bundle: files of a build, listed and signed with the vendor's update key (docs/formats/offline-bundle.md).
import { createHash, createPrivateKey, createPublicKey, sign, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { END, headerOf, padding } from '../../src-main/adapters/offline-bundle/archive.ts'
import {
  bundleManifest,
  MANIFEST,
  SIGNATURE,
  signedBytes,
  type BundledFile,
  type BundleManifest,
} from '../../src-main/adapters/offline-bundle/manifest.ts'
import { NotStarted } from '../in-words.ts'

/** Throws NotStarted for what is no private key of Ed25519. */
export function readUpdateKey(file: string): KeyObject {
  let key: KeyObject
  try {
    key = createPrivateKey(readFileSync(file))
  } catch {
    throw new NotStarted(`${file} is no private key that can be read (PEM, without a password)`)
  }
  if (key.asymmetricKeyType === 'ed25519') return key
  throw new NotStarted(`${file} is a key for ${key.asymmetricKeyType ?? 'nothing'}, not for ed25519`)
}

/** As a profile has it. */
export const publicHalf = (key: KeyObject): string =>
  createPublicKey(key).export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex')

export interface Part {
  readonly name: string
  readonly content: Buffer
  readonly executable?: boolean
}
export type Bundled = Part & Pick<BundledFile, 'is'>
export type BundleFacts = Omit<BundleManifest, 'format' | 'formatVersion' | 'files'>

/** What is in the archive, in its order: the list, its signature, the files and their sums. Throws for facts that no list may have. */
export function bundleParts(facts: BundleFacts, files: readonly Bundled[], key: KeyObject): readonly Part[] {
  const sums = files.map(({ name, content }) => `${sha256(content)}  ${name}\n`).join('')
  const all: readonly Bundled[] = [
    ...files,
    { name: 'SHA256SUMS', is: 'checksums', content: Buffer.from(sums) },
  ]
  const manifest = bundleManifest.parse({
    format: 'activation-desk/offline-bundle',
    formatVersion: 1,
    ...facts,
    files: all.map(({ name, content, is }) => ({ name, size: content.length, sha256: sha256(content), is })),
  } satisfies BundleManifest)
  const text = Buffer.from(`${JSON.stringify(manifest, null, 2)}\n`)
  const signature = Buffer.from(`${sign(null, signedBytes(text), key).toString('base64')}\n`)
  return [{ name: MANIFEST, content: text }, { name: SIGNATURE, content: signature }, ...all]
}

/** The bytes of the archive, in pieces. `made`: what `tar` sets as the files' time. */
export function archiveOf(parts: readonly Part[], made: Date): readonly Buffer[] {
  const mtime = new Date(Math.floor(made.getTime() / 1000) * 1000)
  return [
    ...parts.flatMap(({ name, content, executable = false }) => [
      headerOf({ name, size: content.length, mode: executable ? 0o755 : 0o644, mtime }),
      content,
      padding(content.length),
    ]),
    Buffer.alloc(END),
  ]
}

const sha256 = (content: Buffer): string => createHash('sha256').update(content).digest('hex')
