// Node for the systems that customers have, from the npm registry, by the lock file that the toolchain is installed from.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync } from 'node:fs'
import path from 'node:path'
import type { Runtime } from '../shipped/notices.ts'

const root = path.resolve(import.meta.dirname, '../..')
const LOCKED = path.join(root, 'scripts/node24')

/** As Node names them: `process.platform` and `process.arch`. `nothing`: a file without content that nobody can replace. */
export const SYSTEMS = {
  'linux-x64': { os: 'linux', cpu: 'x64', binary: 'bin/node', ending: '', nothing: '/dev/null' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', binary: 'bin/node', ending: '', nothing: '/dev/null' },
  'win-x64': { os: 'win32', cpu: 'x64', binary: 'bin/node.exe', ending: '.exe', nothing: 'nul' },
} as const
export type SystemName = keyof typeof SYSTEMS

/** Null: none is made for this one. */
export function systemHere(): SystemName | null {
  const names = Object.keys(SYSTEMS) as SystemName[]
  const { platform, arch } = process
  return names.find((name) => SYSTEMS[name].os === platform && SYSTEMS[name].cpu === arch) ?? null
}

/** Its path; what the lock file names is fetched once, and there is whole or not at all, however many ask at once. Throws
 * npm's own words where the registry refuses. */
export function nodeBinary(system: SystemName): string {
  const { os, cpu, binary } = SYSTEMS[system]
  const home = path.join(root, '.toolchain', 'one-file', system)
  const inHome = path.join('node_modules', `node-${system}`, binary)
  const file = path.join(home, inHome)
  const locked = lockedVersion(system)
  const isThere = () => existsSync(file) && versionIn(path.resolve(file, '../..')) === locked
  if (isThere()) return file
  mkdirSync(path.dirname(home), { recursive: true })
  const fetched = mkdtempSync(`${home}-`)
  try {
    for (const name of ['package.json', 'package-lock.json'])
      cpSync(path.join(LOCKED, name), path.join(fetched, name))
    const args = [
      'ci',
      '--prefix',
      fetched,
      `--os=${os}`,
      `--cpu=${cpu}`,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ]
    execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
    // To npm these packages are optional: one that it cannot have is left out, and nothing said.
    if (!existsSync(path.join(fetched, inHome)))
      throw new Error(`npm left out Node for ${system}: its registry is not in reach, or has no such package`)
    // What an older build left half, or of another version; a whole one stays, and is as good as this one.
    if (!isThere()) {
      rmSync(home, { recursive: true, force: true })
      try {
        renameSync(fetched, home)
      } catch (thrown) {
        // Somebody else was faster.
        if (!isThere()) throw thrown
      }
    }
  } finally {
    rmSync(fetched, { recursive: true, force: true })
  }
  return file
}

/** Of Node's packages for Windows none holds the license; it is one text for all systems of a version. */
const WITH_LICENSE: SystemName = 'linux-x64'

/** As the notices and the bill of materials have it: its license names what else is in that binary. */
export function nodeRuntime(system: SystemName): Runtime {
  const licensed = path.resolve(path.dirname(nodeBinary(WITH_LICENSE)), '..')
  return {
    name: 'node',
    version: lockedVersion(system),
    license: 'MIT',
    homepage: 'https://nodejs.org',
    integrity: null,
    texts: [readFileSync(path.join(licensed, 'LICENSE'), 'utf8').trim()],
  }
}

/** The lock file has one for all systems that one file is made for (tests/scripts/one-node.test.ts). */
export function lockedVersion(system: SystemName): string {
  const { packages } = JSON.parse(readFileSync(path.join(LOCKED, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, { version: string } | undefined>
  }
  const locked = packages[`node_modules/node-${system}`]
  if (!locked) throw new Error(`No Node for ${system} is named in scripts/node24/package-lock.json`)
  return locked.version
}

const versionIn = (folder: string): string =>
  (JSON.parse(readFileSync(path.join(folder, 'package.json'), 'utf8')) as { version: string }).version
