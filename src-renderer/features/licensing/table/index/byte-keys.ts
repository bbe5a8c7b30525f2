// Texts of plain ASCII as bytes that sort as a collator with numeric order would sort the texts: one byte of its weight
// for each character; a number as the weight of 0, its length, its digits.

const FIRST = 0x20
const LAST = 0x7e
const ZERO = 0x30
const NINE = 0x39
const LONGEST_NUMBER = 200
const LONGEST_TEXT = 1000
/** A number of one digit takes three. */
const BYTES_PER_CHARACTER = 3

type Compare = (a: string, b: string) => number

export interface ByteKeys {
  /** Each key ends with a 0. */
  readonly bytes: Uint8Array
  /** Where the key of each row begins. */
  readonly start: Uint32Array
}

export interface KeyedTexts {
  readonly keys: ByteKeys
  /** Rows that have a key. */
  readonly plain: Uint32Array
  /** Rows that the collator itself must order. Empty texts are in neither. */
  readonly others: readonly number[]
}

export function byteKeys(texts: readonly string[], compare: Compare): KeyedTexts {
  const weights = asciiWeights(compare)
  let characters = 0
  for (const text of texts) if (text.length <= LONGEST_TEXT) characters += text.length + 1
  const bytes = new Uint8Array(characters * BYTES_PER_CHARACTER)
  const start = new Uint32Array(texts.length)
  const plain = new Uint32Array(texts.length)
  const others: number[] = []
  let end = 0
  let count = 0
  let before = ''
  let row = -1
  for (const text of texts) {
    row += 1
    if (text === '') continue
    // The rows of one license follow each other.
    if (text === before && count > 0 && plain[count - 1] === row - 1) {
      start[row] = start[row - 1] ?? 0
      plain[count++] = row
      continue
    }
    const written = weights === null ? -1 : writeKey(text, weights, bytes, end)
    if (written === -1) others.push(row)
    else {
      start[row] = end
      end = written
      plain[count++] = row
      before = text
    }
  }
  return { keys: { bytes, start }, plain: plain.subarray(0, count), others }
}

/** Where the key ends; -1: the text has none. */
function writeKey(text: string, weights: Uint8Array, bytes: Uint8Array, from: number): number {
  if (text.length > LONGEST_TEXT) return -1
  const zero = weights[ZERO] ?? 0
  let end = from
  let at = 0
  while (at < text.length) {
    const code = text.charCodeAt(at)
    if (code < FIRST || code > LAST) return -1
    if (code < ZERO || code > NINE) {
      bytes[end++] = weights[code] ?? 0
      at += 1
      continue
    }
    while (text.charCodeAt(at) === ZERO) at += 1
    const digits = at
    while (isDigit(text.charCodeAt(at))) at += 1
    if (at - digits > LONGEST_NUMBER) return -1
    bytes[end++] = zero
    bytes[end++] = at - digits + 1
    for (let digit = digits; digit < at; digit += 1) bytes[end++] = text.charCodeAt(digit)
  }
  bytes[end++] = 0
  return end
}

const isDigit = (code: number): boolean => code >= ZERO && code <= NINE

export interface SortedKeys {
  readonly rows: Uint32Array
  /** 1 where a row's key differs from the one before it. */
  readonly begins: Uint8Array
}

/** Three-way radix quicksort: looks at each byte of a key about once, and finds equal keys on its way. */
export function sortKeys(plain: Uint32Array, { bytes, start }: ByteKeys): SortedKeys {
  const rows = plain.slice()
  const begins = new Uint8Array(rows.length)

  /** Everything from `low` to `high` has its first `depth` bytes in common. */
  function sortRange(low: number, high: number, depth: number): void {
    while (high - low > 1) {
      const pivot = bytes[(start[rows[(low + high) >>> 1] ?? 0] ?? 0) + depth] ?? 0
      let less = low
      let more = high - 1
      let at = low
      while (at <= more) {
        const row = rows[at] ?? 0
        const byte = bytes[(start[row] ?? 0) + depth] ?? 0
        if (byte < pivot) {
          rows[at++] = rows[less] ?? 0
          rows[less++] = row
        } else if (byte > pivot) {
          rows[at] = rows[more] ?? 0
          rows[more--] = row
        } else at += 1
      }
      if (low < less) sortRange(low, less, depth)
      if (more + 1 < high) sortRange(more + 1, high, depth)
      low = less
      high = more + 1
      if (pivot === 0) break
      depth += 1
    }
    begins[low] = 1
  }

  if (rows.length > 0) sortRange(0, rows.length, 0)
  return { rows, begins }
}

const known = new WeakMap<Compare, Uint8Array | { none: true }>()

/** Weight of each ASCII character, or null where this locale does not order texts character by character. */
function asciiWeights(compare: Compare): Uint8Array | null {
  const before = known.get(compare)
  if (before) return before instanceof Uint8Array ? before : null
  const found = findWeights(compare)
  known.set(compare, found ?? { none: true })
  return found
}

function findWeights(compare: Compare): Uint8Array | null {
  const characters = Array.from({ length: LAST - FIRST + 1 }, (_, offset) =>
    String.fromCharCode(FIRST + offset),
  ).sort(compare)
  const weights = new Uint8Array(LAST + 1)
  let weight = 0
  let before = ''
  for (const character of characters) {
    const difference = compare(before, character)
    // Equal to nothing at all: this locale passes over some characters.
    if (difference === 0 && before === '') return null
    if (difference !== 0) weight += 1
    weights[character.charCodeAt(0)] = weight
    before = character
  }
  return pairsFollow(characters, compare) ? weights : null
}

/** No two letters count as one, as "ch" does in Czech. */
function pairsFollow(characters: readonly string[], compare: Compare): boolean {
  const letters = characters.filter((character) => /[a-z]/.test(character))
  const pairs = letters.flatMap((first) => letters.map((second) => first + second))
  return pairs.every((pair, at) => at === 0 || compare(pairs[at - 1] ?? '', pair) < 0)
}
