// What can still be read of a damaged file of records.

/** The records of a text that is no JSON any more: they have no braces inside. Each character is looked at once. */
export function piecesOf(text: string): unknown[] {
  const pieces: unknown[] = []
  for (const part of text.split('{').slice(1)) {
    const end = part.indexOf('}')
    if (end < 0) continue
    try {
      pieces.push(JSON.parse(`{${part.slice(0, end)}}`))
    } catch {
      // this one is lost
    }
  }
  return pieces
}
