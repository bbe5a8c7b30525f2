// Sorting by precomputed ranks: each column is ranked once, then any sequence of columns sorts without a comparison.

/** Rank of an empty cell: it comes last in both directions. */
export const EMPTY = 0xffff_ffff

/** `of[row]`: 0 for the smallest of the column, equal for equal cells, EMPTY for empty ones. */
export interface Ranks {
  readonly of: Uint32Array
  /** How many different ranks there are. */
  readonly count: number
}

/** NaN stands for an empty cell. */
export function rankNumbers(keys: Float64Array): Ranks {
  const sorted = keys.toSorted()
  const distinct = new Float64Array(sorted.length)
  let count = 0
  // NaN sorts to the end and equals nothing, not even itself.
  for (const key of sorted) {
    if (Number.isNaN(key)) break
    if (count === 0 || distinct[count - 1] !== key) distinct[count++] = key
  }
  const of = new Uint32Array(keys.length)
  for (let row = 0; row < keys.length; row += 1) of[row] = placeOf(keys[row] ?? NaN, distinct, count)
  return { of, count }
}

function placeOf(key: number, sorted: Float64Array, count: number): number {
  if (Number.isNaN(key)) return EMPTY
  let [low, high] = [0, count - 1]
  while (low < high) {
    const middle = (low + high) >>> 1
    if ((sorted[middle] ?? 0) < key) low = middle + 1
    else high = middle
  }
  return low
}

export interface SortKey {
  readonly ranks: Ranks
  readonly descending: boolean
}

/** Row numbers in order. Stable: one counting sort for each key, the least important first. */
export function sortedOrder(length: number, keys: readonly SortKey[]): Uint32Array {
  let order = new Uint32Array(length)
  for (let row = 0; row < length; row += 1) order[row] = row
  for (const key of keys.toReversed()) order = sortedBy(order, key)
  return order
}

function sortedBy(order: Uint32Array, { ranks, descending }: SortKey): Uint32Array<ArrayBuffer> {
  const { of, count } = ranks
  const slotOf = (row: number) => {
    const rank = of[row] ?? EMPTY
    if (rank === EMPTY) return count
    return descending ? count - 1 - rank : rank
  }
  const next = new Uint32Array(count + 2)
  for (const row of order) next[slotOf(row) + 1] = (next[slotOf(row) + 1] ?? 0) + 1
  for (let slot = 1; slot < next.length; slot += 1) next[slot] = (next[slot] ?? 0) + (next[slot - 1] ?? 0)
  const sorted = new Uint32Array(order.length)
  for (const row of order) {
    const slot = slotOf(row)
    const place = next[slot] ?? 0
    next[slot] = place + 1
    sorted[place] = row
  }
  return sorted
}
