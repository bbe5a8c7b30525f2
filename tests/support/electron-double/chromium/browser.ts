/** The Chromium behind the double: one for each app, with a throw-away profile, reachable by the test too. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { until } from '../../until.ts'
import { switches } from '../launch-arguments.ts'

let launching: Promise<BrowserContext> | undefined
let profile = ''
let prepare: (context: BrowserContext) => Promise<void> = () => Promise.resolve()

/** What is done with it before its first page. */
export function browserStarts(work: (context: BrowserContext) => Promise<void>): void {
  prepare = work
}

/** Starts it; the answer is the address at which a test can connect to the same browser. */
export async function launchBrowser(): Promise<string> {
  await browserContext()
  return until('the address of Chromium', () => debuggerAddress(profile))
}

/** Of the one browser, which starts with the first question. */
export function browserContext(): Promise<BrowserContext> {
  return (launching ??= start())
}

async function start(): Promise<BrowserContext> {
  profile = mkdtempSync(join(tmpdir(), 'electron-double-chromium-'))
  const context = await launch(profile)
  // After Playwright's own listener, which has killed Chromium by then.
  process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))
  await prepare(context)
  return context
}

export async function closeBrowser(): Promise<void> {
  await (await launching)?.close()
}

async function launch(folder: string): Promise<BrowserContext> {
  // Imported here, so that an app that ends while it loads needs no browser and no 0.2 s of Playwright.
  const { chromium } = await import('playwright-core')
  const { chromiumArgs, chromiumPath, chromiumSandbox } = await import('../../chromium.ts')
  return chromium.launchPersistentContext(folder, {
    executablePath: chromiumPath(),
    chromiumSandbox,
    viewport: null,
    locale: switches.get('lang') ?? 'en-US',
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      ...chromiumArgs,
      '--renderer-process-limit=1', // windows of one app are of one site, as in Electron
      '--remote-debugging-port=0', // any free port; Chromium writes down which
      '--block-new-web-contents', // no popup comes into being, as after Electron's { action: 'deny' }
    ],
  })
}

function debuggerAddress(folder: string): string | undefined {
  const file = join(folder, 'DevToolsActivePort')
  const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return port && path ? `ws://127.0.0.1:${port}${path}` : undefined
}
