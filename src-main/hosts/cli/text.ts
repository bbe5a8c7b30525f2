// Text for a terminal: aligned columns, signs and colors.
import stringWidth from 'string-width'
import { cutText } from '#shared/cut-text.ts'
import { printableLine } from '#shared/printable.ts'

export type Verdict = 'ok' | 'warning' | 'failed' | 'skipped'
export const SIGNS: Readonly<Record<Verdict, string>> = { ok: '✓', warning: '!', failed: '✗', skipped: '·' }
/** ANSI: green, yellow, red, dim. The sign and the word say the same without them. */
const COLORS: Readonly<Record<Verdict, number>> = { ok: 32, warning: 33, failed: 31, skipped: 2 }

export const painted = (verdict: Verdict, text: string): string =>
  `\u001B[${COLORS[verdict]}m${text}\u001B[0m`

/** A name a line, and what it is, the names as wide as the widest. */
export function facts(lines: readonly (readonly [string, string])[]): string {
  const width = Math.max(...lines.map(([name]) => stringWidth(name)))
  return lines
    .map(([name, value]) => `${name}${' '.repeat(width - stringWidth(name))}  ${value}`.trimEnd())
    .join('\n')
}

/**
 * Columns of equal width, two spaces between them; numbers to the right. Where the widest line is wider than `width`, that
 * of a terminal, each row is a few lines of its own instead; null: however wide.
 */
export function columns(
  header: readonly string[],
  rows: readonly (readonly (string | number)[])[],
  width: number | null = null,
): string {
  const cells = [header, ...rows].map((row) => row.map((cell) => oneLine(String(cell))))
  const widths = header.map((_, column) => Math.max(...cells.map((row) => stringWidth(row[column] ?? ''))))
  const whole = widths.reduce((sum, one) => sum + one, 2 * (header.length - 1))
  if (width !== null && whole > width)
    return cells
      .slice(1)
      .map((row) => stacked(header, row, width))
      .join('\n')
  return cells
    .map((row, index) =>
      row
        .map((cell, column) => {
          const space = ' '.repeat((widths[column] ?? 0) - stringWidth(cell))
          const toTheRight = index > 0 && typeof rows[index - 1]?.[column] === 'number'
          return toTheRight ? space + cell : cell + space
        })
        .join('  ')
        .trimEnd(),
    )
    .join('\n')
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

function oneLine(text: string): string {
  const clean = printableLine(text)
  return clean.length > LONGEST_CELL ? `${cutText(clean, LONGEST_CELL - 1)}…` : clean
}
