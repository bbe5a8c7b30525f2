// What can still be read of a damaged file of records.
import { hasTooMany, OTHERWISE, parsedJson } from '#shared/shape.ts'

/** The records of a text that is no JSON any more: they have no braces inside. Each character is looked at once. More than ours are none. */
export function piecesOf(text: string): unknown[] {
  const pieces: unknown[] = []
  if (hasTooMany(text)) return pieces
  for (const part of text.split('{').slice(1)) {
    const end = part.indexOf('}')
    if (end < 0) continue
    const piece = parsedJson(`{${part.slice(0, end)}}`)
    if (piece !== OTHERWISE) pieces.push(piece) // else this one is lost
  }
  return pieces
}
