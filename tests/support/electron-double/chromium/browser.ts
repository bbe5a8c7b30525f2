/** The Chromium behind the double: one for each app, with a throw-away profile, reachable by the test too. */
import { existsSync, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { BrowserContext } from 'playwright-core'
import { until } from '../../until.ts'
import { switches } from '../launch-arguments.ts'

let launching: Promise<BrowserContext> | undefined

/** Starts it; the answer is the address at which a test can connect to the same browser. */
export async function launchBrowser(): Promise<string> {
  const profile = mkdtempSync(join(tmpdir(), 'electron-double-chromium-'))
  launching = launch(profile)
  await launching
  // After Playwright's own listener, which has killed Chromium by then.
  process.on('exit', () => rmSync(profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))
  return until('the address of Chromium', () => debuggerAddress(profile))
}

/** Precondition: `launchBrowser` was called, as it was when the app is ready. */
export function browserContext(): Promise<BrowserContext> {
  return launching ?? Promise.reject(new Error('electron-double: Chromium has not been started'))
}

export async function closeBrowser(): Promise<void> {
  await (await launching)?.close()
}

async function launch(profile: string): Promise<BrowserContext> {
  // Imported here, so that an app that ends while it loads needs no browser and no 0.2 s of Playwright.
  const { chromium } = await import('playwright-core')
  const { chromiumArgs, chromiumPath, chromiumSandbox } = await import('../../chromium.ts')
  return chromium.launchPersistentContext(profile, {
    executablePath: chromiumPath(),
    chromiumSandbox,
    viewport: null,
    locale: switches.get('lang') ?? 'en-US',
    handleSIGINT: false,
    handleSIGTERM: false,
    args: [
      ...chromiumArgs,
      '--remote-debugging-port=0', // any free port; Chromium writes down which
      '--block-new-web-contents', // no popup comes into being, as after Electron's { action: 'deny' }
    ],
  })
}

function debuggerAddress(profile: string): string | undefined {
  const file = join(profile, 'DevToolsActivePort')
  const [port, path] = existsSync(file) ? readFileSync(file, 'utf8').split('\n') : []
  return port && path ? `ws://127.0.0.1:${port}${path}` : undefined
}
