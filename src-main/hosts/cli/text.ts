// Text for a terminal: names with values, lines that fit, signs and colors.
import { Help } from 'commander'
import stringWidth from 'string-width'

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

const wrapping = Object.assign(new Help(), { displayWidth: (text: string) => stringWidth(text) })

/**
 * Lines that are wider than a terminal go on below, between two words: indented as they begin, and by `hang` more. Null:
 * however wide.
 */
export function wrapped(text: string, width: number | null, hang = 0): string {
  if (width === null) return text
  return text
    .split('\n')
    .map((line) => {
      const said = line.trimStart()
      const indent = line.length - said.length
      const parts = wrapping.boxWrap(said, width - indent - hang).split('\n')
      return parts.map((part, index) => ' '.repeat(indent + (index > 0 ? hang : 0)) + part).join('\n')
    })
    .join('\n')
}
