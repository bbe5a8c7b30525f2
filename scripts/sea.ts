// npm run build:sea: each program as one file that needs no Node, for the systems that customers have.
import { execFileSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import packageFile from '../package.json' with { type: 'json' }
import { inWords, readOptions, refuse } from './in-words.ts'
import { buildAll, nodeBuild } from './build.ts'
import { compileGate } from './sea/code-cache.ts'
import { nodeBinary, nodeRuntime, SYSTEMS, type SystemName } from './sea/node-binary.ts'
import { writeOneFile } from './sea/one-file.ts'
import { readShippableProfile } from './shippable-profile.ts'
import { billOfMaterials } from './shipped/sbom.ts'

const root = path.resolve(import.meta.dirname, '..')

const HELP = `npm run build:sea -- --profile FILE [--system NAME …] [--output DIR] [--test-build]
  --profile FILE   the vendor profile (activation-server profile prints it); refused without keys, or
                   with a server that is on this machine or without https:
  --system NAME    ${Object.keys(SYSTEMS).join(', ')}; all of them where none is named
  --output DIR     where to put the files (default: release/one-file)
  --test-build     for tests alone: the server may be on this machine; never give it to anybody`

/** Stands in the gate's code where it takes the profile: the code is the same for every vendor. */
const PROFILE_HERE = '@@THE VENDOR’S PROFILE@@'

export interface SeaOptions {
  readonly profileFile: string
  readonly systems: readonly SystemName[]
  readonly output: string
  readonly testBuild?: boolean
  /** activation-desk alone, without the vendor's own program. */
  readonly deskAlone?: boolean
  /**
   * For tests alone: MiB of the heap of a second activation-desk, which lies beside the first; and beside that, a program
   * that says of the first one's code cache whether it is taken.
   */
  readonly smallHeap?: number
  /** Of `npm run testkit` alone: the vendor is the kit's, and the clock of activation-desk stands still. */
  readonly testVendor?: { readonly clockStandsAt: number }
}

/** The paths of the programs. Beside them are their sums (`sha256sum --check SHA256SUMS`) and a bill of materials. */
export async function buildOneFiles({
  profileFile,
  systems,
  output,
  testBuild = false,
  testVendor,
  smallHeap,
  deskAlone,
}: SeaOptions): Promise<readonly string[]> {
  // Of the checkout, for the license that the gate is compiled with.
  execFileSync(process.execPath, [path.join(root, 'scripts/build.ts'), '--if-changed'], {
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  mkdirSync(path.join(root, 'dist'), { recursive: true })
  // Of its own: two may build at the same time.
  const parts = mkdtempSync(path.join(root, 'dist', 'one-file-'))
  try {
    return await buildFrom(parts, {
      profileFile,
      systems,
      output,
      testBuild,
      testVendor,
      smallHeap,
      deskAlone,
    })
  } finally {
    rmSync(parts, { recursive: true, force: true })
  }
}

type Building = { readonly [Name in keyof Required<SeaOptions>]: SeaOptions[Name] } & {
  readonly testBuild: boolean
}

/** `parts`: an empty folder for what goes into the files. */
async function buildFrom(
  parts: string,
  { profileFile, systems, output, testBuild, testVendor, smallHeap, deskAlone }: Building,
): Promise<readonly string[]> {
  const shippable = { testBuild, testVendor: testVendor !== undefined }
  // The same for all of them: one lock file names it.
  const [first] = systems
  const node = first && nodeRuntime(first)
  const packages = await buildAll({ profileFile, outRoot: parts, ...shippable, ...(node && { node }) })
  const profile = readShippableProfile(profileFile, shippable)
  const { build } = await import('vite')
  const bundled = (entry: string, outDir: string, file: string, given: unknown) => {
    const config = nodeBuild(
      { entry, outDir, file, format: 'cjs' },
      parts,
      given,
      testBuild,
      profile.installName,
    )
    const define = {
      ...config.define,
      ...(testVendor && { __CLOCK_STANDS_AT__: `${testVendor.clockStandsAt}` }),
    }
    const small = { ...config.build, minify: true, sourcemap: false }
    return build({ ...config, define, build: small })
  }
  const start = testVendor ? 'start-test-vendor.ts' : 'start-one-file.ts'
  await bundled(`src-main/hosts/cli/${start}`, 'cli', 'one-file.cjs', PROFILE_HERE)
  await bundled('src-main/hosts/cli/command-line.ts', 'cli', 'command-line.cjs', profile)
  await bundled('src-server/main.ts', 'server', 'main.cjs', undefined)
  const part = (name: string) => path.join(parts, name)
  const gate = part('cli/gate.cjs')
  writeFileSync(gate, gateScript(readFileSync(part('cli/one-file.cjs'), 'utf8')), 'latin1')
  writeFileSync(part('profile.json'), JSON.stringify(profile))

  mkdirSync(output, { recursive: true })
  const programs: string[] = []
  for (const system of systems) {
    const node = nodeBinary(system)
    const isHere = system === `${process.platform}-${process.arch}`
    // The sample that it is compiled with is of today.
    writeFileSync(part('gate.cache'), isHere && !testVendor ? compileGate(node, gate) : '')
    const named = (program: string) => path.join(output, `${program}-${system}${SYSTEMS[system].ending}`)
    const [desk, server] = [named('activation-desk'), named('activation-server')]
    // What OPENSSL_CONF names could load code into the gate and into what signs, or take their signatures away.
    const options = [`--openssl-config=${SYSTEMS[system].nothing}`]
    const ofDesk = {
      node,
      main: path.join(import.meta.dirname, 'sea/start.cjs'),
      assets: {
        'gate.cjs': gate,
        'gate.cache': part('gate.cache'),
        'profile.json': part('profile.json'),
        ...filesOf(parts, 'cli', ['command-line.cjs', 'third-party-notices.txt']),
        ...filesOf(parts, 'renderer'),
      },
      options,
    }
    await writeOneFile({ ...ofDesk, output: desk })
    if (testBuild && smallHeap !== undefined) {
      await writeOneFile({
        ...ofDesk,
        output: named('activation-desk-small-heap'),
        options: [...options, `--max-old-space-size=${smallHeap}`],
      })
      const main = path.join(import.meta.dirname, 'sea/tell-code-cache.cjs')
      await writeOneFile({ ...ofDesk, main, output: named('code-cache') })
    }
    programs.push(desk)
    if (testVendor || deskAlone) continue
    await writeOneFile({
      node,
      main: part('server/main.cjs'),
      output: server,
      options,
      assets: {
        ...filesOf(path.join(parts, 'server'), 'migrations'),
        'vendor/virtualmetric.json': path.join(root, 'assets/vendor/virtualmetric.json'),
      },
    })
    writeFileSync(
      path.join(output, `sbom-${system}.cdx.json`),
      billOfMaterials(packageFile, [...packages, nodeRuntime(system)]),
    )
    programs.push(server)
  }
  if (testVendor || deskAlone) return programs
  const sums = programs.map((file) => `${sha256(file)}  ${path.basename(file)}\n`)
  writeFileSync(path.join(output, 'SHA256SUMS'), sums.join(''))
  return programs
}

/** As a function of `require` and the profile, in ASCII, so that one byte is one character. */
function gateScript(bundle: string): string {
  const code = bundle
    .replaceAll(new RegExp(`(["'\`])${PROFILE_HERE}\\1`, 'g'), 'PROFILE')
    .replaceAll(/[^\0-\x7F]/g, (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`)
  if (!code.includes('PROFILE')) throw new Error('the gate takes no profile')
  return `(function (require, PROFILE, exports = {}, module = { exports }) {${code}\n})`
}

function filesOf(parts: string, folder: string, only?: readonly string[]): Record<string, string> {
  const entries = readdirSync(path.join(parts, folder), { recursive: true, withFileTypes: true })
  const files = entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.map'))
    .map((entry) => path.relative(parts, path.join(entry.parentPath, entry.name)).split(path.sep).join('/'))
  return Object.fromEntries(
    files
      .filter((name) => only === undefined || only.some((one) => name === `${folder}/${one}`))
      .map((name) => [name, path.join(parts, name)]),
  )
}

const sha256 = (file: string): string => createHash('sha256').update(readFileSync(file)).digest('hex')

if (import.meta.main) {
  const { values } = readOptions(HELP, {
    options: {
      profile: { type: 'string' },
      system: { type: 'string', multiple: true },
      output: { type: 'string', default: path.join(root, 'release/one-file') },
      'test-build': { type: 'boolean', default: false },
    },
  })
  const known = Object.keys(SYSTEMS) as SystemName[]
  const { system: named = known } = values
  const unknown = named.filter((name) => !known.some((one) => one === name))
  if (unknown.length > 0) refuse(`There is no system ${unknown.join(' or ')}.`, HELP)
  const profile = values.profile ?? refuse('A program needs a vendor’s profile.', HELP)
  await inWords(async () => {
    const programs = await buildOneFiles({
      profileFile: path.resolve(profile),
      systems: known.filter((name) => named.includes(name)),
      output: path.resolve(values.output),
      testBuild: values['test-build'],
    })
    process.stdout.write(`${programs.join('\n')}\n`)
  })
}
