// How large the page is, and how soon a person can use it.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { createInterface } from 'node:readline'
import { gzipSync } from 'node:zlib'
import { chromium, type Browser } from 'playwright-core'
import { chromiumArgs, chromiumPath, chromiumSandbox } from '../../tests/support/chromium.ts'
import { median, report } from './report.ts'

const dist = path.resolve(import.meta.dirname, '../../dist')
const ROUNDS = 7

/** What index.html makes the browser load before anything is clicked, the words included. */
export function benchPageSize(): void {
  const html = readFileSync(path.join(dist, 'renderer/index.html'), 'utf8')
  const files = [...html.matchAll(/(?:src|href)="\.\/(assets\/[^"]+\.(?:js|css))"/g)].map(
    (match) => match[1] ?? '',
  )
  const bytes = files.reduce(
    (sum, file) => sum + gzipSync(readFileSync(path.join(dist, 'renderer', file))).length,
    0,
  )
  report({
    name: 'first load of the page, gzipped',
    value: (bytes + gzipSync(html).length) / 1000,
    unit: 'kB',
    against: 'the budget',
    floor: 90,
    aim: '≤ 1 (issue 14)',
  })
}

export async function benchPageInteractive(): Promise<void> {
  const browser = await launch()
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  const host = await startHost(['--data-dir', folder])
  const bare = createServer((_, response) => {
    response.setHeader('content-type', 'text/html')
    response.end('<!doctype html><title>bare</title><h1>Licensing</h1>')
  })
  await new Promise<void>((resolve) => bare.listen(0, '127.0.0.1', resolve))
  const bareUrl = `http://127.0.0.1:${(bare.address() as AddressInfo).port}/`
  const ours: number[] = []
  const floor: number[] = []
  for (let round = 0; round < ROUNDS; round += 1) {
    floor.push(await timeToHeading(browser, bareUrl))
    ours.push(await timeToHeading(browser, await host.newLink()))
  }
  report({
    name: 'page interactive after the web host is up',
    value: median(ours),
    unit: 'ms',
    against: 'a bare page with one heading in the same browser',
    floor: median(floor),
    aim: '≤ 4 (issue 14)',
  })
  host.stop()
  bare.close()
  await browser.close()
  rmSync(folder, { recursive: true, force: true })
}

export const launch = (): Promise<Browser> =>
  chromium.launch({ executablePath: chromiumPath(), args: [...chromiumArgs], chromiumSandbox })

/** From navigation to the heading of the Licensing page, with its Add button enabled where there is one. */
export async function timeToHeading(browser: Browser, url: string): Promise<number> {
  const page = await browser.newPage()
  const started = performance.now()
  await page.goto(url)
  await page.getByRole('heading', { name: 'Licensing' }).first().waitFor()
  const taken = performance.now() - started
  await page.close()
  return taken
}

/** `options`: the global ones of the command line. */
export async function startHost(
  options: readonly string[],
): Promise<{ newLink(): Promise<string>; stop(): void }> {
  const program = path.join(dist, 'cli/activation-desk.mjs')
  const child = spawn(process.execPath, [program, ...options, '--json', 'serve', '--no-open'], {
    stdio: ['pipe', 'pipe', 'inherit'],
  })
  const lines = createInterface({ input: child.stdout })
  const nextLink = async () =>
    (JSON.parse(((await once(lines, 'line')) as [string])[0]) as { url: string }).url
  await nextLink()
  return {
    newLink: () => {
      child.stdin.write('\n')
      return nextLink()
    },
    stop: () => child.kill(),
  }
}
