/** Electron's options of `printToPDF` as DevTools take them: kinds checked, paper in inches, Letter where none is named. */
import type { PrintToPDFOptions } from 'electron'
import { onlyRead } from '../only-read.ts'

/** Of DevTools' `Page.printToPDF`. */
export interface PrintParameters {
  paperWidth: number
  paperHeight: number
  generateTaggedPDF: boolean
  generateDocumentOutline: boolean
}

const PAPERS: Readonly<Record<string, readonly [width: number, height: number]>> = {
  A0: [33.1, 46.8],
  A1: [23.4, 33.1],
  A2: [16.54, 23.4],
  A3: [11.7, 16.54],
  A4: [8.27, 11.7],
  A5: [5.83, 8.27],
  A6: [4.13, 5.83],
  Legal: [8.5, 14],
  Letter: [8.5, 11],
  Tabloid: [11, 17],
  Ledger: [17, 11],
}

const KINDS = {
  landscape: 'boolean',
  displayHeaderFooter: 'boolean',
  printBackground: 'boolean',
  scale: 'number',
  pageSize: 'paper',
  margins: 'object',
  pageRanges: 'string',
  headerTemplate: 'string',
  footerTemplate: 'string',
  preferCSSPageSize: 'boolean',
  generateTaggedPDF: 'boolean',
  generateDocumentOutline: 'boolean',
} as const satisfies Record<keyof PrintToPDFOptions, string>

export function printParameters(options: PrintToPDFOptions): PrintParameters {
  onlyRead('printToPDF', options, Object.keys(KINDS) as (keyof PrintToPDFOptions)[])
  for (const [name, kind] of Object.entries(KINDS)) {
    const value = options[name as keyof PrintToPDFOptions]
    if (value !== undefined && kind !== 'paper' && typeof value !== kind)
      throw new TypeError(`${name} must be a ${kind}`)
  }
  const { pageSize = 'Letter', margins = {}, generateTaggedPDF, generateDocumentOutline, ...others } = options
  onlyRead('printToPDF margins', margins, ['top', 'bottom', 'left', 'right'])
  const { top, bottom, left, right } = margins
  for (const margin of [top, bottom, left, right])
    if (margin !== undefined && typeof margin !== 'number') throw new TypeError('margins must be numbers')
  const [paperWidth, paperHeight] = paperOf(pageSize)
  const inches = { marginTop: top, marginBottom: bottom, marginLeft: left, marginRight: right }
  const given = Object.entries(inches).filter(([, inch]) => inch !== undefined)
  return {
    ...others,
    ...Object.fromEntries(given),
    paperWidth,
    paperHeight,
    generateTaggedPDF: generateTaggedPDF ?? false,
    generateDocumentOutline: generateDocumentOutline ?? false,
  }
}

function paperOf(paper: NonNullable<PrintToPDFOptions['pageSize']>): readonly [number, number] {
  if (typeof paper === 'object') onlyRead('printToPDF pageSize', paper, ['width', 'height'])
  if (typeof paper === 'object') return [paper.width, paper.height]
  const found = PAPERS[paper]
  if (!found) throw new Error(`Invalid pageSize ${paper}`)
  return found
}
