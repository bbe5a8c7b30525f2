// One list of rows, prepared for sorting and searching: ranks for each column, one text in lower case for each row.
import type { Column } from '../columns.ts'
import type { LicenseRow } from '../../rows.ts'
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

/** What the search looks through: every row's shown cells as one text. Built when first needed, or ahead in idle time. */
export class Haystacks {
  readonly #rows: readonly LicenseRow[]
  readonly #columns: readonly Column[]
  readonly #texts: string[] = []

  constructor(rows: readonly LicenseRow[], columns: readonly Column[]) {
    this.#rows = rows
    this.#columns = columns
  }

  /** Builds so many more. True: there are some left. */
  build(count: number): boolean {
    const end = Math.min(this.#rows.length, this.#texts.length + count)
    for (const row of this.#rows.slice(this.#texts.length, end)) {
      let text = ''
      // A line break is in no cell and in no term, so nothing is found across two cells.
      for (const column of this.#columns) text += `${column.text(row)}\n`
      this.#texts.push(text.toLowerCase())
    }
    return end < this.#rows.length
  }

  /** Those of `order` that hold every term, in the same order. Terms are in lower case. */
  holding(terms: readonly string[], order: Uint32Array): Uint32Array {
    this.build(Infinity)
    const found = new Uint32Array(order.length)
    let count = 0
    for (const row of order) {
      const text = this.#texts[row] ?? ''
      if (terms.every((term) => text.includes(term))) found[count++] = row
    }
    return found.subarray(0, count)
  }
}
