// npm run package: a build with the vendor's profile compiled in, packed by electron-builder as all that this machine can make.
import type { KeyObject } from 'node:crypto'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { constants, tmpdir } from 'node:os'
import path from 'node:path'
import type { Configuration } from 'electron-builder'
import packageFile from '../package.json' with { type: 'json' }
import type { VendorProfile } from '../src-shared/contract/vendor-profile.ts'
import { readLook, type Look } from './look/look.ts'
import { inWords, NotStarted, readOptions, refuse } from './in-words.ts'
import { builderConfig, namedAs, type Unpacked } from './packaging/builder-config.ts'
import { insistOnFuses, readFuses, type Fuses } from './packaging/fuses.ts'
import { identityOf, type Identity } from './packaging/identity.ts'
import { drawIcons } from './packaging/icons.ts'
import { layDown, oneFile, runtimeOfOneFile } from './packaging/lay-down.ts'
import { insistOnUpdateKey, makeOfflineBundle } from './packaging/offline-bundle.ts'
import { linuxFiles } from './packaging/linux/linux-files.ts'
import { insistOnPlace, moveOut, openWorkFolder } from './packaging/results.ts'
import { signatureLines, signatureOf, type SignatureOf } from './packaging/signatures.ts'
import { addCommand, windowsFiles } from './packaging/windows/windows-files.ts'
import { hindrance, ownPrograms, TARGETS, whyNot } from './packaging/targets.ts'
import { readShippableProfile } from './shippable-profile.ts'
import type { Runtime } from './shipped/notices.ts'

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
  readonly signatures: readonly SignatureOf[]
  readonly leftOut: readonly { readonly target: string; readonly why: string }[]
}

/** Throws NotStarted where nothing can be made: without a runtime, or a profile that may not be shipped. */
export async function packageApp(options: PackageOptions): Promise<Packed> {
  const { profileFile, testBuild = false, updateKeyFile } = options
  const profile = readShippableProfile(profileFile, { testBuild })
  const updateKey =
    updateKeyFile === undefined ? null : insistOnUpdateKey(updateKeyFile, profile, packageFile.version)
  const whose = identityOf(profile)
  const look = readLook(profile, profileFile)
  const output = options.output ?? path.join(root, 'release')
  // Of this run alone: two may pack at the same time, and whatever else lies beside the results is not ours.
  const work = openWorkFolder(output)
  const scratch = mkdtempSync(path.join(tmpdir(), 'activation-desk-package-'))
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  // Apart from the checkout's own build, which must go on taking `--vendor`.
  const outRoot = mkdtempSync(path.join(root, 'dist', 'packaged-'))
  const clearUp = () => {
    for (const folder of [work, scratch, outRoot]) rmSync(folder, { recursive: true, force: true })
  }
  process.once('exit', clearUp) // also where electron-builder never comes back
  for (const signal of STOPPED_BY) process.once(signal, stopped)
  try {
    const own = { testBuild, profile, whose, look, updateKey, output, outRoot, work, scratch }
    const packed = await packageIn({ ...options, ...own })
    return { ...packed, files: packed.files.map((made) => moveOut(made, output)) }
  } finally {
    process.off('exit', clearUp)
    for (const signal of STOPPED_BY) process.off(signal, stopped)
    clearUp()
  }
}

const STOPPED_BY = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const

/** By a signal the system would end it without clearing up. */
function stopped(signal: (typeof STOPPED_BY)[number]): void {
  process.stderr.write('Stopped: nothing was packed.\n')
  process.exit(128 + constants.signals[signal])
}

interface Run extends PackageOptions {
  readonly testBuild: boolean
  readonly profile: VendorProfile
  readonly whose: Identity
  readonly look: Look
  readonly updateKey: KeyObject | null
  readonly output: string
  /** Of what is packed. */
  readonly outRoot: string
  /** Where electron-builder works, and what goes with this run. */
  readonly work: string
  readonly scratch: string
}

