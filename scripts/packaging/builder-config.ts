// What electron-builder is told of one build, besides electron-builder.yml.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import { packagedInstallation } from '../../src-main/adapters/installation/installation.ts'
import { MANIFEST_NAME } from '../../src-main/adapters/installation/manifest.ts'
import type { InstalledNames } from '../../src-shared/install-name.ts'
import type { Icons } from './icons.ts'
import type { Identity } from './identity.ts'
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
  /** What starts the app in it, and holds the fuses; of macOS the app that does. */
  readonly runtime: string
  /** Those that its runtime gets. */
  readonly fuses: Configuration['electronFuses']
}

export function builderConfig(
  whose: Identity,
  { projectDir, outRoot, output, scratch, icons, testBuild, standIn, told }: Packing,
): Configuration {
  const runtime = path.join(scratch, 'runtime')
  if (standIn) makeStandIn(runtime)
  const named = namedAs(whose)
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
      told({
        folder: appOutDir,
        runtime: path.join(appOutDir, runtimeOf(whose.names)),
        fuses: packager.config.electronFuses,
      })
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

function runtimeOf({ installName, appName }: InstalledNames): string {
  if (process.platform === 'darwin') return `${appName}.app`
  return process.platform === 'win32' ? `${appName}.exe` : `${installName}-app`
}

const TEST_BUILD = 'A build for tests: it may be driven from outside. Never give it to anybody.\n'

/** What a system calls the app, whose it is, and what it may not share with another vendor's. */
export function namedAs({
  names: { installName, appName },
  publisher: { name, email, homePage },
  appId,
}: Identity): Omit<Configuration, 'extraMetadata'> & { extraMetadata: object } {
  const executableName = `${installName}-app`
  return {
    appId,
    productName: appName,
    extraMetadata: {
      name: installName,
      productName: appName,
      desktopName: `${executableName}.desktop`,
      author: { name, email },
      homepage: homePage,
    },
    linux: { executableName, maintainer: `${name} <${email}>`, vendor: name },
    // Both would be added to in electron-builder.yml, and another vendor's app would take our links as well.
    protocols: [{ name: appName, schemes: [installName] }],
    // What the vendor sends is opened with the app, shown, and never applied. docs/SECURITY.md#opened-by-the-system
    fileAssociations: [
      {
        ext: 'lic',
        // Of Windows the class of the file: with one of all vendors the removal of one app would take the others'.
        name: `${appName} key`,
        description: 'Local License Key',
        // Of Linux one for all vendors, on purpose. docs/formats/vendor-profile.md#files-and-links
        mimeType: 'application/x-activation-desk-key',
        role: 'Viewer',
      },
    ],
  }
}
