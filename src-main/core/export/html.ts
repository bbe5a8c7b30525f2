// A report as one HTML file that needs nothing else: for reading, printing, and as the source of the PDF.
import type { Paper } from '#shared/contract/papers.ts'
import { elementHtml, escapeHtml } from '#shared/report/element.ts'
import type { Report } from '#shared/report/report-facts.ts'
import { reportStyle } from '#shared/report/report-style.ts'

/** `paper`: where it is printed at once; null: whoever prints the file chooses it. The policy lets no script run. */
export function toHtml({ title, body, feet }: Report, language: string, paper: Paper | null): string {
  return `<!doctype html>
<html lang="${escapeHtml(language)}" translate="no">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escapeHtml(title)}</title>
<style>${reportStyle(paper === null ? null : paper.replace('-', ' '), feet)}
</style>
</head>
<body class="report">
${elementHtml(body)}
</body>
</html>
`
}
