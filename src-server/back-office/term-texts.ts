// Terms of a license as a person writes them, in an option or in a list.
import { DAY, iso } from '#shared/instant.ts'
import { shortPattern } from '#shared/formats/text/short-pattern.ts'
import type { LicenseMetadata } from '../store/licenses.ts'

export const DIGITS = shortPattern(/^\d+$/)

export const MOST_DAYS = 3650

const DATE = shortPattern(/^\d{4}-\d{2}-\d{2}$/)
const INSTANT = shortPattern(/^\d{4}-\d{2}-\d{2}T[\d:.]+(Z|[+-]\d{2}:\d{2})$/)

/** In milliseconds since 1970. `never` stays a word: commander takes null for no value. */
export type TermDate = number | 'never'

/** Null: without an end. */
export const dateOrNull = (date: TermDate): number | null => (date === 'never' ? null : date)

/** A day means its last moment in UTC. Undefined: the text names no date. */
export function dateIn(text: string): TermDate | undefined {
  if (text === 'never') return text
  if (DATE.matches(text)) {
    const start = Date.parse(`${text}T00:00:00.000Z`)
    return iso(start || 0).startsWith(text) ? start + DAY - 1 : undefined
  }
  const at = INSTANT.matches(text) ? Date.parse(text) : Number.NaN
  return Number.isNaN(at) ? undefined : at
}

/** Undefined: the text names no rule. */
export function overLimitIn(text: string): LicenseMetadata['overLimit'] | undefined {
  if (text === 'allow' || text === 'refuse') return text
  return DIGITS.matches(text) && Number(text) <= MOST_DAYS ? Number(text) : undefined
}
