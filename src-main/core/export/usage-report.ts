// The usage of each product by month as a file: CSV, XLSX, and a report to read or print.
import type { MethodResult, Output, ParsedInput } from '#shared/contract/contract.ts'
import type { Messages, ReportMessages } from '#shared/messages/messages.ts'
import { iso } from '#shared/instant.ts'
import { monthlyReport } from '#shared/report/monthly-report.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { uniqueKey } from '../standing/unique-key.ts'
import { usageMonths } from '../usage/months.ts'
import type { Cell } from './columns.ts'
import { csvHeader, csvRecords } from './csv.ts'
import type { ExportFacts } from './export-facts.ts'
import { givenReport, stampedName } from './given-report.ts'
import { toHtml } from './html.ts'

type Products = Output<'usage.months'>['products']

/** A month without a report is a line too. */
export async function exportUsage(
  { months, format, language, locale, timeZone, paper }: ParsedInput<'usage.export'>,
  dependencies: Dependencies,
  signal: AbortSignal,
): Promise<MethodResult<'usage.export'>> {
  const { vendor, app, clock, machineFacts, loadWords } = dependencies
  const key = await uniqueKey(dependencies)
  if (!key.ok) return key
  const found = await usageMonths({ months }, dependencies)
  if (!found.ok) return found
  const { products } = found.value
  const at = iso(clock.now())
  const facts: ExportFacts = {
    vendor: vendor.name,
    uniqueKey: key.value.uniqueKey,
    exportedAt: at,
    app: `${app.name} ${app.version}`,
  }
  const fileName = stampedName(NAME, at, format)
  if (format === 'csv')
    return ok({ fileName, mediaType: CSV, encoding: 'utf8', content: csvOf(facts, products) })
  const messages = await loadWords(language)
  if (format === 'xlsx') {
    const content = Buffer.from(await xlsxOf(facts, products, messages)).toString('base64')
    return ok({ fileName, mediaType: XLSX, encoding: 'base64', content })
  }
  const report = monthlyReport(
    {
      facts: { ...facts, machine: machineFacts.hostName(), at },
      products,
      locale,
      timeZone,
    },
    messages,
  )
  const html = (sheet: typeof paper | null) => toHtml(report, messages.language, sheet ?? null)
  return givenReport({ name: NAME, at, format, html, paper: paper ?? 'a4-portrait' }, dependencies, signal)
}

const NAME = 'usage'
const CSV = 'text/csv;charset=utf-8'
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** For programs too: the same in every language (docs/formats/export.md#usage-by-month). */
const HEADS = [
  'Product Code',
  'Product Name',
  'Month',
  'Reported',
  'Peak',
  'Average',
  'Limit',
  'Overage',
  'Days With Report',
  'Days Over Limit',
]

const csvOf = (facts: ExportFacts, products: Products): string =>
  csvHeader(HEADS) +
  csvRecords(
    facts,
    linesOf(products, ({ peak }) => (peak === null ? 'no' : 'yes')),
  )

async function xlsxOf(facts: ExportFacts, products: Products, messages: ReportMessages): Promise<Uint8Array> {
  const { toXlsx } = await import('./xlsx.ts')
  const words: Messages['page']['usageMonths'] = messages.page.usageMonths
  const { month, peak, average, limit, overage, days, daysOver, title, noReport, product } = words
  const titles = [
    messages.report.productCode,
    product,
    month,
    '',
    peak,
    average,
    limit,
    overage,
    days,
    daysOver,
  ]
  const table = {
    facts,
    columns: titles.map((name) => ({ title: name, width: 14 })),
    rows: linesOf(products, (line) => (line.peak === null ? noReport : null)),
  }
  return toXlsx(table, messages, title)
}

function linesOf(products: Products, told: (line: Products[number]['months'][number]) => Cell): Cell[][] {
  return products.flatMap(({ product, name, months }) =>
    months.map((line) => [
      product,
      name,
      line.month,
      told(line),
      line.peak,
      line.average,
      line.limit,
      line.overage,
      line.days,
      line.daysOver,
    ]),
  )
}
