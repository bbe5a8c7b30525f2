/** Finds the Chromium that tests drive, and says how to start it. */
import { existsSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

/** Quiet and offline: nothing that phones home, nothing that needs a graphics card. */
export const chromiumArgs: readonly string[] = [
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

/** Chromium refuses its sandbox to root, which is what most containers run as. */
export const chromiumSandbox = process.getuid?.() !== 0

const systemNames = ['chromium-headless-shell', 'chromium']

/** The browser's executable: CHROMIUM_PATH, else Playwright's own, else the system's. Throws with what to do. */
export function chromiumPath(): string {
  const named = process.env.CHROMIUM_PATH
  if (named) {
    if (existsSync(named)) return named
    throw new Error(`CHROMIUM_PATH is ${named}, and there is no such file.`)
  }
  const found = [playwrightPath(), ...systemPaths()].find((path) => path && existsSync(path))
  if (found) return found
  throw new Error(
    'No Chromium found. On Debian, as root: apt-get install chromium-headless-shell. ' +
      'Elsewhere: npx playwright install chromium, or set CHROMIUM_PATH to an executable.',
  )
}

/** For a configuration, which is read for tests without a browser too; whoever needs one asks `chromiumPath` before. */
export function chromiumIfThere(): { readonly executablePath?: string } {
  try {
    return { executablePath: chromiumPath() }
  } catch {
    return {}
  }
}

function playwrightPath(): string | undefined {
  try {
    return chromium.executablePath()
  } catch {
    return undefined // Playwright has no build for this platform
  }
}

function systemPaths(): string[] {
  const folders = (process.env.PATH ?? '').split(delimiter).filter(Boolean)
  return systemNames.flatMap((name) => folders.map((folder) => join(folder, name)))
}
