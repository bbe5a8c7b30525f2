// Sorting by precomputed ranks: what differs in a column is ranked once, then any sequence of columns sorts without a
// comparison.

/** Rank of an empty cell: it comes last in both directions. */
export const EMPTY = 0xffff_ffff

/** Of the values of a column: 0 for the smallest, equal for equal ones, EMPTY for empty ones. */
export interface Ranks {
  readonly of: Uint32Array
  /** How many different ranks there are. */
  readonly count: number
}

/** Different numbers. NaN stands for an empty cell. */
export function rankNumbers(values: readonly number[]): Ranks {
  const sorted = Float64Array.from(values).sort()
  const rankOf = new Map<number, number>()
  for (const value of sorted) if (!Number.isNaN(value) && !rankOf.has(value)) rankOf.set(value, rankOf.size)
  return { of: Uint32Array.from(values, (value) => rankOf.get(value) ?? EMPTY), count: rankOf.size }
}

export interface SortKey {
  readonly ranks: Ranks
  /** For each row, the place of its value among those that are ranked. */
  readonly of: Uint32Array
  readonly descending: boolean
}

/** Row numbers in order. Stable: one counting sort for each key, the least important first. */
export function sortedOrder(length: number, keys: readonly SortKey[]): Uint32Array {
  let order = new Uint32Array(length)
  for (let row = 0; row < length; row += 1) order[row] = row
  for (const key of keys.toReversed()) order = sortedBy(order, key)
  return order
}

function sortedBy(order: Uint32Array, { ranks, of, descending }: SortKey): Uint32Array<ArrayBuffer> {
  const { count } = ranks
  const slots = ranks.of.map((rank) => (rank === EMPTY ? count : descending ? count - 1 - rank : rank))
  const next = new Uint32Array(count + 2)
  for (const row of order) {
    const slot = (slots[of[row] ?? 0] ?? 0) + 1
    next[slot] = (next[slot] ?? 0) + 1
  }
  for (let slot = 1; slot < next.length; slot += 1) next[slot] = (next[slot] ?? 0) + (next[slot - 1] ?? 0)
  const sorted = new Uint32Array(order.length)
  for (const row of order) {
    const slot = slots[of[row] ?? 0] ?? 0
    const place = next[slot] ?? 0
    next[slot] = place + 1
    sorted[place] = row
  }
  return sorted
}