async function packageIn(run: Run): Promise<Packed> {
  const { profile, whose, testBuild, standIn = false, updateKey, versionBefore } = run
  const { outRoot, work, scratch } = run
  const { version } = packageFile
  const wanted = run.targets ?? ['dir', ...(TARGETS[process.platform] ?? [])]
  // The bill and the notices are of all that is packed, so they have it where one of the targets does.
  const withProgram =
    updateKey !== null ||
    process.platform === 'win32' ||
    wanted.some((target) => OF_A_SYSTEM.has(target) && hindrance(target) === null)
  let node: Runtime | null = null
  let withoutNode: Error | null = null
  try {
    node = withProgram ? runtimeOfOneFile() : null
  } catch (error) {
    withoutNode = error instanceof Error ? error : new Error(String(error))
  }
  await layDown(outRoot, whose, run, node)
  const leftOut: { target: string; why: string }[] = []
  const icons = await drawIcons(path.join(scratch, 'icons'), run.look.icon ?? undefined).catch(
    (error: unknown) => {
      leftOut.push({ target: 'icons', why: reasonOf(error) })
      return null
    },
  )
  let unpacked: Unpacked | null = null
  const told = (one: Unpacked) => void (unpacked = one)
  const config = builderConfig(whose, {
    projectDir: root,
    outRoot,
    output: work,
    scratch,
    icons,
    testBuild,
    standIn,
    told,
  })
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
  const { folder: appFolder, runtime, fuses: asked } = insistOnApp(unpacked)
  if (wanted.includes('dir')) insistOnPlace(appFolder, run.output)
  // Nobody can hand out a package whose fuses are others.
  const fuses = await readFuses(runtime)
  insistOnFuses(fuses, asked)
  for (const [name, program] of Object.entries(ownPrograms(scratch))) process.env[name] ??= program
  let program: Promise<string | null> | null = null
  const asOneFile = async () => {
    if (withoutNode !== null) throw withoutNode
    return (program ??= oneFile(run, scratch))
  }
  let besides: Configuration | null = null
  const makeTarget = async (target: string): Promise<readonly string[]> => {
    if (target === 'nsis') return make(target, windowsFiles(whose, outRoot), appFolder)
    if (!OF_A_SYSTEM.has(target)) return make(target, {}, appFolder)
    const command = await asOneFile()
    if (command === null) throw new Error('its command line is not made as one file for this processor')
    besides ??= linuxFiles({ whose, outRoot, program: command, quickly: testBuild })
    const files = await make(target, besides, appFolder)
    if (versionBefore === undefined) return files
    const extraMetadata = { ...namedAs(whose).extraMetadata, version: versionBefore }
    return [...files, ...(await make(target, { ...besides, extraMetadata }, appFolder))]
  }

  if (process.platform === 'win32')
    await asOneFile().then(
      (command) => command === null || addCommand(appFolder, command, whose),
      (error: unknown) => leftOut.push({ target: 'the command line as one file', why: reasonOf(error) }),
    )
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
    const own = { profile, installName: whose.names.installName, version, testBuild, standIn, outRoot }
    const packed = files.filter((file) => versionBefore === undefined || !file.includes(versionBefore))
    files.push(makeOfflineBundle({ ...own, packed, program: await asOneFile() }, updateKey, work))
  }
  const signatures = files.map((file) => ({
    file: path.basename(file),
    signature: signatureOf(file, runtime),
  }))
  return { files, fuses, signatures, leftOut }
}

/** Packages of a system, with what it wants beside the app. */
const OF_A_SYSTEM = new Set(['deb', 'rpm'])

function insistOnApp(unpacked: Unpacked | null): Unpacked {
  if (unpacked === null) throw new NotStarted('Nothing was packed: electron-builder told of no app.')
  return unpacked
}

/** One line: of a program that failed the one in which it says why. */
function reasonOf(error: unknown): string {
  const lines = (error instanceof Error ? error.message : String(error)).split('\n')
  return lines.find((line) => /\berror: /i.test(line)) ?? lines[0] ?? ''
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
    const { files, fuses, signatures, leftOut } = await packageApp({
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
    for (const line of signatureLines(signatures)) process.stderr.write(`${line}\n`)
    for (const { target, why } of leftOut) process.stderr.write(`Left out: ${target}: ${why}\n`)
    const missing = leftOut.filter(({ target }) => values.target?.includes(target))
    if (missing.length === 0) return
    throw new NotStarted(
      `Not made, though --target asks for it: ${missing.map(({ target }) => target).join(', ')}.`,
    )
  })
}
