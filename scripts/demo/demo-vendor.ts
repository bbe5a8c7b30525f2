// The demo's vendor: a signing key made on the spot, a real activation server, and licenses like the seed's.
import { DAY, dayOfIso, iso } from '#shared/instant.ts'
import { execFileSync, spawn, spawnSync, type ChildProcess } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { NotStarted } from '../in-words.ts'
import { WITH_PARENT } from './with-parent.ts'

export interface DemoFolders {
  readonly root: string
  readonly vendor: string
  readonly desk: string
  readonly profile: string
}

export interface DemoLicenses {
  readonly online: string
  readonly offline: string
}

export function demoFolders(root: string): DemoFolders {
  return {
    root,
    vendor: path.join(root, 'vendor'),
    desk: path.join(root, 'desk'),
    profile: path.join(root, 'vendor.json'),
  }
}

/**
 * Keeps what an earlier start left, brought to this version; `fresh` begins anew. Half a demo (a start that was cut off)
 * is made anew too, and one that cannot be brought to this version.
 */
export function prepareDemo(
  folders: DemoFolders,
  serverProgram: string,
  fresh: boolean,
  say: (text: string) => void,
): DemoLicenses {
  const codes = path.join(folders.root, 'licenses.json')
  if (fresh || !existsSync(codes) || !isOfThisVersion(folders, serverProgram, say)) {
    // Not the folder: what holds this demo against another start lies in it.
    for (const part of [folders.vendor, folders.desk, folders.profile, codes])
      rmSync(part, { recursive: true, force: true })
    mkdirSync(folders.desk, { recursive: true })
    const server = (...args: string[]) =>
      execFileSync(process.execPath, [serverProgram, '--data-dir', folders.vendor, ...args], {
        encoding: 'utf8',
      })
    server('init')
    const licenses = {
      online: createLicense(server, 'Contoso B.V.', 365),
      offline: createLicense(server, 'Fabrikam Closed Networks', 365),
    }
    // The demo brings its own id, so that it works on a machine that has none.
    writeFileSync(path.join(folders.desk, 'machine-id'), `${randomBytes(16).toString('hex')}\n`)
    writeFileSync(`${codes}.part`, JSON.stringify(licenses, null, 2))
    renameSync(`${codes}.part`, codes)
  }
  return JSON.parse(readFileSync(codes, 'utf8')) as DemoLicenses
}

/** Upgrades the demo's database where it is older. */
function isOfThisVersion(folders: DemoFolders, serverProgram: string, say: (text: string) => void): boolean {
  const upgrade = [serverProgram, '--data-dir', folders.vendor, 'database', 'upgrade', '--json']
  const { status, stdout } = spawnSync(process.execPath, upgrade, { encoding: 'utf8' })
  if (status !== 0) {
    if (stdout.includes('"database_in_use"'))
      throw new NotStarted('The demo’s activation server runs already: end that one first.')
    say('The demo of an earlier start does not work with this version: it is made anew.')
    return false
  }
  const { changed } = JSON.parse(stdout) as { changed: boolean }
  if (changed) say('The demo’s database was brought to this version.')
  return true
}

/** The seven of the customer's page: one is on or off, one has no limit. */
const PRODUCTS = [
  'virtualmetric',
  'virtualization:16',
  'server-vm:800',
  'application-server-vm:250',
  'snmp-endpoint',
  'service:1500',
  'log:50',
]

function createLicense(server: (...args: string[]) => string, owner: string, days: number): string {
  const expires = dayOfIso(iso(Date.now() + days * DAY))
  const products = PRODUCTS.flatMap((product) => ['--product', product])
  const answer = server(
    'license',
    'create',
    '--owner',
    owner,
    ...products,
    '--expires',
    expires,
    '--machines',
    '3',
    '--json',
  )
  return (JSON.parse(answer) as { code: string }).code
}

export interface RunningServer {
  readonly process: ChildProcess
  readonly url: string
}

export async function startDemoServer(folders: DemoFolders, serverProgram: string): Promise<RunningServer> {
  const server = [serverProgram, '--data-dir', folders.vendor]
  const child = spawn(process.execPath, [WITH_PARENT, ...server, 'serve', '--port', '0', '--json'], {
    stdio: ['ignore', 'pipe', 'ignore', 'pipe'],
  })
  const { url } = JSON.parse(await firstLine(child)) as { url: string }
  const profile = execFileSync(
    process.execPath,
    [...server, 'profile', '--url', url, '--demo', '--machine-id-file'],
    { encoding: 'utf8' },
  )
  writeFileSync(folders.profile, profile)
  return { process: child, url }
}

/** The first line that a program prints when it is ready; rejects where it ends without one. `onLine` gets the later ones. */
export function firstLine(
  child: ChildProcess,
  onLine: (line: string) => void = () => undefined,
): Promise<string> {
  return new Promise((resolve, reject) => {
    if (!child.stdout) return reject(new Error('the program has no standard output'))
    const lines = createInterface({ input: child.stdout })
    lines.once('line', (line) => {
      resolve(line)
      lines.on('line', onLine)
    })
    child.once('error', reject)
    child.once('exit', (status) => reject(new Error(`the program ended with ${status} before it was ready`)))
  })
}
