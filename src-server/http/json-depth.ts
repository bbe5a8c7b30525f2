// How deep the brackets of a JSON text go, in one pass: what walks the parsed value calls itself once for each.

/** Counts brackets outside of strings, whether they fit or not; ends where the depth passes `most`. */
export function isDeeperThan(text: string, most: number): boolean {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at += 1) {
    const letter = text[at]
    if (inString) {
      if (letter === '\\') at += 1
      else if (letter === '"') inString = false
    } else if (letter === '"') inString = true
    else if (letter === '[' || letter === '{') depth += 1
    else if (letter === ']' || letter === '}') depth -= 1
    if (depth > most) return true
  }
  return false
}
