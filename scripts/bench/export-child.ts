// One export of 10,000 rows in a process of its own, so that its memory is its own: `export-child.ts FORMAT`.
import { toCsv, CSV_WORDS } from '#main/core/export/csv.ts'
import { toHtml } from '#main/core/export/html.ts'
import { tableWords } from '#main/core/export/report-words.ts'
import { toTable } from '#main/core/export/table.ts'
import { toXlsx } from '#main/core/export/xlsx.ts'
import { messages as english } from '#shared/messages/en/messages.ts'
import { report } from '#shared/messages/en/report.ts'
import { licenseReport } from '#shared/report/license-report.ts'
import { license, product } from '../../tests/renderer/support/samples.ts'
import { mostMemory } from './most-memory.ts'

export const FORMATS = ['csv', 'xlsx', 'html'] as const
type Format = (typeof FORMATS)[number]

export interface Measured {
  readonly milliseconds: number
  readonly kilobytes: number
}

const LICENSES = 2000
const PRODUCTS = 5
const AT = '2026-11-26T09:47:00.000Z'

async function write(format: Format): Promise<unknown> {
  const messages = { ...english, report }
  const licenses = Array.from({ length: LICENSES }, (_, index) =>
    license(
      `Customer ${index}`,
      Array.from({ length: PRODUCTS }, (_each, one) => product(`Product ${one}`, { usage: index })),
    ),
  )
  const facts = { vendor: 'Vendor', uniqueKey: 'VM-1', exportedAt: AT, app: 'Activation Desk' }
  const everything = { rows: null, columns: null }
  const codeOf = ({ codeMasked }: (typeof licenses)[number]) => codeMasked
  const tableIn = (words: typeof CSV_WORDS) => toTable(facts, licenses, everything, codeOf, words)
  if (format === 'csv') return toCsv(tableIn(CSV_WORDS))
  if (format === 'xlsx') return toXlsx(tableIn(tableWords(messages)), messages)
  const rows = licenses.flatMap((one) =>
    one.products.map((each) => ({ license: one, product: each, now: Date.parse(AT) })),
  )
  const from = { vendor: 'Vendor', machine: 'srv-01', uniqueKey: 'VM-1', at: AT, app: 'Activation Desk' }
  return toHtml(licenseReport({ facts: from, rows, columns: null }, messages), 'en', null)
}

const wanted = FORMATS.find((format) => format === process.argv[2])
if (import.meta.main && wanted) {
  const started = performance.now()
  await write(wanted)
  const measured: Measured = {
    milliseconds: performance.now() - started,
    kilobytes: mostMemory(),
  }
  process.stdout.write(JSON.stringify(measured))
}
