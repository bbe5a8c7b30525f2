// One list of rows, prepared for sorting and searching: ranks for each column, one text to search for each row.
//
// Of AG Grid's time in the same run of scripts/bench/table, least of 2 rounds at 1,000 and 10,000 rows, one at 100,000, on two
// cores that others kept busy, so that a third more or less is chance: mount 0.60, 0.64, 1.61; first search 0.47, 0.25, 1.44; one
// more letter 1.93, 2.40, 1.04 (where it finds the same rows AG Grid has nothing to draw, and ours marks the letter); sorting
// 0.37, 0.49, 0.24; memory 1.44, 1.14, 0.80. Late frames of 60, beside those of DataTables: 4 and 1, 2 and 2, 12 and 0. Aims of
// issue 14.2 that are not reached: the mount from 10,000 on, the letter everywhere, late frames at 1,000 and 100,000, the first search at
// 100,000, sorting at 10,000, memory below 100,000. TanStack Table was not measured against it.
import type { Column } from '../columns.ts'
import type { LicenseRow } from '../../rows.ts'
import { isAscii, searchForm } from '#shared/search-text.ts'
import { rankNumbers, sortedOrder, type Ranks } from './ranks.ts'
import { rankTexts } from './text-ranks.ts'

export interface Sorting {
  readonly column: Column
  readonly descending: boolean
}

export class RowIndex {
  readonly rows: readonly LicenseRow[]
  readonly #ranks = new Map<Column, Ranks>()

  constructor(rows: readonly LicenseRow[]) {
    this.rows = rows
  }

  /** Row numbers in the order of `sorting`; the order of the list decides between equal rows. */
  order(sorting: readonly Sorting[]): Uint32Array {
    const keys = sorting.map(({ column, descending }) => ({ ranks: this.#ranksOf(column), descending }))
    return sortedOrder(this.rows.length, keys)
  }

  /** Ranks one more of the columns. False: there is none left. */
  prepare(columns: readonly Column[]): boolean {
    const next = columns.find((column) => !this.#ranks.has(column))
    if (next) this.#ranksOf(next)
    return next !== undefined
  }

  #ranksOf(column: Column): Ranks {
    let ranks = this.#ranks.get(column)
    if (!ranks) {
      const { order } = column
      ranks = order
        ? rankNumbers(Float64Array.from(this.rows, order))
        : rankTexts(this.rows.map((row) => column.text(row)))
      this.#ranks.set(column, ranks)
    }
    return ranks
  }
}

/** Rows whose texts are put together at once. Measured: four times as many take five times as long for each. */
const CHUNK = 500

/**
 * What the search looks through: the shown cells of all rows as one text in the form of a search, in
 * chunks. Looking for a term
 * in a few long texts takes less time than in many short ones. Built when first needed, or ahead.
 */
export class Haystacks {
  readonly #rows: readonly LicenseRow[]
  readonly #columns: readonly Column[]
  readonly #chunks: Chunk[] = []

  constructor(rows: readonly LicenseRow[], columns: readonly Column[]) {
    this.#rows = rows
    this.#columns = columns
  }

  /** Builds one more chunk. False: there is none left. */
  build(): boolean {
    const first = this.#chunks.length * CHUNK
    if (first >= this.#rows.length) return false
    this.#chunks.push(chunkOf(this.#rows.slice(first, first + CHUNK), this.#columns))
    return true
  }

  /** Those of `order` that hold every term, in the same order. Terms are in the form of a search and hold no space. */
  holding(terms: readonly string[], order: Uint32Array): Uint32Array {
    while (this.build());
    const held = new Uint8Array(this.#rows.length)
    terms.forEach((term, index) => {
      this.#chunks.forEach((chunk, at) => markHolders(term, chunk, held.subarray(at * CHUNK), index))
    })
    const found = new Uint32Array(order.length)
    let count = 0
    for (const row of order) if (held[row] === terms.length) found[count++] = row
    return found.subarray(0, count)
  }
}

interface Chunk {
  readonly text: string
  /** Where each row's text ends. */
  readonly ends: Uint32Array
}

/** A line break is in no cell and in no term, so nothing is found across two cells or rows. */
function chunkOf(rows: readonly LicenseRow[], columns: readonly Column[]): Chunk {
  const ends = new Uint32Array(rows.length)
  const cells: string[] = []
  let length = 0
  rows.forEach((row, index) => {
    for (const column of columns) {
      const cell = column.text(row)
      cells.push(cell)
      length += cell.length + 1
    }
    ends[index] = length
  })
  const text = `${cells.join('\n')}\n`
  if (isAscii(text)) return { text: searchForm(text), ends }
  // Letters become two, or lose their accents: each row ends somewhere else.
  let start = 0
  let end = 0
  let form = ''
  const moved = ends.map((original) => {
    const row = searchForm(text.slice(start, original))
    form += row
    start = original
    return (end += row.length)
  })
  return { text: form, ends: moved }
}

/** Counts one more term for every row that holds it and has held all terms before: `held` says how many. */
function markHolders(term: string, { text, ends }: Chunk, held: Uint8Array, before: number): void {
  let row = 0
  for (let at = text.indexOf(term); at !== -1; at = text.indexOf(term, ends[row] ?? text.length)) {
    while ((ends[row] ?? Infinity) <= at) row += 1
    if (held[row] === before) held[row] = before + 1
  }
}
