// Offline bundles of an invented vendor, small ones, as packaging makes them.
import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import {
  archiveOf,
  bundleParts,
  publicHalf,
  type Bundled,
  type BundleFacts,
  type Part,
} from '../../scripts/packaging/write-bundle.ts'
import { loadProfile } from './profile.ts'

const MADE = new Date('2026-11-01T12:00:00Z')

interface UpdateKey {
  readonly privateKey: KeyObject
  /** As a profile has it. */
  readonly updateKey: string
}

export function newUpdateKey(): UpdateKey {
  const { privateKey } = generateKeyPairSync('ed25519')
  return { privateKey, updateKey: publicHalf(privateKey) }
}

export const BUNDLED: readonly Bundled[] = [
  { name: 'activation-desk_9.0.0_amd64.deb', is: 'installer', content: Buffer.from('a package') },
  { name: 'activation-desk-9.0.0.x86_64.rpm', is: 'installer', content: Buffer.alloc(512, 'r') },
  {
    name: 'activation-desk-linux-x64',
    is: 'program',
    content: Buffer.alloc(3000, 'p'),
    executable: true,
  },
  { name: 'sbom.cdx.json', is: 'sbom', content: Buffer.from('{}') },
  { name: 'third-party-notices.html', is: 'notices', content: Buffer.from('<!doctype html>') },
  { name: 'operator-guide.html', is: 'guide', content: Buffer.from('<!doctype html>') },
]

export const facts = (given: Partial<BundleFacts> = {}): BundleFacts => ({
  name: 'activation-desk',
  vendor: loadProfile().id,
  version: '9.0.0',
  platform: `${process.platform}-${process.arch}`,
  testBuild: false,
  standIn: false,
  ...given,
})

/** `bend`: what becomes of the parts after they were signed. */
export function makeBundle(
  key: KeyObject,
  given: Partial<BundleFacts> = {},
  bend: (parts: readonly Part[]) => readonly Part[] = (parts) => parts,
): Buffer {
  return Buffer.concat(archiveOf(bend(bundleParts(facts(given), BUNDLED, key)), MADE))
}
