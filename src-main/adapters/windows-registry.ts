// What `reg query` prints of a key of Windows' registry.
import { SPACE } from '#shared/formats/text/char-set.ts'
import { Cursor } from '#shared/formats/text/cursor.ts'
import { linesOf, trimmed } from '#shared/formats/text/whole-text.ts'

const MOST_LINES = 2000

/** Name and value of each line `    NAME    REG_TYPE    VALUE`; a number is `0x…`. */
export function registryValues(text: string): ReadonlyMap<string, string> {
  const values = new Map<string, string>()
  for (const line of linesOf(text, MOST_LINES)) {
    const cursor = new Cursor(line)
    cursor.skip(SPACE)
    const name = cursor.takeTo(SPACE)
    cursor.skip(SPACE)
    if (cursor.takeTo(SPACE).startsWith('REG_')) values.set(name, trimmed(cursor.rest))
  }
  return values
}

/** The keys that lie in the one that was asked for: lines that begin with a root of the registry. */
export const registryKeys = (text: string): readonly string[] =>
  linesOf(text, MOST_LINES)
    .map(trimmed)
    .filter((line) => line.startsWith('HKEY_'))
