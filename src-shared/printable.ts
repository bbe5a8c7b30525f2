// Text from outside for a terminal or a log: nothing in it that the terminal would obey (docs/SECURITY.md#terminal).

/**
 * SECURITY: names in a license are the vendor's words, and a machine's are its customer's; control characters in them must
 * not move the cursor or recolor the terminal. Line breaks stay. docs/SECURITY.md#terminal
 */
export function printable(text: string): string {
  return text.replaceAll(UNPRINTABLE, '�')
}

/** Control and bidirectional formatting characters, but not the line break (U+000A). */
const UNPRINTABLE = /(?!\n)[\p{Cc}\p{Bidi_Control}]/gu

/** For a sentence that is a line of somebody's log: no name in it begins another, and no surrogate stands alone. */
export const printableSentence = (text: string): string =>
  text.replaceAll(/[\p{Cc}\p{Bidi_Control}\p{Zl}\p{Zp}\p{Cs}]/gu, '�')

/** For a value within a line: it makes no lines of its own. */
export const printableLine = (text: string): string => printable(text.replaceAll(/\s+/g, ' '))

/** The same value for whoever parses it; on a terminal its control characters are letters, those above U+007F too. */
export const jsonLine = (value: unknown): string =>
  `${JSON.stringify(value).replaceAll(UNPRINTABLE, escaped)}\n`

const escaped = (character: string): string =>
  String.raw`\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`
