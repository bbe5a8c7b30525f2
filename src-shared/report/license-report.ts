// The licensing table as a report: where it comes from, the eight columns, and a block for each license with the rest.
import { dateTexts, type Place } from './date-texts.ts'
import { element, said, type ReportElement } from './element.ts'
import { factList, feetOf, namedFacts, type Report, type ReportFacts } from './report-facts.ts'
import {
  cellText,
  PROPERTY_IDS,
  propertyName,
  propertyText,
  TABLE_IDS,
  WIDE_PROPERTIES,
  type PropertyId,
  type ReportRow,
  type ReportWords,
  type TableId,
} from './license-cells.ts'

export interface LicenseReport extends Place {
  readonly facts: ReportFacts
  /** In the order of the table. */
  readonly rows: readonly ReportRow[]
  /** Ids of columns, in their order; null: all of them. */
  readonly columns: readonly string[] | null
}

export function licenseReport({ facts, rows, columns, ...place }: LicenseReport, words: ReportWords): Report {
  const dates = dateTexts(place)
  const told = { words, dates }
  const { report, page } = words
  const inTable =
    columns === null ? TABLE_IDS : columns.flatMap((id) => TABLE_IDS.find((one) => one === id) ?? [])
  const inBlocks = columns === null ? PROPERTY_IDS : PROPERTY_IDS.filter((id) => columns.includes(id))
  const table = element(
    'table',
    {},
    element(
      'thead',
      {},
      element('tr', {}, ...inTable.map((id) => element('th', headOf(id), page.licensing.columns[id]))),
    ),
    element(
      'tbody',
      {},
      ...rows.map((row) =>
        element('tr', {}, ...inTable.map((id) => element('td', cellOf(id), said(cellText(id, row, told))))),
      ),
    ),
  )
  const entries = [report.entries, dates.number(rows.length)] as const
  const blocks = [...Map.groupBy(rows, ({ license }) => license.id).values()].map((ofOne) =>
    block(ofOne, inBlocks, told),
  )
  return {
    title: report.title,
    feet: feetOf(facts, report.title, words, dates.minute(facts.at)),
    body: element(
      'main',
      {},
      element('h1', {}, report.title),
      factList([...namedFacts(facts, words, dates.whole(facts.at)), entries]),
      ...(inTable.length > 0 ? [table] : []),
      ...(inBlocks.length > 0 && blocks.length > 0 ? [element('h2', {}, report.properties), ...blocks] : []),
    ),
  }
}

const KINDS: Partial<Record<TableId, 'number' | 'date'>> = {
  limit: 'number',
  usage: 'number',
  expires: 'date',
  lastCheck: 'date',
}
const cellOf = (id: TableId): Record<string, string> => {
  const kind = KINDS[id]
  return kind ? { class: kind } : {}
}
const headOf = (id: TableId): Record<string, string> => ({ scope: 'col', ...cellOf(id) })

/** `rows`: of one license. */
function block(
  rows: readonly ReportRow[],
  ids: readonly PropertyId[],
  told: Parameters<typeof propertyText>[3],
): ReportElement | string {
  const [first] = rows
  if (!first) return ''
  const { license } = first
  const products = rows.flatMap(({ product }) => product ?? [])
  return element(
    'section',
    { class: 'license' },
    element('h3', {}, said(cellText('owner', first, told))),
    element(
      'dl',
      {},
      ...ids.flatMap((id) => {
        const width: Record<string, string> = WIDE_PROPERTIES.has(id) ? { class: 'wide' } : {}
        return [
          element('dt', width, propertyName(id, told.words)),
          element('dd', width, said(propertyText(id, license, products, told))),
        ]
      }),
    ),
  )
}
