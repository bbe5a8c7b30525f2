// Our table, DataTables and AG Grid with the same rows in the same Chromium, in turns; medians.
import { createServer } from 'node:http'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { build } from 'vite'
import { readPageFiles } from '../../../src-main/adapters/page-files/page-files.ts'
import { launch } from '../page.ts'
import { median, report } from '../report.ts'
import { FIRST_PRODUCT, SEARCHED } from './rows.ts'

const root = path.resolve(import.meta.dirname, '../../..')
/** With what ours may take of AG Grid's time. */
const COUNTS = { 1_000: 0.6, 10_000: 0.4, 100_000: 1 / 3 }
const ROUNDS = 3

interface Sample {
  mount: number
  /** The first letters, typed at once: what makes rows searchable is not prepared yet. */
  firstSearch: number
  /** One more letter. */
  search: number
  sort: number
  slowFrames: number
  megabytes: number
}

type Contestant = 'ours' | 'datatables' | 'ag-grid'
const CONTESTANTS: readonly Contestant[] = ['ours', 'datatables', 'ag-grid']

/** `sizes`: those alone; none: all. */
export async function benchTable(sizes: readonly number[]): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-table-'))
  await Promise.all(CONTESTANTS.map((name) => bundle(name, folder)))
  const server = await serve(folder)
  const browser = await launch()
  try {
    for (const [count, share] of Object.entries(COUNTS))
      if (sizes.length === 0 || sizes.includes(Number(count)))
        await benchCount(browser, server.origin, folder, Number(count), share)
  } finally {
    await browser.close()
    server.close()
    rmSync(folder, { recursive: true, force: true })
  }
}

async function benchCount(
  browser: Browser,
  origin: string,
  folder: string,
  count: number,
  share: number,
): Promise<void> {
  const samples = new Map<Contestant, Sample[]>(CONTESTANTS.map((name) => [name, []]))
  for (let round = 0; round < ROUNDS; round += 1)
    for (const name of CONTESTANTS)
      samples.get(name)?.push(await sample(browser, origin, folder, name, count))
  const of = (name: Contestant, figure: keyof Sample) =>
    median((samples.get(name) ?? []).map((one) => one[figure]))
  const time = `≤ ${share.toFixed(2)} of AG Grid’s`
  const aims = {
    mount: { 'ag-grid': time, datatables: 'less' },
    firstSearch: { 'ag-grid': time, datatables: 'less' },
    search: { 'ag-grid': time, datatables: 'less' },
    sort: { 'ag-grid': time, datatables: 'less' },
    slowFrames: { 'ag-grid': 'no aim', datatables: 'no more' },
    megabytes: { 'ag-grid': 'no more', datatables: 'no aim' },
  } as const
  const units = {
    mount: 'ms',
    firstSearch: 'ms',
    search: 'ms',
    sort: 'ms',
    slowFrames: 'frames over 16.7 ms of 60',
    megabytes: 'MB',
  }
  for (const figure of ['mount', 'firstSearch', 'search', 'sort', 'slowFrames', 'megabytes'] as const)
    for (const peer of ['ag-grid', 'datatables'] as const)
      report({
        name: `table of ${count} rows: ${figure}`,
        value: of('ours', figure),
        unit: units[figure],
        against: peer,
        floor: of(peer, figure),
        aim: aims[figure][peer],
      })
}

async function sample(
  browser: Browser,
  origin: string,
  folder: string,
  name: Contestant,
  count: number,
): Promise<Sample> {
  const page = await browser.newPage({ viewport: { width: 1280, height: 800 } })
  try {
    return name === 'ours'
      ? await sampleOurs(page, origin, folder, count)
      : await samplePeer(page, origin, name, count)
  } finally {
    await page.close()
  }
}

/**
 * The rows are made before the clock starts, for all three, and stand in the same order, in pages of the same size. What
 * remains different: ours is the whole page from the moment in which the list arrives at a page that waits for it, with its
 * contract's licenses to be made rows and its notices; a peer's is the bare table with rows at hand.
 */
async function sampleOurs(page: Page, origin: string, folder: string, count: number): Promise<Sample> {
  await page.addInitScript(`window.wanted = { count: ${count} }`)
  await page.addInitScript({ content: readFileSync(path.join(folder, 'ours.js'), 'utf8') })
  await page.addInitScript(WATCH)
  await page.goto(`${origin}/`)
  await page.waitForFunction('window.bench.asked')
  await page.evaluate(IDLE)
  const mount = await page.evaluate<number>(`watch.time(() => bench.mount(), '')`)
  const type = async (text: string) =>
    await page.evaluate<number>(
      `watch.time(() => { const field = document.querySelector('input[type=search]'); field.value = ${JSON.stringify(text)}; field.dispatchEvent(new InputEvent('input', { bubbles: true })) }, ${JSON.stringify(text)})`,
    )
  const firstSearch = await type(SEARCHED.slice(0, -1))
  const search = await type(SEARCHED)
  await type('')
  const sort = await page.evaluate<number>(
    `watch.time(() => [...document.querySelectorAll('th button, [role=columnheader] button')].find((button) => /Product Name/.test(button.textContent)).click(), ${JSON.stringify(FIRST_PRODUCT)})`,
  )
  return { mount, firstSearch, search, sort, ...(await scrolled(page)) }
}

