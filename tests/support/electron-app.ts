/** Starts the desktop app for an end-to-end test: on Electron where its runtime is, on the double elsewhere. */
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join } from 'node:path'
import type { ElectronApplication } from 'playwright-core'
import { AppExited } from './electron-double/double-process.ts'
import { type ElectronApp, launchDouble, type LaunchOptions } from './electron-double/launch.ts'

export interface LaunchedElectron {
  app: ElectronApp
  /** `electron 45.4.1` or `electron double`: a report must be able to say on what it ran. */
  runtime: string
}

const electronFolder = dirname(createRequire(import.meta.url).resolve('electron/package.json'))

export async function launchElectron(options: LaunchOptions): Promise<LaunchedElectron> {
  const executable = electronExecutable()
  const runtime = electronRuntime()
  if (!executable) return { app: await launchDouble(options), runtime }
  return { app: await launchReal(executable, options), runtime }
}

export interface Ended {
  readonly exitCode: number | null
  readonly output: string
}

/** Of an app that ends by itself, be it before or after it was ready. */
export async function launchToItsEnd(options: LaunchOptions): Promise<Ended> {
  try {
    const { app } = await launchElectron(options)
    return { exitCode: await app.exited, output: app.output() }
  } catch (error) {
    if (error instanceof AppExited) return { exitCode: error.exitCode, output: error.message }
    throw error
  }
}

/** On what the desktop tests run here. */
export function electronRuntime(): string {
  const executable = electronExecutable()
  return executable ? `electron ${electronVersion(executable)}` : 'electron double'
}

/**
 * The runtime, if there is one: ELECTRON_PATH, else the npm package's once it has been downloaded. The package itself
 * is never loaded for this, because that would start the download.
 */
function electronExecutable(): string | undefined {
  const named = process.env.ELECTRON_PATH
  if (named && !existsSync(named)) throw new Error(`ELECTRON_PATH is ${named}, and there is no such file.`)
  if (named) return named
  const pathFile = join(electronFolder, 'path.txt')
  if (!existsSync(pathFile)) return undefined
  const dist = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronFolder, 'dist')
  const executable = join(dist, readFileSync(pathFile, 'utf8'))
  return existsSync(executable) ? executable : undefined
}

function electronVersion(executable: string): string {
  const versionFile = join(dirname(executable), 'version')
  if (existsSync(versionFile)) return readFileSync(versionFile, 'utf8').trim()
  const { version } = JSON.parse(readFileSync(join(electronFolder, 'package.json'), 'utf8')) as {
    version: string
  }
  return version
}

async function launchReal(
  executablePath: string,
  { appDir, args = [], env = {} }: LaunchOptions,
): Promise<ElectronApp> {
  const { _electron } = await import('playwright-core')
  const sandbox = process.getuid?.() === 0 ? ['--no-sandbox'] : [] // Electron refuses to start as root without it
  const { DISPLAY, WAYLAND_DISPLAY } = process.env
  const wayland = WAYLAND_DISPLAY && !DISPLAY ? ['--ozone-platform=wayland'] : []
  const application = await _electron.launch({
    executablePath,
    args: [...sandbox, ...wayland, appDir, ...args],
    env: { ...definedOnly(process.env), ...env },
  })
  return withExitAndOutput(application)
}

function withExitAndOutput(application: ElectronApplication): ElectronApp {
  const child = application.process()
  let printed = ''
  for (const stream of [child.stdout, child.stderr])
    stream?.on('data', (chunk: Buffer) => (printed += String(chunk)))
  const exited = new Promise<number | null>((resolve) => child.once('exit', resolve))
  return Object.assign(application, { exited, output: () => printed })
}

function definedOnly(env: NodeJS.ProcessEnv): Record<string, string> {
  return Object.fromEntries(
    Object.entries(env).filter((entry): entry is [string, string] => entry[1] !== undefined),
  )
}
