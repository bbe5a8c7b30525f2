// The usage of each product by month as a report: a table for each product, months without a report included.
import type { Output } from '../contract/contract.ts'
import { dateTexts, type DateTexts, type Place } from './date-texts.ts'
import { element, said, type ReportElement } from './element.ts'
import { factList, feetOf, namedFacts, type Report, type ReportFacts } from './report-facts.ts'
import type { ReportWords } from './license-cells.ts'

type Products = Output<'usage.months'>['products']
type Month = Products[number]['months'][number]

export interface MonthlyReport extends Place {
  readonly facts: ReportFacts
  readonly products: Products
}

export function monthlyReport({ facts, products, ...place }: MonthlyReport, words: ReportWords): Report {
  const dates = dateTexts(place)
  const { usageMonths } = words.page
  return {
    title: usageMonths.title,
    feet: feetOf(facts, usageMonths.title, words, dates.minute(facts.at)),
    body: element(
      'main',
      {},
      element('h1', {}, usageMonths.title),
      factList(namedFacts(facts, words, dates.whole(facts.at))),
      element('p', {}, products.length === 0 ? usageMonths.nothing : usageMonths.counted),
      ...products.flatMap((product) => productTable(product, dates, words)),
    ),
  }
}

function productTable(
  { product, name, type, whole, months }: Products[number],
  dates: DateTexts,
  { page: { usageMonths } }: ReportWords,
): ReportElement[] {
  const { month, days, peak, average, limit, overage, daysOver, noReport, noLimit, lost } = usageMonths
  const heads = [month, peak, average, limit, overage, days, daysOver]
  const number = { class: 'number' }
  const figures = (line: Month): string[] =>
    line.peak === null
      ? [noReport, '', '', '', '', '']
      : [
          dates.number(line.peak),
          dates.number(line.average ?? line.peak),
          line.limit === null ? noLimit : dates.number(line.limit),
          dates.number(line.overage ?? 0),
          dates.number(line.days),
          dates.number(line.daysOver),
        ]
  return [
    element('h2', {}, said([name, type].filter(Boolean).join(', ')), ' ', said(`(${product})`)),
    ...(whole ? [] : [element('p', {}, lost)]),
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element(
          'tr',
          {},
          ...heads.map((head, index) => element('th', { scope: 'col', ...(index > 0 ? number : {}) }, head)),
        ),
      ),
      element(
        'tbody',
        {},
        ...months.map((line) =>
          element(
            'tr',
            {},
            element('td', {}, dates.month(line.month)),
            ...figures(line).map((figure) => element('td', number, figure)),
          ),
        ),
      ),
    ),
  ]
}
