// Sentences of both command lines that fit a terminal: wider lines go on below, between two words.
import { Help } from 'commander'
import stringWidth from 'string-width'

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

/** Of a terminal, in characters; null: it is none, and lines are as long as they are. */
export const widthOf = ({ isTTY, columns }: Screen): number | null =>
  isTTY === true ? (columns ?? null) : null

interface Screen {
  readonly isTTY?: boolean
  readonly columns?: number
}
