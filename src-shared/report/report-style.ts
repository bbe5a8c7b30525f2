// How every report looks, on paper and on a screen: one style for HTML, PDF and what the page prints.

/** What each page of paper says at its foot. */
export interface PageFeet {
  readonly about: string
  readonly pageOf: (page: string, pages: string) => string
}

/** `size`: of the paper, for a file that is printed at once; null: whoever prints chooses it. */
export const reportStyle = (size: string | null, { about, pageOf }: PageFeet): string => `
@page {
  ${size === null ? '' : `size: ${size};`}
  margin: 12mm 12mm 16mm;
  @bottom-left { content: ${cssText(about)}; font: 8pt system-ui, sans-serif; color: #59616b }
  @bottom-right { content: ${numbered(pageOf)}; font: 8pt system-ui, sans-serif; color: #59616b }
}
${STYLE}`

const STYLE = `
.report { color: #1a1d21; background: #ffffff; color-scheme: light; font: 9pt/1.4 system-ui, sans-serif; text-align: start }
.report * { box-sizing: border-box }
.report h1 { margin: 0 0 2mm; font-size: 15pt; line-height: 1.3 }
.report h2 { margin: 6mm 0 2mm; font-size: 11pt; break-after: avoid }
.report h3 { margin: 0 0 1mm; font-size: 9pt }
.report p { margin: 0 0 2mm }
.report dl { display: grid; grid-template-columns: max-content minmax(0, 1fr); gap: .3mm 4mm; margin: 0 0 4mm }
.report dt { color: #59616b }
.report dd { margin: 0 }
.report table { inline-size: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
.report thead { display: table-header-group }
.report tr { break-inside: avoid }
.report th, .report td { padding: 1mm 1.5mm; border-block-end: .2mm solid #c3c9d0; text-align: start; vertical-align: top; overflow-wrap: normal; word-break: normal; hyphens: manual }
.report th { border-block-end: .4mm solid #59616b; font-weight: 600; vertical-align: bottom }
.report .number { padding-inline-end: 3mm; text-align: end }
.report .date { min-inline-size: 7.5em }
.report .license { break-inside: avoid; padding: 2mm 0; border-block-start: .2mm solid #c3c9d0 }
.report .license dl { grid-template-columns: repeat(2, max-content minmax(0, 1fr)); margin: 0 }
.report .license dt.wide { grid-column: 1 }
.report .license dd.wide { grid-column: 2 / -1 }
.report pre { margin: 0 0 2mm; padding: 2mm; background: #f3f5f7; print-color-adjust: exact; font: 7.5pt/1.4 ui-monospace, monospace; white-space: pre-wrap; overflow-wrap: anywhere }
.report .one-page h2 { margin-block-start: 3mm }
.report .one-page dl { margin-block-end: 2mm }
.report .one-page :is(th, td) { padding-block: .5mm }
@media screen { body.report { max-width: 1400px; margin: 2em auto; padding: 0 1em } }
@media print { .report { font-size: 8pt } body.report { margin: 0 } }`

/** Beside a page with another purpose: on the screen it is not there, on paper nothing else is. */
export const ON_PAPER_ALONE = `
.printed { display: none }
@media print {
  html, body { block-size: auto !important; background: none !important }
  body > :not(.printed) { display: none !important }
  .printed { display: block }
}`

const SLOTS = ['\u0001', '\u0002'] as const

/** The numbers are those of the printer; the words around them, and their order, are of the language. */
function numbered(pageOf: PageFeet['pageOf']): string {
  const counters: Readonly<Record<string, string>> = {
    [SLOTS[0]]: 'counter(page)',
    [SLOTS[1]]: 'counter(pages)',
  }
  return pageOf(...SLOTS)
    .split(/([\u0001\u0002])/) // eslint-disable-line no-control-regex -- no word has them
    .filter((part) => part !== '')
    .map((part) => counters[part] ?? cssText(part))
    .join(' ')
}

/** As a text of CSS, in which nothing of it ends anything. */
const cssText = (text: string): string =>
  `"${text.replaceAll(/[^\p{L}\p{N} ]/gu, (letter) => `\\${letter.codePointAt(0)?.toString(16) ?? ''} `)}"`
