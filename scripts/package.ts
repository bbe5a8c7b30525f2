// npm run package: a build with the vendor's profile compiled in, packed by electron-builder as all that this machine can make.
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import packageFile from '../package.json' with { type: 'json' }
import { installedNames, type InstalledNames } from '../src-shared/install-name.ts'
import { inWords, NotStarted, readOptions, refuse } from './in-words.ts'
import { buildAll } from './build.ts'
import { builderConfig, namedAs } from './packaging/builder-config.ts'
import { copyRenamed } from './packaging/copy-renamed.ts'
import { insistOnFuses, readFuses, type Fuses } from './packaging/fuses.ts'
import { drawIcons } from './packaging/icons.ts'
import { insistOnUpdateKey, makeOfflineBundle } from './packaging/offline-bundle.ts'
import { linuxFiles } from './packaging/linux/linux-files.ts'
import { hindrance, ownPrograms, TARGETS, whyNot } from './packaging/targets.ts'
import { buildOneFiles } from './sea.ts'
import { systemHere } from './sea/node-binary.ts'
import { readShippableProfile } from './shippable-profile.ts'
import { billOfMaterials } from './shipped/sbom.ts'

const root = path.resolve(import.meta.dirname, '..')

const HELP = `npm run package -- --profile FILE [--target NAME …] [--output DIR] [--update-key FILE]
                 [--stand-in] [--test-build]
  --profile FILE   the vendor profile (activation-server profile prints it); refused without keys, or
                   with a server that is on this machine or without https:
  --target NAME    dir, or one of ${(TARGETS[process.platform] ?? []).join(', ')}; all where none is named
  --output DIR     where to put it (default: release)
  --update-key FILE  an offline bundle of it too, signed with this private key (PEM, Ed25519), whose
                   public half is the profile’s “updateKey”
  --stand-in       with a stand-in for Electron's runtime, marked: only the command line runs
  --test-build     for tests alone: the server may be on this machine, the app may be driven from
                   outside, marked; never give it to anybody`

export interface PackageOptions {
  readonly profileFile: string
  /** Left out: all of this system's. */
  readonly targets?: readonly string[]
  readonly output?: string
  /** For tests alone: see scripts/shippable-profile.ts. */
  readonly testBuild?: boolean
  /** Stands in for Electron's distribution where it cannot be downloaded. */
  readonly standIn?: boolean
  /** Of the private key that signs an offline bundle, which is made then. */
  readonly updateKeyFile?: string
  /** For tests alone: the same as a deb and an rpm of this version too, to upgrade from. */
  readonly versionBefore?: string
}

export interface Packed {
  /** Paths. */
  readonly files: readonly string[]
  /** As they were read from the runtime that was packed. */
  readonly fuses: Fuses
  readonly leftOut: readonly { readonly target: string; readonly why: string }[]
}

/** Throws NotStarted where nothing can be made: without a runtime, or a profile that may not be shipped. */
export async function packageApp(options: PackageOptions): Promise<Packed> {
  const scratch = mkdtempSync(path.join(tmpdir(), 'activation-desk-package-'))
  try {
    return await packageIn(scratch, options)
  } finally {
    rmSync(scratch, { recursive: true, force: true })
  }
}

async function packageIn(scratch: string, options: PackageOptions): Promise<Packed> {
  const { profileFile, testBuild = false, standIn = false, updateKeyFile, versionBefore } = options
  const profile = readShippableProfile(profileFile, { testBuild })
  const { version } = packageFile
  const updateKey = updateKeyFile === undefined ? null : insistOnUpdateKey(updateKeyFile, profile, version)
  // Apart from the checkout's own build, which must go on taking `--vendor`.
  const outRoot = path.join(root, 'dist', 'packaged')
  const output = options.output ?? path.join(root, 'release')
  const wanted = options.targets ?? ['dir', ...(TARGETS[process.platform] ?? [])]
  const names = installedNames(profile.installName)
  await layDown(outRoot, names, options)
  const leftOut: { target: string; why: string }[] = []
  const icons = await drawIcons(path.join(scratch, 'icons')).catch((error: unknown) => {
    leftOut.push({ target: 'icons', why: reasonOf(error) })
    return null
  })
  let asked: Configuration['electronFuses']
  const told = (fuses: typeof asked) => void (asked = fuses)
  const config = builderConfig(names, { outRoot, output, scratch, icons, testBuild, standIn, told })
  const { Arch, build, Platform } = await import('electron-builder')
  // One file for Intel and Apple processors.
  const archs = process.platform === 'darwin' ? [Arch.universal] : []
  const make = (target: string, more: Configuration = {}, prepackaged?: string) =>
    build({
      projectDir: root,
      config: { ...config, ...more },
      targets: Platform.current().createTarget(target, ...archs),
      publish: 'never',
      ...(prepackaged === undefined ? {} : { prepackaged }),
    })

  await make('dir').catch((error: unknown) => {
    throw new NotStarted(
      `Nothing was packed: ${reasonOf(error)} (--stand-in packs without Electron’s runtime)`,
    )
  })
  const appFolder = unpackedIn(output)
  const fuses = await fusesOf(appFolder, names, asked)
  for (const [name, program] of Object.entries(ownPrograms(scratch))) process.env[name] ??= program
  let program: Promise<string | null> | null = null
  const asOneFile = () => (program ??= oneFile(options, scratch))
  let besides: Configuration | null = null
  const makeTarget = async (target: string): Promise<readonly string[]> => {
    if (!OF_A_SYSTEM.has(target)) return make(target, {}, appFolder)
    const command = await asOneFile()
    if (command === null) throw new Error('its command line is not made as one file for this processor')
    besides ??= linuxFiles({ names, outRoot, program: command, quickly: testBuild })
    const files = await make(target, besides, appFolder)
    if (versionBefore === undefined) return files
    const extraMetadata = { ...namedAs(names).extraMetadata, version: versionBefore }
    return [...files, ...(await make(target, { ...besides, extraMetadata }, appFolder))]
  }

  const files: string[] = wanted.includes('dir') ? [appFolder] : []
  for (const target of wanted.filter((one) => one !== 'dir')) {
    const why = hindrance(target)
    if (why === null)
      await makeTarget(target).then(
        (made) => files.push(...made),
        (error: unknown) => leftOut.push({ target, why: whyNot(target, reasonOf(error)) }),
      )
    else leftOut.push({ target, why })
  }
  if (updateKey !== null) {
    const own = { profile, installName: names.installName, version, testBuild, standIn, outRoot }
    const packed = files.filter((file) => versionBefore === undefined || !file.includes(versionBefore))
    files.push(makeOfflineBundle({ ...own, packed, program: await asOneFile() }, updateKey, output))
  }
  if (!wanted.includes('dir')) rmSync(appFolder, { recursive: true, force: true })
  return { files, fuses, leftOut }
}

