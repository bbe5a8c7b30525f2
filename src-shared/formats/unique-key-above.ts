// The Unique Key that the representative's mail names above a Local License Key: it explains, it never decides.
import { undoDamage } from './outside/undo-damage.ts'
import { charSet } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { linesOf, MAX_TEXT_CHARACTERS, placeOf, upperCase } from './text/whole-text.ts'
import { parseUniqueKey } from './unique-key.ts'

const OF_A_KEY = charSet(/[0-9A-Za-z\-\u2010-\u2015]/)
const MOST_LINES = 200

/** `prefix`: of the vendor's Unique Keys. Null: there is none before the block. */
export function uniqueKeyAbove(text: string, prefix: string): string | null {
  if (text.length > MAX_TEXT_CHARACTERS) return null
  for (const line of linesOf(undoDamage(text), MOST_LINES)) {
    const block = placeOf(line, '-----BEGIN ')
    const above = block < 0 ? line : line.slice(0, block)
    const start = placeOf(upperCase(above), `${prefix}-`)
    const key = start < 0 ? null : parseUniqueKey(new Cursor(above.slice(start)).take(OF_A_KEY), prefix)
    if (key?.ok) return key.value
    if (block >= 0) return null
  }
  return null
}
