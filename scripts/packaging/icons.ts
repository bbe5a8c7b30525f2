// The app's icon in all sizes that packages want, drawn from the page's one SVG by the Chromium of the tests.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { chromium } from 'playwright-core'
import { chromiumArgs, chromiumPath, chromiumSandbox } from '../../tests/support/chromium.ts'

const SVG = path.resolve(import.meta.dirname, '../../src-renderer/icon.svg')
/** Pixels: those of the hicolor theme; from the largest electron-builder makes the .ico and the .icns. */
export const ICON_SIZES = [16, 24, 32, 48, 64, 96, 128, 256, 512, 1024] as const

/** Paths: of the folder, and of one file in it. */
export interface Icons {
  readonly all: string
  readonly largest: string
}

/** Into `folder`, as `16x16.png` and so on. Throws, with what to do, where there is no Chromium. */
export async function drawIcons(folder: string, svg = readFileSync(SVG, 'utf8')): Promise<Icons> {
  mkdirSync(folder, { recursive: true })
  const browser = await chromium.launch({
    executablePath: chromiumPath(),
    args: [...chromiumArgs],
    chromiumSandbox,
  })
  try {
    const page = await browser.newPage()
    for (const size of ICON_SIZES) {
      await page.setViewportSize({ width: size, height: size })
      const source = `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}`
      await page.setContent(
        `<style>*{margin:0}img{display:block;width:${size}px;height:${size}px}</style><img src="${source}">`,
      )
      const picture = await page.screenshot({ omitBackground: true })
      writeFileSync(path.join(folder, `${size}x${size}.png`), picture)
    }
  } finally {
    await browser.close()
  }
  return { all: folder, largest: path.join(folder, '1024x1024.png') }
}
