// When a version of a product was built, as whoever asks for it says (docs/formats/gate-v1.md#given).
import { readInstant } from '../instant.ts'

/** A day (UTC), or a moment with its Z; seconds and their fraction may be absent. */
export function isBuilt(text: string): boolean {
  const isDay = text.length === 'YYYY-MM-DD'.length
  const isMoment = text.length > 11 && text[10] === 'T' && text.endsWith('Z')
  return (isDay || isMoment) && readInstant(text) !== null
}
