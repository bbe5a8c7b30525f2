// The licensing table as a file for an audit.
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import { iso } from '#shared/instant.ts'
import { judgedNow } from '#shared/messages/status-words.ts'
import { licenseReport } from '#shared/report/license-report.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import { judgeStored } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'
import { toLicenseList } from '../standing/views.ts'
import { CSV_WORDS, toCsv } from './csv.ts'
import type { ExportFacts } from './export-facts.ts'
import { stampedName } from './given-report.ts'
import { toHtml } from './html.ts'
import { toJson } from './json.ts'
import { tableWords } from './report-words.ts'
import { reportRows } from './report-rows.ts'
import { toTable } from './table.ts'

type ExportInput = ParsedInput<'export.create'>

const MEDIA_TYPES: Readonly<Record<ExportInput['format'], string>> = {
  csv: 'text/csv;charset=utf-8',
  json: 'application/json',
  xlsx: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
  html: 'text/html;charset=utf-8',
  pdf: 'application/pdf',
}

/** License Codes are masked unless asked for; instants are ISO 8601 or typed dates. */
export async function createExport(
  input: ExportInput,
  dependencies: Dependencies,
  signal: AbortSignal,
): Promise<MethodResult<'export.create'>> {
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const exportedAt = iso(dependencies.clock.now())
  const facts: ExportFacts = {
    vendor: dependencies.vendor.name,
    uniqueKey: judged.value.uniqueKey,
    exportedAt,
    app: `${dependencies.app.name} ${dependencies.app.version}`,
  }
  const bytes = await write(input, facts, judged.value, dependencies, signal)
  if (!bytes.ok) return bytes
  if (signal.aborted) return err(failure('cancelled', {}))
  return ok({
    fileName: stampedName('licenses', exportedAt, input.format),
    mediaType: MEDIA_TYPES[input.format],
    ...(typeof bytes.value === 'string'
      ? { encoding: 'utf8' as const, content: bytes.value }
      : { encoding: 'base64' as const, content: Buffer.from(bytes.value).toString('base64') }),
  })
}

async function write(
  { format, rows, columns, withCodes, language, locale, timeZone, paper }: ExportInput,
  facts: ExportFacts,
  judged: Judged,
  { pdf, loadWords, machineFacts }: Pick<Dependencies, 'pdf' | 'loadWords' | 'machineFacts'>,
  signal: AbortSignal,
): Promise<Result<string | Uint8Array, Failure<'pdf_not_available' | 'cancelled'>>> {
  const { licenses, clock } = toLicenseList(judged)
  const codes = new Map(judged.licenses.map(({ stored }) => [stored.id, stored.code]))
  const codeOf = (license: LicenseView) => (withCodes ? codes.get(license.id) : null) ?? license.codeMasked
  const selection = { rows: rows ?? null, columns: columns ?? null }
  if (format === 'json') return ok(toJson(facts, licenses, selection, codeOf))
  if (format === 'csv') return ok(toCsv(toTable(facts, licenses, selection, codeOf, CSV_WORDS)))
  const messages = await loadWords(language)
  if (format === 'xlsx') {
    // Its library is large, and most commands write no file.
    const { toXlsx } = await import('./xlsx.ts')
    return ok(await toXlsx(toTable(facts, licenses, selection, codeOf, tableWords(messages)), messages))
  }
  const { vendor, uniqueKey, exportedAt: at, app } = facts
  const report = licenseReport(
    {
      facts: { vendor, machine: machineFacts.hostName(), uniqueKey, at, app },
      rows: reportRows(licenses, selection.rows, judgedNow(clock), codeOf),
      columns: selection.columns,
      locale,
      timeZone,
    },
    messages,
  )
  if (format === 'html') return ok(toHtml(report, messages.language, null))
  return pdf.print(toHtml(report, messages.language, paper ?? 'a4-landscape'), signal)
}
