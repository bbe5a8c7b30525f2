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
  a0: [33.1, 46.8],
  a1: [23.4, 33.1],
  a2: [16.54, 23.4],
  a3: [11.7, 16.54],
  a4: [8.27, 11.7],
  a5: [5.83, 8.27],
  a6: [4.13, 5.83],
  legal: [8.5, 14],
  letter: [8.5, 11],
  tabloid: [11, 17],
  ledger: [17, 11],
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
  for (const [name, kind] of Object.entries(KINDS))
    if (kind !== 'paper') insistOnKind(options[name as keyof PrintToPDFOptions], kind, name)
  const { pageSize = 'Letter', margins = {}, generateTaggedPDF, generateDocumentOutline, ...others } = options
  onlyRead('printToPDF margins', margins, ['top', 'bottom', 'left', 'right'])
  const { top, bottom, left, right } = margins
  const [paperWidth, paperHeight] = paperOf(pageSize)
  const tooHigh = [top, bottom].some((inch) => inch !== undefined && inch > paperHeight)
  const tooWide = [left, right].some((inch) => inch !== undefined && inch > paperWidth)
  if (tooHigh || tooWide) throw new Error('margins must be less than or equal to pageSize')
  for (const [name, inch] of Object.entries(margins)) insistOnKind(inch, 'number', `margins.${name}`)
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

function insistOnKind(value: unknown, kind: string, name: string): void {
  if (value !== undefined && typeof value !== kind) throw new TypeError(`${name} must be a ${kind}`)
}

function paperOf(paper: NonNullable<PrintToPDFOptions['pageSize']>): readonly [number, number] {
  if (typeof paper === 'object') {
    onlyRead('printToPDF pageSize', paper, ['width', 'height'])
    if (typeof paper.width !== 'number' || typeof paper.height !== 'number')
      throw new TypeError('width and height properties are required for pageSize')
    return [paper.width, paper.height]
  }
  if (typeof paper !== 'string') throw new TypeError('pageSize must be a string or an object')
  const found = PAPERS[(paper as string).toLowerCase()]
  if (!found) throw new Error(`Invalid pageSize ${paper as string}`)
  return found
}
