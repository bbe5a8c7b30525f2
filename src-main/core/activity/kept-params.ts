// What the words of a failure name, as far as it may stand in a log that others read: never a code or a key.
import { findLicenseCodes } from '#shared/formats/outside/codes-in-text.ts'

/** What was typed, which may be anything. */
const ENTERED: ReadonlySet<string> = new Set(['value'])
/** Characters: a line of the log is bounded. */
const LONGEST = 500
/** Of a text that was entered: a part of it that is shorter is no code. */
const SHORTEST_CODE = 6

/** `entered`: the code or mail of this attempt, which a server may say again. Null: nothing is named. */
export function keptParams(params: unknown, entered: string): Readonly<Record<string, unknown>> | null {
  const secrets = entered.split(/\s+/).filter((part) => part.length >= SHORTEST_CODE)
  const isKept = (text: string) =>
    text.length <= LONGEST &&
    findLicenseCodes(text).length === 0 &&
    !secrets.some((secret) => text.includes(secret))
  const kept = Object.entries(params ?? {}).filter(
    ([name, value]) => !ENTERED.has(name) && (typeof value !== 'string' || isKept(value)),
  )
  return kept.length === 0 ? null : Object.fromEntries(kept)
}
