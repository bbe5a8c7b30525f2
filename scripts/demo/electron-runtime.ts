// Whether this machine can show the desktop app: Electron's runtime is here, or can be fetched now.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { downloadArtifact } from '@electron/get'
import { DAY } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'

const FIRST_BYTE_MS = 10_000

const require = createRequire(import.meta.url)
const electronFolder = path.dirname(require.resolve('electron/package.json'))

interface Options {
  /** Where “no way to the runtime” is remembered for a day. */
  readonly memory: string
  /** Try again whatever is remembered, and whatever the machine looks like. */
  readonly insist: boolean
  readonly say: (text: string) => void
}

/** The executable's path, or the reason why there is none, as the rest of a sentence. */
export async function electronRuntime({ memory, insist, say }: Options): Promise<Result<string, string>> {
  const why = insist ? null : unsuitable()
  if (why) return err(why)
  const installed = executable()
  if (installed) return ok(installed)
  if (!insist && rememberedNo(memory))
    return err('its runtime could not be fetched (tried within the last day)')
  if (!(await download(say))) {
    mkdirSync(path.dirname(memory), { recursive: true })
    writeFileSync(memory, new Date().toISOString())
    return err('its runtime is not installed and could not be fetched')
  }
  rmSync(memory, { force: true })
  const fetched = executable()
  return fetched ? ok(fetched) : err('its runtime was fetched but could not be unpacked')
}

function unsuitable(): string | null {
  if (process.platform !== 'linux') return null
  if (!process.env['DISPLAY'] && !process.env['WAYLAND_DISPLAY']) return 'this machine has no display'
  return process.getuid?.() === 0 ? 'it does not run as root' : null
}

function executable(): string | null {
  const pathFile = path.join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return null
  const file = path.join(electronFolder, 'dist', readFileSync(pathFile, 'utf8'))
  return existsSync(file) ? file : null
}

function rememberedNo(memory: string): boolean {
  if (!existsSync(memory)) return false
  const at = Date.parse(readFileSync(memory, 'utf8'))
  return Date.now() - at < DAY
}

/** No first byte within ten seconds counts as no; a download that runs is waited for, with its progress. */
async function download(say: (text: string) => void): Promise<boolean> {
  const { version } = require('electron/package.json') as { version: string }
  const abort = new AbortController()
  const timer = setTimeout(() => abort.abort(), FIRST_BYTE_MS)
  let lastTenth = -1
  say(`Looking for Electron ${version}’s runtime …`)
  try {
    await downloadArtifact({
      version,
      artifactName: 'electron',
      platform: process.platform,
      arch: process.arch,
      downloadOptions: {
        quiet: true,
        signal: abort.signal,
        getProgressCallback: ({ percent }: { percent: number }) => {
          clearTimeout(timer)
          const tenth = Math.floor(percent * 10)
          if (tenth > lastTenth) say(`  fetching Electron: ${tenth * 10} %`)
          lastTenth = tenth
          return Promise.resolve()
        },
      },
    })
  } catch {
    return false
  } finally {
    clearTimeout(timer)
  }
  // Electron's own installer unpacks what is now in its cache.
  return (
    spawnSync(process.execPath, [path.join(electronFolder, 'install.js')], { stdio: 'ignore' }).status === 0
  )
}