/** Packages of a system, with what it wants beside the app. */
const OF_A_SYSTEM = new Set(['deb', 'rpm'])

/** The build, and what lies beside it in a package, as the profile names them. */
async function layDown(
  outRoot: string,
  names: InstalledNames,
  { profileFile, testBuild = false }: PackageOptions,
): Promise<void> {
  rmSync(outRoot, { recursive: true, force: true })
  const packages = await buildAll({ profileFile, outRoot, testBuild })
  writeFileSync(path.join(outRoot, 'sbom.cdx.json'), billOfMaterials(packageFile, [...packages, electron()]))
  for (const folder of ['service', 'policy'])
    copyRenamed(path.join(root, 'assets', folder), path.join(outRoot, folder), names)
  const schema = 'managed-settings.schema.json'
  copyRenamed(path.join(root, 'docs/formats', schema), path.join(outRoot, 'policy', schema), names)
}

/** How electron-builder's unpacked folder begins. */
const UNPACKED: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'linux',
  win32: 'win',
  darwin: 'mac',
}

function unpackedIn(output: string): string {
  const beginning = UNPACKED[process.platform] ?? ''
  const folders = readdirSync(output, { withFileTypes: true }).filter((one) => one.isDirectory())
  return path.join(output, folders.find(({ name }) => name.startsWith(beginning))?.name ?? '')
}

/** As they are in what was packed; nobody can hand out a package whose fuses are others. */
async function fusesOf(
  appFolder: string,
  names: InstalledNames,
  wanted: Configuration['electronFuses'],
): Promise<Fuses> {
  try {
    const fuses = await readFuses(path.join(appFolder, runtimeOf(names)))
    insistOnFuses(fuses, wanted)
    return fuses
  } catch (error) {
    rmSync(appFolder, { recursive: true, force: true })
    throw error
  }
}

/** In the unpacked folder: what starts the app, which holds the fuses, or of macOS the app that does. */
function runtimeOf({ installName, appName }: InstalledNames): string {
  if (process.platform === 'darwin') return `${appName}.app`
  return process.platform === 'win32' ? `${appName}.exe` : `${installName}-app`
}

/**
 * A package has the command line as one file, since the system's own Node may be older, or none. Null: none is made for this
 * system.
 */
async function oneFile(
  { profileFile, testBuild = false }: PackageOptions,
  scratch: string,
): Promise<string | null> {
  const system = systemHere()
  if (system === null) return null
  const [program = ''] = await buildOneFiles({
    profileFile,
    systems: [system],
    output: scratch,
    testBuild,
    deskAlone: true,
  })
  return program
}

/** One line: of a program that failed the one in which it says why. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n')
  return lines.find((line) => /\berror: /i.test(line)) ?? lines[0] ?? ''
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
      target: { type: 'string', multiple: true },
      output: { type: 'string' },
      'update-key': { type: 'string' },
      'stand-in': { type: 'boolean', default: false },
      'test-build': { type: 'boolean', default: false },
    },
  })
  const profile = values.profile ?? refuse('A package needs a vendor’s profile.', HELP)
  const known = ['dir', ...(TARGETS[process.platform] ?? [])]
  const unknown = (values.target ?? []).filter((name) => !known.includes(name))
  if (unknown.length > 0) refuse(`There is no target ${unknown.join(' or ')} here.`, HELP)
  await inWords(async () => {
    const { files, fuses, leftOut } = await packageApp({
      profileFile: path.resolve(profile),
      testBuild: values['test-build'],
      standIn: values['stand-in'],
      ...(values.target === undefined ? {} : { targets: values.target }),
      ...(values['update-key'] === undefined ? {} : { updateKeyFile: path.resolve(values['update-key']) }),
      ...(values.output === undefined ? {} : { output: path.resolve(values.output) }),
    })
    process.stdout.write(`${files.join('\n')}\n`)
    const states = Object.entries(fuses).map(([name, state]) => `${name} ${state}`)
    process.stderr.write(`Fuses, read back from the runtime: ${states.join(', ')}\n`)
    for (const { target, why } of leftOut) process.stderr.write(`Left out: ${target}: ${why}\n`)
  })
}
