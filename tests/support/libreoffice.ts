// Spreadsheets as LibreOffice reads them: every cell with its type, from its own flat XML.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { DOMParser, type Element } from '@xmldom/xmldom'

/** `office:value-type` of the cell, null where it has none. Line breaks and runs of spaces are as they were. */
export interface OfficeCell {
  readonly type: string | null
  readonly text: string
  /** A number's or date's own value. */
  readonly value: string | null
  readonly formula: string | null
}

export interface OfficeSheet {
  readonly name: string
  /** Without empty rows and cells at the end. */
  readonly rows: readonly (readonly OfficeCell[])[]
}

/** `program`: LibreOffice's path; `filter`: how to read the files, where their ending does not say it. `folder` is used for all that is written. */
export async function openInLibreOffice(
  program: string,
  files: readonly string[],
  folder: string,
  filter?: string,
): Promise<readonly (readonly OfficeSheet[])[]> {
  const child = spawn(
    program,
    [
      `-env:UserInstallation=${pathToFileURL(path.join(folder, 'profile')).href}`,
      '--headless',
      '--norestore',
      ...(filter === undefined ? [] : [`--infilter=${filter}`]),
      ...['--convert-to', 'fods', '--outdir', folder, ...files],
    ],
    { stdio: 'ignore' },
  )
  const [status] = (await once(child, 'exit')) as [number | null]
  if (status !== 0) throw new Error(`LibreOffice ended with ${String(status)}`)
  return files.map((file) =>
    sheetsOf(readFileSync(path.join(folder, `${path.basename(file, path.extname(file))}.fods`), 'utf8')),
  )
}

function sheetsOf(xml: string): readonly OfficeSheet[] {
  const document = new DOMParser().parseFromString(xml, 'text/xml')
  return [...document.getElementsByTagName('table:table')].map((table) => {
    const name = table.getAttribute('table:name') ?? ''
    const rows = [...table.getElementsByTagName('table:table-row')].flatMap((row) =>
      repeated(
        row,
        'table:number-rows-repeated',
        trimmed(cellsOf(row), ({ type }) => type === null),
      ),
    )
    return { name, rows: trimmed(rows, (row) => row.length === 0) }
  })
}

const cellsOf = (row: Element): OfficeCell[] =>
  children(row)
    .filter(({ tagName }) => tagName === 'table:table-cell')
    .flatMap((cell) => repeated(cell, 'table:number-columns-repeated', cellOf(cell)))

function cellOf(cell: Element): OfficeCell {
  return {
    type: cell.getAttribute('office:value-type'),
    text: children(cell)
      .filter(({ tagName }) => tagName === 'text:p')
      .map((paragraph) => textOf(paragraph))
      .join('\n'),
    value: cell.getAttribute('office:value') ?? cell.getAttribute('office:date-value'),
    formula: cell.getAttribute('table:formula'),
  }
}

function textOf(element: Element): string {
  let text = ''
  for (const node of element.childNodes) {
    const tag = node.nodeName
    if (tag === '#text') text += node.nodeValue ?? ''
    else if (tag === 'text:s') text += ' '.repeat(Number((node as Element).getAttribute('text:c') ?? 1))
    else if (tag === 'text:tab') text += '\t'
    else if (tag === 'text:line-break') text += '\n'
    else text += textOf(node as Element)
  }
  return text
}

const children = (element: Element): Element[] =>
  [...element.childNodes].filter((node): node is Element => node.nodeType === 1)

/** The endless empty rest of a sheet is told as a repetition too. */
function repeated<T>(element: Element, attribute: string, item: T): T[] {
  const times = Number(element.getAttribute(attribute) ?? 1)
  return Array.from({ length: times > 10_000 ? 1 : times }, () => item)
}

function trimmed<T>(items: readonly T[], isEmpty: (item: T) => boolean): T[] {
  return items.slice(0, items.findLastIndex((item) => !isEmpty(item)) + 1)
}
