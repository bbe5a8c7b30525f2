// Node for the systems that customers have, from the npm registry, by the lock file that the toolchain is installed from.
import { execFileSync } from 'node:child_process'
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'

const root = path.resolve(import.meta.dirname, '../..')
const LOCKED = path.join(root, 'scripts/node24')

/** As Node names them: `process.platform` and `process.arch`. */
export const SYSTEMS = {
  'linux-x64': { os: 'linux', cpu: 'x64', binary: 'bin/node', ending: '' },
  'linux-arm64': { os: 'linux', cpu: 'arm64', binary: 'bin/node', ending: '' },
  'win-x64': { os: 'win32', cpu: 'x64', binary: 'bin/node.exe', ending: '.exe' },
} as const
export type SystemName = keyof typeof SYSTEMS

/** Its path; it is fetched once. Throws npm's own words where the registry is not in reach. */
export function nodeBinary(system: SystemName): string {
  const { os, cpu, binary } = SYSTEMS[system]
  const home = path.join(root, '.toolchain', 'one-file', system)
  const file = path.join(home, 'node_modules', `node-${system}`, binary)
  if (!existsSync(file)) {
    rmSync(home, { recursive: true, force: true })
    mkdirSync(home, { recursive: true })
    for (const name of ['package.json', 'package-lock.json'])
      cpSync(path.join(LOCKED, name), path.join(home, name))
    const args = [
      'ci',
      '--prefix',
      home,
      `--os=${os}`,
      `--cpu=${cpu}`,
      '--ignore-scripts',
      '--no-audit',
      '--no-fund',
    ]
    execFileSync('npm', args, { stdio: ['ignore', 'ignore', 'inherit'], shell: process.platform === 'win32' })
    if (!existsSync(file)) throw new Error(`the npm registry gave no Node for ${system}`)
  }
  return file
}

export function nodeVersion(system: SystemName): string {
  const file = path.join(path.dirname(nodeBinary(system)), '../package.json')
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version
}
