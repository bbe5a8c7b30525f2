// Sentences of both command lines that fit a terminal: wider lines go on below, between two words.
import { Help } from 'commander'
import stringWidth from 'fast-string-width'

const wrapping = Object.assign(new Help(), {
  displayWidth: (text: string) => stringWidth(text),
  minWidthToWrap: 1, // a narrow terminal cuts words where it likes
})

/** So much is left for words, if need be in the place of what they are indented by. */
const FOR_WORDS = 20

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
      const before = Math.max(0, width - FOR_WORDS)
      const indent = Math.min(line.length - said.length, before)
      const below = Math.min(hang, before - indent)
      const parts = wrapping.boxWrap(said, width - indent - below).split('\n')
      return parts.map((part, index) => ' '.repeat(indent + (index > 0 ? below : 0)) + part).join('\n')
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
