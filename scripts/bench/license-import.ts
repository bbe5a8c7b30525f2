// An import of 100,000 licenses: how long it takes, for how long nobody else can write, and how much memory it has.
import { spawnSync } from 'node:child_process'
import { createWriteStream, mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { initVendor } from '../../src-server/vendor/init-vendor.ts'
import { settled } from '../testkit/kit-vendor.ts'
import type { MeasuredImport } from './import-child.ts'
import { report } from './report.ts'

const LICENSES = 100_000
const TEMPLATE = new URL('../../assets/vendor/virtualmetric.json', import.meta.url)
/** Issue 19. */
const MOST_MS = 60_000
const MOST_KB = 300_000
const CHILD = path.join(import.meta.dirname, 'import-child.ts')

export async function benchLicenseImport(): Promise<void> {
  const folder = mkdtempSync(path.join(tmpdir(), 'activation-server-bench-'))
  try {
    const [office, bare] = [path.join(folder, 'office'), path.join(folder, 'bare')]
    for (const dataDir of [office, bare])
      settled(await initVendor(dataDir, JSON.parse(readFileSync(TEMPLATE, 'utf8')), Date.now()))
    const list = path.join(folder, 'licenses.csv')
    await pipeline(Readable.from(lines()), createWriteStream(list))
    const ours = measure('import', office, list)
    const floor = measure('bare', bare, office).milliseconds
    const name = `license import: ${LICENSES} licenses`
    const bareSqlite = 'the same rows written by SQLite alone in one transaction'
    report({ name, value: ours.milliseconds, unit: 'ms', against: bareSqlite, floor, aim: 'told' })
    report({ name, value: ours.milliseconds, unit: 'ms', against: 'the budget', floor: MOST_MS, aim: '≤ 1' })
    report({
      name: `${name}, the write lock`,
      value: ours.locked,
      unit: 'ms',
      against: bareSqlite,
      floor,
      aim: 'told',
    })
    report({
      name: `${name}, memory at the most`,
      value: ours.kilobytes,
      unit: 'kB',
      against: 'the budget',
      floor: MOST_KB,
      aim: '≤ 1',
    })
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}

function* lines(): Generator<string> {
  yield 'owner,products,code,expires,machines,notes\r\n'
  for (let line = 0; line < LICENSES; line += 1)
    yield `"Customer ${line}, Inc.",virtualization:16;storage;service,OLD-${line}-CODE,2099-02-28,3,"sold by partner ${line % 97}"\r\n`
}

function measure(kind: 'import' | 'bare', dataDir: string, source: string): MeasuredImport {
  const child = spawnSync(process.execPath, [CHILD, kind, dataDir, source], { encoding: 'utf8' })
  if (child.status !== 0) throw new Error(`${kind} ended with ${child.status}: ${child.stderr}`)
  return JSON.parse(child.stdout) as MeasuredImport
}
