// Builds everything that runs: main, preload, page, and the two command lines, each with its dependencies inside.
import { cpSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { builtinModules } from 'node:module'
import path from 'node:path'
import type { InlineConfig, Plugin } from 'vite'
import { makeManifest, MANIFEST_COPY, MANIFEST_NAME } from '../src-main/adapters/installation/manifest.ts'
import { installedNames, renamed, type InstalledNames } from '../src-shared/install-name.ts'
import { readCanvas } from './canvas.ts'
import { lookIn, readLook } from './look/look.ts'
import { buildStamp } from './build-stamp.ts'
import { appIdOf } from './packaging/identity.ts'
import { writeHelp } from './help/write-help.ts'
import { inWords, readOptions } from './in-words.ts'
import { plainBuiltins } from './plain-builtins.ts'
import { readShippableProfile } from './shippable-profile.ts'
import { noticesText, type Runtime } from './shipped/notices.ts'
import { Shipped, type ShippedPackage } from './shipped/packages.ts'

const root = path.resolve(import.meta.dirname, '..')
const external = ['electron', /^node:/, ...builtinModules]

interface NodeBuild {
  readonly entry: string
  readonly outDir: string
  readonly file: string
  readonly format: 'es' | 'cjs'
}

/** Of one file, so that nothing of the command line's is loaded with it. */
export const GATE_BUILD: NodeBuild = {
  entry: 'src-main/hosts/cli/gate.ts',
  outDir: 'cli',
  file: 'gate.js',
  format: 'es',
}

const NODE_BUILDS: readonly NodeBuild[] = [
  { entry: 'src-main/hosts/electron/main.ts', outDir: 'main', file: 'main.js', format: 'es' },
  {
    entry: 'src-main/hosts/electron/preload/preload.ts',
    outDir: 'preload',
    file: 'preload.cjs',
    format: 'cjs',
  },
  { entry: 'src-main/hosts/cli/main.ts', outDir: 'cli', file: 'main.js', format: 'es' },
  GATE_BUILD,
  { entry: 'src-server/main.ts', outDir: 'server', file: 'main.js', format: 'es' },
]

/** What the words and the page call the app and its command is what the package is installed as. */
const namesIn = (installName: string | undefined): Plugin => ({
  name: 'names-of-the-installation',
  transform: {
    filter: { id: /src-shared\/messages\/.*\.ts$/ },
    handler: (code) => ({ code: renamed(code, installedNames(installName)), map: null }),
  },
  transformIndexHtml: (html) => renamed(html, installedNames(installName)),
})

/** Of our package file a program needs its version. */
const versionAlone = (): Plugin => ({
  name: 'version-alone',
  load: {
    filter: { id: /package\.json$/ },
    handler: (id) => {
      if (path.resolve(id) !== path.join(root, 'package.json')) return null
      const { version } = JSON.parse(readFileSync(id, 'utf8')) as { version: string }
      return JSON.stringify({ version })
    },
  },
})

/** `profile`: compiled in, so that the build trusts this vendor and no other; left out, a checkout's `--vendor` works. */
export function nodeBuild(
  { entry, outDir, file, format }: NodeBuild,
  outRoot: string,
  profile?: unknown,
  testBuild = false,
  installName?: string,
): InlineConfig {
  return {
    configFile: false,
    root,
    logLevel: 'warn',
    publicDir: false,
    plugins: [namesIn(installName), versionAlone(), ...(format === 'es' ? [plainBuiltins()] : [])],
    define: {
      __CANVAS__: JSON.stringify(readCanvas()),
      ...(installName === undefined ? {} : { __INSTALL_NAME__: JSON.stringify(installName) }),
      ...(profile === undefined
        ? {}
        : { __VENDOR_PROFILE__: JSON.stringify(profile), __TEST_BUILD__: JSON.stringify(testBuild) }),
    },
    ssr: { noExternal: true, external: ['electron'] },
    build: {
      ssr: true,
      target: 'node24',
      outDir: path.join(outRoot, outDir),
      emptyOutDir: false, // more than one build writes there: buildAll empties each folder before all of them
      minify: false,
      sourcemap: profile === undefined,
      rolldownOptions: {
        input: path.join(root, entry),
        checks: { bundlerTimings: false },
        external: format === 'es' ? ['electron'] : external,
        // The command line loads what a command needs: a gate asks it at every start of the product.
        output: {
          format,
          entryFileNames: file,
          ...(file === 'main.js' && outDir !== 'server'
            ? { chunkFileNames: '[name].js' }
            : { codeSplitting: false }),
        },
      },
    },
  }
}

export interface BuildOptions {
  /** A vendor profile to compile in, such as a customer's machine can use. */
  readonly profileFile?: string
  readonly outRoot?: string
  /** For tests alone: the server may be on this machine, and the app may be driven from outside. */
  readonly testBuild?: boolean
  /** Of `npm run testkit` alone: the vendor is the kit's. */
  readonly testVendor?: boolean
  /** Where the command line as one file goes along: what it runs on, for the notices. */
  readonly node?: Runtime
}

/** Resolves to the packages of others that are in what customers get. */
export async function buildAll({
  profileFile,
  outRoot = path.join(root, 'dist'),
  testBuild = false,
  testVendor = false,
  node,
}: BuildOptions = {}): Promise<readonly ShippedPackage[]> {
  const profile =
    profileFile === undefined ? undefined : readShippableProfile(profileFile, { testBuild, testVendor })
  const look = profile === undefined || profileFile === undefined ? null : readLook(profile, profileFile)
  const shipped = new Shipped(root)
  // Loaded here: most calls find nothing changed, or something wrong with the profile.
  const [{ build }, { rendererBuild }] = await Promise.all([import('vite'), import('../vite.config.ts')])
  const pageConfig = rendererBuild as InlineConfig
  const page: InlineConfig = {
    ...pageConfig,
    configFile: false,
    logLevel: 'warn',
    plugins: [
      ...(pageConfig.plugins ?? []),
      namesIn(profile?.installName),
      look && lookIn(look),
      shipped.plugin(),
    ],
    build: {
      ...pageConfig.build,
      outDir: path.join(outRoot, 'renderer'),
      sourcemap: profile === undefined,
    },
  }
  const folders = new Set(NODE_BUILDS.map(({ outDir }) => path.join(outRoot, outDir)))
  for (const folder of folders) rmSync(folder, { recursive: true, force: true })
  await Promise.all([
    build(page),
    ...NODE_BUILDS.map((one) => {
      if (one.outDir === 'server') return build(nodeBuild(one, outRoot))
      const config = nodeBuild(one, outRoot, profile, testBuild, profile?.installName)
      const define = {
        ...config.define,
        ...(profile && { __APP_ID__: JSON.stringify(appIdOf(profile)) }),
      }
      return build({ ...config, define, plugins: [config.plugins, shipped.plugin()] })
    }),
  ])
  const packages = shipped.packages()
  const notices = renamed(noticesText(packages, node), installedNames(profile?.installName))
  writeFileSync(path.join(outRoot, 'cli/third-party-notices.txt'), notices)
  writeHelp(path.join(outRoot, 'help'), notices, installedNames(profile?.installName), look?.accent)
  writeFileSync(path.join(outRoot, 'shipped-packages.json'), `${JSON.stringify(packages, null, 2)}\n`)
  for (const name of ['activation-desk.mjs', 'activation-desk', 'activation-desk.cmd'])
    copyLauncher(name, path.join(outRoot, 'cli'), installedNames(profile?.installName))
  cpSync(
    path.join(root, 'src-server/activation-server.mjs'),
    path.join(outRoot, 'server/activation-server.mjs'),
  )
  // The server reads its SQL from files, so that a database administrator can read it too.
  cpSync(path.join(root, 'src-server/store/migrations'), path.join(outRoot, 'server/migrations'), {
    recursive: true,
  })
  if (profile !== undefined) listInstalled(outRoot)
  return packages
}

/** Called as the installation is, and as its guide and its tasks call it. */
function copyLauncher(name: string, folder: string, names: InstalledNames): void {
  const launcher = path.join(root, 'src-main/hosts/cli', name)
  const { mode } = statSync(launcher)
  writeFileSync(path.join(folder, renamed(name, names)), renamed(readFileSync(launcher, 'utf8'), names), {
    mode,
  })
}

/** What a package has outside of its archive, as it is now: once for the archive, once for `doctor`. */
function listInstalled(outRoot: string): void {
  const list = `${JSON.stringify(makeManifest(outRoot, ['cli', 'renderer', 'help']), null, 2)}\n`
  for (const name of [MANIFEST_NAME, MANIFEST_COPY]) writeFileSync(path.join(outRoot, name), list)
}

/** A build of the whole checkout: `ifChanged` leaves the one that is there where it is of these very sources. */
async function buildCheckout(profileFile: string | undefined, ifChanged: boolean): Promise<void> {
  // As it is shipped, whoever asks: a test runner's own value made another build of it, in the middle of the tests.
  process.env['NODE_ENV'] = 'production'
  const stamp = buildStamp(
    root,
    path.join(root, 'dist'),
    path.join(root, 'node_modules/.cache/activation-desk/build.stamp'),
  )
  if (ifChanged && stamp.isCurrent()) {
    process.stdout.write('nothing changed since the last build\n')
    return
  }
  stamp.begin()
  await buildAll(profileFile === undefined ? {} : { profileFile })
  // With a vendor compiled in it is not the one that the tests run.
  if (profileFile === undefined) stamp.confirm()
}

const HELP = `npm run build -- [--profile FILE] [--if-changed]
  --profile FILE   the vendor profile to compile in (activation-server profile prints it)
  --if-changed     keep the build that is there where nothing of it was changed`

if (import.meta.main) {
  const { values } = readOptions(HELP, {
    options: { profile: { type: 'string' }, 'if-changed': { type: 'boolean', default: false } },
  })
  const profile = values.profile === undefined ? undefined : path.resolve(values.profile)
  await inWords(() => buildCheckout(profile, values['if-changed'] && profile === undefined))
}
