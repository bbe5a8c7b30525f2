// Tables as text of a command line: aligned columns, or rows of a few lines where a terminal is narrow.
import stringWidth from 'fast-string-width'
import { cutText } from './cut-text.ts'
import { printableLine } from './printable.ts'

interface Room {
  /** Of the terminal, in characters; null: however wide. */
  readonly width?: number | null
  /** Longer cells are cut. */
  readonly longest?: number
}

/**
 * Columns of equal width, two spaces between them; numbers to the right. Where the widest line is wider than the terminal,
 * each row is a few lines of its own instead, and no head is above them.
 */
export function columns(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  room?: Room,
): string {
  const { head, blocks } = blocksOf(header, rows, room)
  return [...head, ...blocks].join('\n')
}

/** The same with something between the rows: each is a line, or the few that it is on a narrow terminal. */
export function blocksOf(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  { width = null, longest = LONGEST_CELL }: Room = {},
): { readonly head: readonly string[]; readonly blocks: readonly string[] } {
  const cells = [header, ...rows].map((row) => row.map((cell) => oneLine(String(cell), longest)))
  const cellWidths = cells.map((row) => row.map((cell) => stringWidth(cell)))
  const widths = header.map((_, column) =>
    cellWidths.reduce((widest, row) => Math.max(widest, row[column] ?? 0), 0),
  )
  const whole = widths.reduce((sum, one) => sum + one, 2 * (header.length - 1))
  if (width !== null && whole > width)
    return { head: [], blocks: cells.slice(1).map((row) => stacked(header, row, width)) }
  const [head = '', ...blocks] = cells.map((row, index) =>
    row
      .map((cell, column) => {
        const space = ' '.repeat((widths[column] ?? 0) - (cellWidths[index]?.[column] ?? 0))
        const toTheRight = index > 0 && typeof rows[index - 1]?.[column] === 'number'
        return toTheRight ? space + cell : cell + space
      })
      .join('  ')
      .trimEnd(),
  )
  return { head: [head], blocks }
}

/** The first two cells on a line, below it the others behind their heads, as many on a line as there is room for. */
function stacked(header: readonly string[], row: readonly string[], width: number): string {
  const named = row.flatMap((cell, index) =>
    index < 2 || cell === '' ? [] : `${header[index] ?? ''} ${cell}`,
  )
  const lines = [row.slice(0, 2).join(' · ')]
  for (const part of named) {
    const line = lines.at(-1) ?? ''
    if (lines.length > 1 && stringWidth(line) + 3 + stringWidth(part) <= width)
      lines[lines.length - 1] = `${line} · ${part}`
    else lines.push(`  ${part}`)
  }
  return lines.join('\n')
}

const LONGEST_CELL = 60

function oneLine(text: string, longest: number): string {
  const clean = printableLine(text)
  return clean.length > longest ? `${cutText(clean, longest - 1)}…` : clean
}
