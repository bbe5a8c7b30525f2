// What is printed: a document of its own beside the page, which is on paper alone.
import type { ReportElement } from '#shared/report/element.ts'
import { licenseReport, type LicenseReport } from '#shared/report/license-report.ts'
import { ON_PAPER_ALONE, reportStyle } from '#shared/report/report-style.ts'

/** Returns what takes it away again. */
export function putBesideThePage(
  wanted: LicenseReport,
  words: Parameters<typeof licenseReport>[1],
): () => void {
  const { body, feet } = licenseReport(wanted, words)
  const sheet = new CSSStyleSheet()
  sheet.replaceSync(reportStyle(null, feet) + ON_PAPER_ALONE)
  const target = document.createElement('div')
  target.classList.add('printed', 'report')
  target.append(toDom(body))
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet]
  document.body.append(target)
  return () => {
    target.remove()
    document.adoptedStyleSheets = document.adoptedStyleSheets.filter((one) => one !== sheet)
  }
}

function toDom({ tag, attributes, children }: ReportElement): HTMLElement {
  const made = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) made.setAttribute(name, value)
  made.append(...children.map((child) => (typeof child === 'string' ? child : toDom(child))))
  return made
}
