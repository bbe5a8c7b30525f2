// A picture of every state of the gallery in both themes, from the window of a whole Chromium (on a display: `xvfb-run` is one).
import { mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium, type Page, type Request } from 'playwright-core'
import { chromiumArgs, chromiumPath, chromiumSandbox } from '../../tests/support/chromium.ts'
import { NotStarted } from '../in-words.ts'

const THEMES = ['light', 'dark'] as const
const MOST_PICTURES = 100
/** Milliseconds: more than the slowest step of a state waits. */
const LONGEST_WAIT = 60_000
export const SIZES = {
  '1280x800': { width: 1280, height: 800 },
  '800x600': { width: 800, height: 600 },
} as const

/** Writes `NN-STATE-THEME.png` into the folder. Returns what was not reached. */
export async function takePictures(
  origin: string,
  folder: string,
  size: keyof typeof SIZES,
): Promise<readonly string[]> {
  mkdirSync(folder, { recursive: true })
  const launching = {
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
    chromiumSandbox,
    headless: false,
  }
  const browser = await chromium.launch(launching).catch((error: unknown) => {
    throw new NotStarted(
      `No window opens: pictures need a whole Chromium (CHROMIUM_PATH) and a display (xvfb-run). ${firstLine(error)}`,
    )
  })
  try {
    const page = await browser.newPage({ viewport: SIZES[size] })
    const underWay = new Set<Request>()
    page.on('request', (request) => underWay.add(request))
    page.on('requestfinished', (request) => underWay.delete(request))
    page.on('requestfailed', (request) => underWay.delete(request))
    await page.goto(`${origin}/frame.html`)
    const missed: string[] = []
    for (const [at, state] of (await statesOf(page)).entries())
      for (const theme of THEMES) {
        const name = [String(at + 1).padStart(2, '0'), state, theme].join('-').replaceAll(/[^\w-]+/g, '_')
        await page.goto(`${origin}/frame.html?${String(new URLSearchParams({ state, theme }))}`)
        const stands = await page
          .locator(':root[data-reached=yes]')
          .waitFor({ timeout: LONGEST_WAIT })
          .then(
            () => true,
            () => false,
          )
        if (!stands) missed.push(`${state}, ${theme}`)
        const picture = await atRest(page, () => underWay.size === 0)
        if (picture.moves) missed.push(`${state}, ${theme} (moves)`)
        writeFileSync(path.join(folder, `${name}.png`), picture.png)
      }
    return missed
  } finally {
    await browser.close()
  }
}

/**
 * A picture that is alike three times while nothing is being loaded: a part of the page may still be on its way when the words
 * of the state are there.
 */
async function atRest(
  page: Page,
  hasAll: () => boolean,
): Promise<{ readonly png: Buffer; readonly moves: boolean }> {
  const take = () => page.screenshot({ animations: 'disabled' })
  let png = await take()
  for (let tries = 0, alike = 0; tries < MOST_PICTURES; tries++) {
    const next = await take()
    alike = hasAll() && next.equals(png) ? alike + 1 : 0
    png = next
    if (alike === 2) return { png, moves: false }
  }
  return { png, moves: true }
}

/** Asked of the page: the states are made of what runs in a browser alone. */
const statesOf = (page: Page): Promise<string[]> =>
  page.evaluate(async () => {
    const { STATES } = (await import(/* @vite-ignore */ `${location.origin}/states.ts`)) as {
      STATES: readonly { readonly name: string }[]
    }
    return STATES.map(({ name }) => name)
  })

const firstLine = (error: unknown): string =>
  (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? ''
