// What electron-builder is told of one build, besides electron-builder.yml.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { packagedInstallation } from '../../src-main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '../../src-main/adapters/installation/manifest.ts'
import type { InstalledNames } from '../../src-shared/install-name.ts'
import type { Icons } from './icons.ts'
import { certificateGiven } from './signatures.ts'
import { makeStandIn } from './stand-in.ts'

interface Packing {
  readonly projectDir: string
  readonly outRoot: string
  readonly output: string
  readonly scratch: string
  /** Null: Electron's own are in the package. */
  readonly icons: Icons | null
  readonly testBuild: boolean
  readonly standIn: boolean
  /** Is told where the app was unpacked; of macOS once for each processor, and at last of both in one. */
  readonly told: (unpacked: Unpacked) => void
}

export interface Unpacked {
  readonly folder: string
  /** Those that its runtime gets. */
  readonly fuses: Configuration['electronFuses']
}

export function builderConfig(
  names: InstalledNames,
  { projectDir, outRoot, output, scratch, icons, testBuild, standIn, told }: Packing,
): Configuration {
  const runtime = path.join(scratch, 'runtime')
  if (standIn) makeStandIn(runtime)
  const named = namedAs(names)
  // electron-builder.yml takes what it packs from there: from the checkout on.
  process.env['PACKAGED_FROM'] = path.relative(projectDir, outRoot)
  return {
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
      told({ folder: appOutDir, fuses: packager.config.electronFuses })
      if (testBuild) writeFileSync(path.join(appOutDir, 'TEST-BUILD.txt'), TEST_BUILD)
    },
    directories: { output },
    ...named,
    ...(icons && {
      linux: { ...named.linux, icon: icons.all },
      win: { icon: icons.largest },
      mac: { icon: icons.largest },
    }),
    // Where a certificate is given, nothing comes out that is not signed with it.
    ...(certificateGiven() === undefined ? {} : { forceCodeSigning: true }),
    ...(standIn ? { electronDist: runtime } : {}),
  }
}

const TEST_BUILD = 'A build for tests: it may be driven from outside. Never give it to anybody.\n'

/** What a system calls the app, and what it may not share with another vendor's. */
export function namedAs({
  installName,
  appName,
}: InstalledNames): Omit<Configuration, 'extraMetadata'> & { extraMetadata: Record<string, string> } {
  const executableName = `${installName}-app`
  return {
    appId: `example.${installName}`,
    productName: appName,
    extraMetadata: { name: installName, productName: appName, desktopName: `${executableName}.desktop` },
    linux: { executableName },
    // In electron-builder.yml it would be added to, and another vendor's app would take our links as well.
    protocols: [{ name: appName, schemes: [installName] }],
  }
}
