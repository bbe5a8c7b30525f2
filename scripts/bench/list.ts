// Very many licenses: how long the list takes on the command line and on the page, and how both grow.
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { deskProgram, manyLicenses } from './many-licenses.ts'
import { launch, startHost } from './page.ts'
import { median, report } from './report.ts'

const ROUNDS = 7
const SIZES = [500, 5000] as const
const AIMS: Readonly<Record<number, string>> = { 500: 'value ≤ 500 ms (issue 14)' }

export async function benchList(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-desk-bench-'))
  try {
    const desks = await manyLicenses(folder, SIZES)
    const nothing = path.join(folder, 'nothing.mjs')
    writeFileSync(nothing, '')
    const rounds = Array.from({ length: ROUNDS }, () => ({
      bare: time([nothing]),
      lists: desks.map((desk) => time([deskProgram, ...desk, 'list'])),
    }))
    for (const [index, size] of SIZES.entries())
      report({
        name: `list: ${size} licenses`,
        value: median(rounds.map(({ lists }) => lists[index] ?? Number.NaN)),
        unit: 'ms',
        against: 'the same Node that does nothing',
        floor: median(rounds.map(({ bare }) => bare)),
        aim: AIMS[size] ?? 'growth',
      })
    for (const [index, size] of SIZES.entries()) await reportPage(size, desks[index] ?? [])
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function time(args: readonly string[]): number {
  const started = performance.now()
  const { status } = spawnSync(process.execPath, args, { stdio: 'ignore' })
  if (status !== 0) throw new Error(`${args.join(' ')} ended with ${status}`)
  return performance.now() - started
}

/** From navigation to the first row, beside the time to the heading around it. */
async function reportPage(size: number, options: readonly string[]): Promise<void> {
  const browser = await launch()
  const host = await startHost(options)
  const [rows, headings]: [number[], number[]] = [[], []]
  for (let round = 0; round < ROUNDS; round += 1) {
    const url = await host.newLink()
    const page = await browser.newPage()
    const started = performance.now()
    await page.goto(url)
    await page.getByRole('heading', { name: 'Licensing' }).first().waitFor()
    headings.push(performance.now() - started)
    await page.locator('tbody tr').first().waitFor()
    rows.push(performance.now() - started)
    await page.close()
  }
  report({
    name: `page: ${size} licenses`,
    value: median(rows),
    unit: 'ms',
    against: 'the page before its list is there',
    floor: median(headings),
    aim: AIMS[size] ?? 'growth',
  })
  host.stop()
  await browser.close()
}
