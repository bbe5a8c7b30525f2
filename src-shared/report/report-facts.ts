// What every report says of itself: whose it is, of which machine, when it was made; above, and at the foot of each sheet.
import type { ReportMessages } from '../messages/messages.ts'
import { element, said, type ReportElement } from './element.ts'
import type { PageFeet } from './report-style.ts'

/** Where a report comes from. */
export interface ReportFacts {
  readonly vendor: string
  /** As the machine calls itself. */
  readonly machine: string
  /** null: this machine has none. */
  readonly uniqueKey: string | null
  /** An instant, as the contract writes it. */
  readonly at: string
  readonly app: string
}

export interface Report {
  readonly title: string
  readonly body: ReportElement
  readonly feet: PageFeet
}

type FactWords = Pick<ReportMessages, 'report' | 'page'>

/** What stands at the foot of each page, so that none of them lies about alone. */
export function feetOf(facts: ReportFacts, title: string, { report }: FactWords, at: string): PageFeet {
  return { about: [title, facts.vendor, facts.machine, at].join(' · '), pageOf: report.pageOf }
}

/** What each fact is called, and what it is. */
export function namedFacts(
  facts: ReportFacts,
  { report, page }: FactWords,
  at: string,
): (readonly [string, string])[] {
  return [
    [report.vendor, facts.vendor],
    [report.machine, facts.machine],
    [report.uniqueKey, facts.uniqueKey ?? page.details.unknown],
    [report.exportedAt, at],
    [report.exportedBy, facts.app],
  ]
}

export const factList = (facts: readonly (readonly [string, string])[]): ReportElement =>
  element(
    'dl',
    {},
    ...facts.flatMap(([name, value]) => [element('dt', {}, name), element('dd', {}, said(value))]),
  )
