// npm run package: a build with the vendor's profile compiled in, packed by electron-builder.
import path from 'node:path'
import { parseArgs } from 'node:util'
import { build, Platform, type Configuration } from 'electron-builder'
import { buildAll } from './build.ts'

const root = path.resolve(import.meta.dirname, '..')

const HELP = `npm run package -- --profile FILE [--dir] [--output DIR]
  --profile FILE   the vendor profile (activation-server profile prints it); refused without keys
  --dir            the unpacked app only
  --output DIR     where to put it (default: release)`

export interface PackageOptions {
  readonly profileFile: string
  /** Only the unpacked folder of this platform. */
  readonly dir: boolean
  readonly output?: string
  /** Stands in for Electron's distribution where it cannot be downloaded. */
  readonly electronDist?: string
}

/** The paths of what was packed. */
export async function packageApp(options: PackageOptions): Promise<string[]> {
  // Apart from the checkout's own build, which must go on taking `--vendor`.
  await buildAll({ profileFile: options.profileFile, outRoot: path.join(root, 'dist', 'packaged') })
  const config: Configuration = {
    extends: 'electron-builder.yml',
    ...(options.output ? { directories: { output: options.output } } : {}),
    // Fuses are flipped in a real runtime; a stand-in has none.
    ...(options.electronDist ? { electronDist: options.electronDist, electronFuses: null } : {}),
  }
  return build({
    projectDir: root,
    config,
    ...(options.dir ? { targets: Platform.current().createTarget('dir') } : {}),
    publish: 'never',
  })
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      profile: { type: 'string' },
      dir: { type: 'boolean', default: false },
      output: { type: 'string' },
    },
  })
  if (values.profile === undefined) {
    process.stderr.write(`${HELP}\n`)
    process.exitCode = 2
  } else {
    const packed = await packageApp({
      profileFile: path.resolve(values.profile),
      dir: values.dir,
      ...(values.output === undefined ? {} : { output: path.resolve(values.output) }),
    })
    process.stdout.write(`${packed.join('\n')}\n`)
  }
}
