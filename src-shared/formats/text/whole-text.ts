// Counted operations on a whole text from outside: each looks at every character once.
import type { CharSet } from './char-set.ts'
import { LINE_BREAK, SPACE } from './char-set.ts'
import { countWhole, Cursor } from './cursor.ts'

/** The most that any reader looks at: Keygen's largest files are some tens of kB. More is no key, whatever it says. */
export const MAX_TEXT_CHARACTERS = 262_144

export function isBlank(text: string): boolean {
  const cursor = new Cursor(text)
  cursor.skip(SPACE)
  return cursor.atEnd
}

export function trimmed(text: string): string {
  countWhole(text)
  return text.trim()
}

export function upperCase(text: string): string {
  countWhole(text)
  return text.toUpperCase()
}

export function lowerCase(text: string): string {
  countWhole(text)
  return text.toLowerCase()
}

/** Its lines, one behind the other. */
export function withoutNewlines(text: string): string {
  countWhole(text)
  // `replaceAll` leaves them as a chain, and whoever reads them first has to copy it link by link.
  return text.split('\n').join('')
}

/** Where this word stands first, or -1. `word` is one of ours, and short. */
export function placeOf(text: string, word: string): number {
  countWhole(text)
  return text.indexOf(word)
}

/** What lies between this word, however often it stands there; behind `most` parts only whether there is more. */
export function splitAt(text: string, word: string, most: number): string[] {
  countWhole(text)
  return text.split(word, most + 1)
}

/** Whether a character of the set is in it. */
export function hasAny(text: string, set: CharSet): boolean {
  const cursor = new Cursor(text)
  cursor.skipTo(set)
  return !cursor.atEnd
}

/** Each character of the set becomes what `to` says; the others stay. */
export function replaced(text: string, set: CharSet, to: (letter: string) => string): string {
  const cursor = new Cursor(text)
  let result = cursor.takeTo(set)
  while (!cursor.atEnd) result += to(cursor.next()) + cursor.takeTo(set)
  return result
}

export function without(text: string, set: CharSet): string {
  const cursor = new Cursor(text)
  let result = ''
  while (!cursor.atEnd) {
    result += cursor.takeTo(set)
    cursor.skip(set)
  }
  return result
}

/** What lies between characters of the set; nothing that is empty. */
export function partsOf(text: string, separators: CharSet): string[] {
  const cursor = new Cursor(text)
  const parts: string[] = []
  cursor.skip(separators)
  while (!cursor.atEnd) {
    parts.push(cursor.takeTo(separators))
    cursor.skip(separators)
  }
  return parts
}

/** The first `most` lines, without their ends: of Unix, Windows, old Macs and Unicode. */
export function linesOf(text: string, most: number): string[] {
  const cursor = new Cursor(text)
  const lines: string[] = []
  while (lines.length < most) {
    lines.push(cursor.takeTo(LINE_BREAK))
    if (cursor.atEnd) break
    if (!cursor.takeWord('\r\n')) cursor.next()
  }
  return lines
}

/** Its code points, for a loop. */
export function lettersOf(text: string): Iterable<string> {
  countWhole(text)
  return text
}

export function inGroups(text: string, size: number, separator: string): string {
  const groups: string[] = []
  for (let at = 0; at < text.length; at += size) groups.push(text.slice(at, at + size))
  return groups.join(separator)
}
