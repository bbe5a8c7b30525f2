// What a report says in a person's language, the same in HTML, PDF and XLSX.
import type { ReportMessages } from '#shared/messages/messages.ts'
import type { ExportFacts } from './export-facts.ts'
import type { TableWords } from './columns.ts'

/** A report names its columns as the page does. */
export function tableWords({ page: { licensing }, report }: ReportMessages): TableWords {
  const { noLimit, productCode } = report
  return { columns: { ...licensing.columns, productCode }, noLimit, unlimited: licensing.unlimited }
}

/** Where the file comes from: what each fact is called, and what it is. */
export function namedFacts(facts: ExportFacts, { report }: ReportMessages): [string, string][] {
  return [
    [report.vendor, facts.vendor],
    [report.uniqueKey, facts.uniqueKey],
    [report.exportedAt, facts.exportedAt],
    [report.exportedBy, facts.app],
  ]
}
