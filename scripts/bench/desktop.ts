// What the desktop app costs before its window is open and painted, on the double, and how large it is.
import { spawnSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { launchDouble } from '../../tests/support/electron-double/launch.ts'
import { toldIn, type Told } from './desktop/told.ts'
import { manyLicenses } from './many-licenses.ts'
import { median, report } from './report.ts'

const root = path.resolve(import.meta.dirname, '../..')
const dist = path.join(root, 'dist')
const double = path.join(root, 'tests/support/electron-double/run.ts')
const teller = pathToFileURL(path.join(import.meta.dirname, 'desktop/told-child.ts')).href
const ROUNDS = 15

/** kB of what is built, maps left out. */
const BUDGETS = { main: 2700, preload: 2, renderer: 800 } as const

const EMPTY = `import { app, BrowserWindow } from 'electron'
void app.whenReady().then(() => new BrowserWindow({ show: false }).loadURL('about:blank'))
`

export async function benchDesktop(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const [options = []] = await manyLicenses(folder, [20])
    const args = (name: string) => [...options, `--user-data-dir=${path.join(folder, name)}`]
    const empty = path.join(folder, 'empty')
    mkdirSync(path.join(empty, 'dist'), { recursive: true })
    writeFileSync(
      path.join(empty, 'package.json'),
      '{"name":"empty","version":"1.0.0","main":"dist/main.mjs"}',
    )
    writeFileSync(path.join(empty, 'dist/main.mjs'), EMPTY)
    const start = (appDir: string, at: string) =>
      toWindow([appDir, ...args(path.basename(appDir))], {
        TOLD_AT: at,
        NODE_COMPILE_CACHE: path.join(folder, 'cache'),
      })
    // What the double itself is made of is compiled once.
    start(empty, 'warm')
    const rounds = Array.from({ length: ROUNDS }, () => ({
      floor: start(empty, 'window'),
      ours: start(root, 'window'),
    }))
    report({
      name: 'desktop: from entry to window',
      value: median(rounds.map(({ ours }) => ours.spent)),
      unit: 'ms of the processor',
      against: 'an empty app on the same double',
      floor: median(rounds.map(({ floor }) => floor.spent)),
      aim: '≤ 1.3 (issue 16)',
    })
    const before = rounds[0]?.ours.files ?? []
    report({
      name: 'desktop: main process, loaded before the window',
      value: kilobytes(before.map((file) => path.join(dist, file))),
      unit: 'kB',
      against: 'all of the main process',
      floor: kilobytes(shippedIn('main')),
      aim: 'growth',
    })
    await reportBeforePaint(args('painted'))
    for (const [part, budget] of Object.entries(BUDGETS))
      report({
        name: `desktop: size of ${part}`,
        value: kilobytes(shippedIn(part)),
        unit: 'kB',
        against: 'the budget',
        floor: budget,
        aim: '≤ 1',
      })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function toWindow(words: readonly string[], env: Readonly<Record<string, string>>): Told {
  const { stdout, stderr } = spawnSync(process.execPath, ['--import', teller, double, ...words], {
    encoding: 'utf8',
    env: { ...process.env, DOUBLE_PAGES_UNSEEN: '1', ...env },
  })
  return toldIn(`${stdout}\n${stderr}`)
}

async function reportBeforePaint(args: readonly string[]): Promise<void> {
  const app = await launchDouble({
    appDir: root,
    args,
    env: { NODE_OPTIONS: `--import ${teller}`, TOLD_AT: 'paint' },
  })
  try {
    const page = await app.firstWindow()
    await page.getByRole('heading', { name: 'Licensing' }).first().waitFor()
    const { files } = toldIn(app.output())
    report({
      name: 'desktop: modules of the main process before the first paint',
      value: files.length,
      unit: 'files',
      against: 'all of the main process',
      floor: shippedIn('main').length,
      aim: 'growth',
    })
    const scripts = await page.evaluate(async () => {
      // The heading may be there a moment before its paint is told.
      const painted = await new Promise<number>((resolve) => {
        new PerformanceObserver((list) => {
          const paint = list.getEntriesByName('first-contentful-paint')[0]
          if (paint) resolve(paint.startTime)
        }).observe({ type: 'paint', buffered: true })
      })
      const loaded = performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js'))
      return loaded.filter(({ startTime }) => startTime < painted).length
    })
    report({
      name: 'desktop: modules of the page before the first paint',
      value: scripts,
      unit: 'files',
      against: 'all of the page',
      floor: shippedIn('renderer').filter((file) => file.endsWith('.js')).length,
      aim: 'growth',
    })
  } finally {
    await app.close()
  }
}

/** What a package has of this part. */
function shippedIn(part: string): string[] {
  const entries = readdirSync(path.join(dist, part), { recursive: true, withFileTypes: true })
  const files = entries.filter((one) => one.isFile() && !one.name.endsWith('.map'))
  return files.map(({ parentPath, name }) => path.join(parentPath, name))
}

const kilobytes = (files: readonly string[]): number =>
  files.reduce((sum, file) => sum + statSync(file).size, 0) / 1000
