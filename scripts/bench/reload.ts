// How soon a developer sees what was saved under npm run dev: a component, and a use case, in a real browser.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cpSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { createInterface } from 'node:readline'
import type { Browser, Page } from 'playwright-core'
import { launch } from './page.ts'
import { median, report } from './report.ts'

const root = path.resolve(import.meta.dirname, '../..')
const ROUNDS = 5
/** Milliseconds between what one saves and saves again: a hand is slower, and a watcher takes two at once for one. */
const BETWEEN = 1000
const COPIED = [
  'assets',
  'src-main',
  'src-shared',
  'src-renderer',
  'src-server',
  'scripts',
  'package.json',
  'vite.config.ts',
  'tsconfig.json',
]
const SEARCH = 'Virtualization'

interface Edit {
  readonly name: string
  readonly file: string
  readonly from: string
  /** What stands there in a round, and what is then on the page. */
  readonly to: (round: number) => string
  readonly seen: (round: number) => string
  /** Milliseconds that it may take. */
  readonly goal: number
}

const EDITS: readonly Edit[] = [
  {
    name: 'reload: a component',
    file: 'src-renderer/features/licensing/table/Pager.svelte',
    from: '{showing}',
    to: (round) => `{showing} component ${round}`,
    seen: (round) => `component ${round}`,
    goal: 1000,
  },
  {
    name: 'reload: a use case',
    file: 'src-main/core/standing/list.ts',
    from: 'ok(toLicenseList(judged.value))',
    to: (round) =>
      `ok({ ...toLicenseList(judged.value), revision: 'round ${round}', digest: 'round ${round}', licenses: toLicenseList(judged.value).licenses.map((one) => ({ ...one, owner: 'use case ${round}' })) })`,
    seen: (round) => `use case ${round}`,
    goal: 3000,
  },
]

/** In a copy of the checkout: a bench that is cut off leaves nothing edited. */
export async function benchReload(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  const checkout = path.join(folder, 'checkout')
  for (const name of COPIED) cpSync(path.join(root, name), path.join(checkout, name), { recursive: true })
  symlinkSync(path.join(root, 'node_modules'), path.join(checkout, 'node_modules'))
  const dev = spawn(process.execPath, [path.join(checkout, 'scripts/dev.ts'), '--no-open', '--json'], {
    stdio: ['pipe', 'pipe', 'inherit'],
    env: { ...process.env, ACTIVATION_DESK_DEMO_DIR: path.join(folder, 'demo'), XDG_CONFIG_HOME: folder },
  })
  const ended = once(dev, 'exit')
  let browser: Browser | null = null
  try {
    browser = await launch()
    const lines = createInterface({ input: dev.stdout })[Symbol.asyncIterator]()
    const next = async () =>
      JSON.parse(((await lines.next()) as { value: string }).value) as { url: string; online: string }
    const { url } = await next()
    const { online } = await next()
    const page = await browser.newPage()
    await page.goto(url)
    await activate(page, online)
    for (const edit of EDITS) await benchEdit(edit, page, checkout)
  } finally {
    await browser?.close()
    // Its programs end with it, and only then is their folder free.
    dev.kill()
    await ended
    rmSync(folder, { recursive: true, force: true })
  }
}

async function activate(page: Page, code: string): Promise<void> {
  await page.getByRole('button', { name: 'Add', exact: true }).first().click()
  await page.getByLabel('License Code').fill(code)
  await page.getByRole('button', { name: 'SUBMIT' }).click()
  await page.getByText('of 7 entries').waitFor()
  await page.getByLabel('Search:').fill(SEARCH)
}

async function benchEdit(
  { name, file, from, to, seen, goal }: Edit,
  page: Page,
  checkout: string,
): Promise<void> {
  const source = path.join(checkout, file)
  const before = readFileSync(source, 'utf8')
  if (!before.includes(from)) throw new Error(`${file} has no “${from}” any more`)
  const taken: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    await pause(BETWEEN)
    const shown = page.getByText(seen(round)).first().waitFor()
    const began = performance.now()
    writeFileSync(source, before.replace(from, to(round)))
    await shown
    taken.push(performance.now() - began)
  }
  if ((await page.getByLabel('Search:').inputValue()) !== SEARCH) throw new Error('the page lost its state')
  report({
    name,
    value: median(taken),
    unit: 'ms',
    against: 'what it may take',
    floor: goal,
    aim: '≤ 1, and the page keeps its state',
  })
}
