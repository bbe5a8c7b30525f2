// npm run package: a build with the vendor's profile compiled in, packed by electron-builder.
import { readFileSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import packageFile from '../package.json' with { type: 'json' }
import { packagedInstallation } from '../src-main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '../src-main/adapters/installation/manifest.ts'
import { inWords, readOptions, refuse } from './in-words.ts'
import { buildAll } from './build.ts'
import { billOfMaterials } from './shipped/sbom.ts'

const root = path.resolve(import.meta.dirname, '..')

const HELP = `npm run package -- --profile FILE [--dir] [--output DIR] [--test-build]
  --profile FILE   the vendor profile (activation-server profile prints it); refused without keys, or
                   with a server that is on this machine or without https:
  --dir            the unpacked app only
  --output DIR     where to put it (default: release)
  --test-build     for tests alone: the server may be on this machine; never give it to anybody`

export interface PackageOptions {
  readonly profileFile: string
  /** Only the unpacked folder of this platform. */
  readonly dir: boolean
  readonly output?: string
  /** For tests alone: see scripts/shippable-profile.ts. */
  readonly testBuild?: boolean
  /** Stands in for Electron's distribution where it cannot be downloaded. */
  readonly electronDist?: string
}

/** The paths of what was packed. */
export async function packageApp(options: PackageOptions): Promise<string[]> {
  // Apart from the checkout's own build, which must go on taking `--vendor`.
  const outRoot = path.join(root, 'dist', 'packaged')
  const { profileFile, testBuild = false } = options
  const packages = await buildAll({ profileFile, outRoot, testBuild })
  writeFileSync(path.join(outRoot, 'sbom.cdx.json'), billOfMaterials(packageFile, [...packages, electron()]))
  const config: Configuration = {
    extends: 'electron-builder.yml',
    // What an installation will be held against is what was packed, or nobody could start it.
    afterPack: ({ packager, appOutDir }) => {
      const packed = packagedInstallation(
        packager.getResourcesDir(appOutDir),
        path.join(outRoot, MANIFEST_NAME),
      )
      const checked = packed.verify()
      if (!checked.ok)
        throw new Error(`the package is not as listed: ${JSON.stringify(checked.error.params)}`)
    },
    ...(options.output ? { directories: { output: options.output } } : {}),
    // Fuses are flipped in a real runtime; a stand-in has none.
    ...(options.electronDist ? { electronDist: options.electronDist, electronFuses: null } : {}),
  }
  const { build, Platform } = await import('electron-builder')
  return build({
    projectDir: root,
    config,
    ...(options.dir ? { targets: Platform.current().createTarget('dir') } : {}),
    publish: 'never',
  })
}

/** The runtime that is packed; its own licenses lie beside it. */
function electron() {
  const file = createRequire(import.meta.url).resolve('electron/package.json')
  const { version, license } = JSON.parse(readFileSync(file, 'utf8')) as { version: string; license: string }
  return { name: 'electron', version, license, integrity: null }
}

if (import.meta.main) {
  const { values } = readOptions(HELP, {
    options: {
      profile: { type: 'string' },
      dir: { type: 'boolean', default: false },
      output: { type: 'string' },
      'test-build': { type: 'boolean', default: false },
    },
  })
  const profile = values.profile ?? refuse('A package needs a vendor’s profile.', HELP)
  await inWords(async () => {
    const packed = await packageApp({
      profileFile: path.resolve(profile),
      dir: values.dir,
      testBuild: values['test-build'],
      ...(values.output === undefined ? {} : { output: path.resolve(values.output) }),
    })
    process.stdout.write(`${packed.join('\n')}\n`)
  })
}
