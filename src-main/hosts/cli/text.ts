// Text for a terminal: names with values, signs and colors.
import stringWidth from 'fast-string-width'

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
