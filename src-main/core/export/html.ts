// The report as one HTML file that needs nothing else: for reading, printing, and as the source of the PDF.
import { minuteOfIso } from '#shared/instant.ts'
import type { ReportMessages } from '#shared/messages/messages.ts'
import { namedFacts } from './report-words.ts'
import type { Cell, ExportColumn } from './columns.ts'
import type { ExportTable } from './table.ts'

const STYLE = `
  @page { size: A4 landscape; margin: 14mm 12mm; @bottom-right { content: counter(page) " / " counter(pages); font: 8pt sans-serif } }
  body { font: 9pt/1.4 system-ui, sans-serif; color: #1a1d21; margin: 2em auto; max-width: 1400px; padding: 0 1em }
  h1 { font-size: 15pt; margin: 0 0 .3em }
  dl { display: grid; grid-template-columns: max-content 1fr; gap: .1em 1em; margin: 0 0 1.2em }
  dt { color: #59616b } dd { margin: 0; overflow-wrap: anywhere }
  table { border-collapse: collapse; width: 100% }
  th, td { text-align: left; vertical-align: top; padding: .35em .6em; border-bottom: 1px solid #d5dae0; overflow-wrap: anywhere; max-width: 22em }
  th { border-bottom: 2px solid #59616b } .number { text-align: right; font-variant-numeric: tabular-nums }
  thead { display: table-header-group } tr { break-inside: avoid }
  @media print { body { margin: 0; max-width: none; padding: 0 } }`

/** Everything in it is text: names are escaped, and the policy lets no script run. */
export function toHtml({ facts, columns, rows }: ExportTable, messages: ReportMessages): string {
  const { title, entries } = messages.report
  const head = columns
    .map((column) => `<th scope="col"${align(column)}>${escape(column.title)}</th>`)
    .join('')
  const body = rows.map((row) => `<tr>${row.map((cell, at) => cellHtml(cell, columns[at])).join('')}</tr>`)
  const about = [...namedFacts(facts, messages), [entries, String(rows.length)] as const]
  const list = about.map(([name, value]) => `<dt>${escape(name)}</dt><dd>${escape(value)}</dd>`)
  return `<!doctype html>
<html lang="${escape(messages.language)}" translate="no">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}, ${escape(facts.vendor)}</title>
<style>${STYLE}
</style>
</head>
<body>
<h1>${escape(title)}</h1>
<dl>${list.join('')}</dl>
<table>
<thead><tr>${head}</tr></thead>
<tbody>
${body.join('\n')}
</tbody>
</table>
</body>
</html>
`
}

function cellHtml(cell: Cell, column: ExportColumn | undefined): string {
  const text = cell instanceof Date ? minuteOfIso(cell.toISOString()) : String(cell ?? '')
  return `<td dir="auto"${align(column)}>${escape(text)}</td>`
}

const align = (column: ExportColumn | undefined) => (column?.kind === 'number' ? ' class="number"' : '')

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

const escape = (text: string): string =>
  text.replaceAll('\0', '').replaceAll(/[&<>"']/g, (letter) => ENTITIES[letter] ?? letter)