async function samplePeer(page: Page, origin: string, name: Contestant, count: number): Promise<Sample> {
  await page.addInitScript(WATCH)
  await page.goto(`${origin}/${name}.html`)
  await page.waitForFunction('window.bench')
  const timed = async (call: string, wanted = '') =>
    await page.evaluate<number>(`watch.time(() => bench.${call}, ${JSON.stringify(wanted)})`)
  const search = async (text: string) => await timed(`search(${JSON.stringify(text)})`, text)
  await page.evaluate(`bench.prepare(${count})`)
  await page.evaluate(IDLE)
  const mount = await timed('mount()')
  const firstSearch = await search(SEARCHED.slice(0, -1))
  const oneMore = await search(SEARCHED)
  await search('')
  const sort = await timed('sort()', FIRST_PRODUCT)
  return { mount, firstSearch, search: oneMore, sort, ...(await scrolled(page)) }
}

/** The browser has nothing else to do. */
const IDLE = 'new Promise(requestIdleCallback).then(() => undefined)'

async function scrolled(page: Page): Promise<{ slowFrames: number; megabytes: number }> {
  const slowFrames = await page.evaluate<number>('watch.scroll()')
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('HeapProfiler.collectGarbage')
  const { usedSize } = await devtools.send('Runtime.getHeapUsage')
  return { slowFrames, megabytes: usedSize / 1e6 }
}

/**
 * The clock starts with a frame, and stops at the end of the first one in which every row in view shows what is wanted, for
 * all three; what a table puts off beyond its view is not waited for: AG Grid draws what is in view and ten rows more, ours
 * what is in view and then the page, DataTables the page. No peer waits or moves rows before it begins, as it is set up
 * here. Scrolling counts the late ones of 60 frames.
 */
const WATCH = `window.watch = {
  frame: () => new Promise((done) => requestAnimationFrame(() => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now()); channel.port2.postMessage(0) })),
  inView() {
    const rows = [...document.querySelectorAll('tbody tr, [role=gridcell]')].map((node) => node.closest('tr, [role=row]'))
    return [...new Set(rows)].filter((row) => { const { top, bottom } = row.getBoundingClientRect(); return bottom > 0 && top < 600 && row.textContent.trim() !== '' })
  },
  shows: (wanted) => { const rows = watch.inView(); return rows.length > 5 && rows.every((row) => row.textContent.toLowerCase().includes(wanted)) },
  async until(wanted) { for (;;) { const at = await watch.frame(); if (watch.shows(wanted)) return at } },
  async time(work, wanted) {
    const start = await new Promise((done) => requestAnimationFrame(() => { const now = performance.now(); work(); done(now) }))
    const at = await new Promise((done) => { const channel = new MessageChannel(); channel.port1.onmessage = () => done(performance.now()); channel.port2.postMessage(0) })
    return (watch.shows(wanted) ? at : await watch.until(wanted)) - start
  },
  async scroll() {
    const boxes = [...document.querySelectorAll('*')].filter((node) => node.scrollHeight > node.clientHeight + 200 && /auto|scroll/.test(getComputedStyle(node).overflowY))
    const box = boxes.sort((a, b) => b.scrollHeight - a.scrollHeight)[0] ?? document.scrollingElement
    let late = 0, last = await new Promise(requestAnimationFrame)
    for (let step = 0; step < 60; step += 1) { box.scrollTop += 120; const now = await new Promise(requestAnimationFrame); if (now - last > 16.7 * 1.5) late += 1; last = now }
    return late
  },
}`

async function bundle(name: Contestant, outDir: string): Promise<void> {
  await build({
    configFile: false,
    root,
    logLevel: 'error',
    publicDir: false,
    build: {
      outDir,
      emptyOutDir: false,
      lib: {
        entry: path.join(import.meta.dirname, `${name}.ts`),
        formats: ['iife'],
        name: 'bench',
        fileName: () => `${name}.js`,
      },
    },
  })
}

function serve(folder: string): Promise<{ origin: string; close(): void }> {
  const files = readPageFiles(path.join(root, 'dist/renderer'))
  const server = createServer((request, response) => {
    const url = request.url ?? '/'
    const peer = /^\/(datatables|ag-grid)\.(html|js)$/.exec(url)
    if (peer?.[2] === 'html') {
      response.setHeader('content-type', 'text/html')
      return response.end(`<!doctype html><body><script src="/${peer[1] ?? ''}.js"></script>`)
    }
    if (peer) return response.end(readFileSync(path.join(folder, url)))
    const file = files.get(url)
    if (!file) return response.writeHead(404).end()
    response.setHeader('content-type', file.type)
    return response.end(file.content)
  })
  return new Promise((resolve) =>
    server.listen(0, '127.0.0.1', () =>
      resolve({
        origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
        close: () => server.close(),
      }),
    ),
  )
}
