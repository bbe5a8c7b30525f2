// The offline bundle of a build: what was packed for this machine's system, signed, for a USB stick (docs/formats/offline-bundle.md).
import { closeSync, openSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import type { KeyObject } from 'node:crypto'
import { isInstaller } from '../../src-main/adapters/offline-bundle/install-commands.ts'
import { VERSION_FORM } from '../../src-main/adapters/offline-bundle/manifest.ts'
import type { VendorProfile } from '../../src-shared/contract/vendor-profile.ts'
import { NotStarted } from '../in-words.ts'
import { archiveOf, bundleParts, publicHalf, readUpdateKey, type Bundled } from './write-bundle.ts'

interface BundleSources {
  readonly profile: VendorProfile
  readonly installName: string
  readonly version: string
  readonly testBuild: boolean
  readonly standIn: boolean
  /** All that was packed. */
  readonly packed: readonly string[]
  /** The command line as one file; null: none is made for this system. */
  readonly program: string | null
  /** With `sbom.cdx.json` and `help`. */
  readonly outRoot: string
}

/** Throws NotStarted, before anything is built, where customers could not check what it signs. */
export function insistOnUpdateKey(file: string, { updateKey }: VendorProfile, version: string): KeyObject {
  const key = readUpdateKey(file)
  const own = publicHalf(key)
  if (updateKey !== own)
    throw new NotStarted(
      `The profile ${updateKey === undefined ? 'has no update key' : 'names another update key'}: this one’s line in it is "updateKey": "${own}"`,
    )
  if (!VERSION_FORM.test(version))
    throw new NotStarted(`${version} is no version of three numbers, as a bundle needs`)
  return key
}

/** Its path. */
export function makeOfflineBundle(sources: BundleSources, key: KeyObject, output: string): string {
  const { profile, installName, version, testBuild, standIn, packed, program, outRoot } = sources
  const platform = `${process.platform}-${process.arch}`
  const ending = process.platform === 'win32' ? '.exe' : ''
  const read = (
    file: string,
    is: Bundled['is'],
    name = path.basename(file).replaceAll(' ', '-'),
  ): Bundled => ({
    name,
    is,
    content: readFileSync(file),
  })
  const files: readonly Bundled[] = [
    ...packed.filter((file) => isInstaller(file)).map((file) => read(file, 'installer')),
    ...(program === null
      ? []
      : [{ ...read(program, 'program', `${installName}-${platform}${ending}`), executable: true }]),
    read(path.join(outRoot, 'sbom.cdx.json'), 'sbom'),
    read(path.join(outRoot, 'help/third-party-notices.html'), 'notices'),
    read(path.join(outRoot, 'help/operator-guide.html'), 'guide'),
  ]
  const facts = { name: installName, vendor: profile.id, version, platform, testBuild, standIn }
  const bundle = path.join(output, `${installName}-${version}-${platform}.bundle.tar`)
  const opened = openSync(bundle, 'w')
  try {
    for (const piece of archiveOf(bundleParts(facts, files, key), new Date())) writeFileSync(opened, piece)
  } finally {
    closeSync(opened)
  }
  return bundle
}
