// Exports of 10,000 rows: how long each format takes, and how much memory its process has at the most.
import { spawnSync } from 'node:child_process'
import path from 'node:path'
import { FORMATS, type Measured } from './export-child.ts'
import { report } from './report.ts'

/** Issue 14.8. */
const MOST_MS = 3000
const MOST_KB = 500_000

export function benchExport(): void {
  for (const format of FORMATS) {
    const child = path.join(import.meta.dirname, 'export-child.ts')
    const { status, stdout, stderr } = spawnSync(process.execPath, [child, format], { encoding: 'utf8' })
    if (status !== 0) throw new Error(`the export as ${format} ended with ${status}: ${stderr}`)
    const { milliseconds, kilobytes } = JSON.parse(stdout) as Measured
    const name = `export: 10,000 rows as ${format}`
    report({ name, value: milliseconds, unit: 'ms', against: 'the budget', floor: MOST_MS, aim: '≤ 1' })
    report({
      name: `${name}, memory at the most`,
      value: kilobytes,
      unit: 'kB',
      against: 'the budget',
      floor: MOST_KB,
      aim: '≤ 1',
    })
  }
}
