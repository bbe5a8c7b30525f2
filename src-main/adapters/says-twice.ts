// Settings that name a member twice: the last would count, and the other may be the one that was meant.
import { readJsonAs, text } from '#shared/shape.ts'

const MEMBER = /("(?:[^"\\]|\\.)*")\s*:/g
/** Letters: no settings have so many, and a pattern that goes through far more ends the program. */
const LONGEST = 2 ** 20

/** `member`: that one alone; without it any. True also of a text that is too long to be looked at. */
export function saysTwice(json: string, member?: string): boolean {
  if (json.length > LONGEST) return true
  const all = [...json.matchAll(MEMBER)].map(([, name]) => readJsonAs(name ?? '', text()))
  const names = member === undefined ? all : all.filter((name) => name === member)
  return new Set(names).size < names.length
}
