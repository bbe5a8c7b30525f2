// One list of rows, prepared for sorting and searching, column by column.
//
// Why an engine of our own: parts of AG Grid's time in the same Chromium, in turns, at 1,000, 10,000 and 100,000 rows, as CPU of the
// page's thread from the press to the frame that shows it (medians of six, of two at 100,000; 2026-11-27; other builds kept the two
// cores busy): mount 0.31, 0.36, 0.26; first search 0.54, 0.46, 0.26; one more letter 1.6 (least of five; the others were taken when
// marks were elements, which gave 2.1 here), 0.97, 0.23; sorting 0.51, 0.43, 0.16; memory 0.60, 0.54, 0.42. TanStack Table 9.2 with
// sorting, search and pages, its rows drawn as bare texts (as CPU, 2026-11-26): mount 0.25, 0.49, 2.0; first search 0.52, 0.73, 1.1; one
// more letter 3.6, 3.4, 2.7; sorting 0.56, 0.90, 1.2; memory 0.46, 1.0, 1.5: it cannot reach the aims of issue 14.2 from 10,000 rows on.
// Ours misses them for: one more letter below 100,000, where AG Grid has nothing to draw and ours paints the rows in view with their
// marks; the first search at 10,000, whose texts are made then unless idle moments came before; sorting at 10,000, by a little: to lay
// out and paint the rows in view is two thirds of it.
import type { LicenseRow } from '../../rows.ts'
import type { Column } from '../columns.ts'
import { Distinct } from './distinct.ts'
import { rankNumbers, sortedOrder, type Ranks, type SortKey } from './ranks.ts'
import { SearchTexts } from './search-texts.ts'
import { rankTexts } from './text-ranks.ts'

export interface Sorting {
  readonly column: Column
  readonly descending: boolean
}

type Values = Distinct<string> | Distinct<number>

export class RowIndex {
  readonly rows: readonly LicenseRow[]
  readonly #texts = new Map<Column, Distinct<string>>()
  readonly #numbers = new Map<Column, Distinct<number>>()
  readonly #searched = new Map<Column, SearchTexts>()
  readonly #ranks = new Map<Column, Ranks>()

  constructor(rows: readonly LicenseRow[]) {
    this.rows = rows
  }

  /** Row numbers in the order of `sorting`; the order of the list decides between equal rows. */
  order(sorting: readonly Sorting[]): Uint32Array {
    const keys = sorting.map(({ column, descending }) => this.#sortKey(column, descending))
    return sortedOrder(this.rows.length, keys)
  }

  /**
   * Those of `order` that hold every term in one of the columns, in the same order. Terms are in the form of a search and
   * hold no space.
   */
  holding(terms: readonly string[], columns: readonly Column[], order: Uint32Array): Uint32Array {
    /** How many of the terms a row has held. */
    const held = new Uint8Array(this.rows.length)
    for (const [before, term] of terms.entries())
      for (const column of columns) {
        const holds = this.#searchTexts(column).holding(term)
        if (holds === null) continue
        const { of } = this.#textsOf(column)
        for (let row = 0; row < held.length; row += 1)
          if (held[row] === before && holds[of[row] ?? 0] === 1) held[row] = before + 1
      }
    const found = new Uint32Array(order.length)
    let count = 0
    for (const row of order) if (held[row] === terms.length) found[count++] = row
    return found.subarray(0, count)
  }

  /** Takes one more step towards searching and sorting by these columns. False: there is none left. */
  prepare(columns: readonly Column[]): boolean {
    for (const column of columns) if (this.#textsOf(column).build()) return true
    for (const column of columns)
      if (!this.#searched.has(column)) {
        this.#searchTexts(column)
        return true
      }
    for (const column of columns) if (this.#sortedOf(column).build()) return true
    const next = columns.find((column) => !this.#ranks.has(column))
    if (next) this.#sortKey(next, false)
    return next !== undefined
  }

  #searchTexts(column: Column): SearchTexts {
    let texts = this.#searched.get(column)
    if (!texts) {
      texts = new SearchTexts(this.#textsOf(column).whole().values)
      this.#searched.set(column, texts)
    }
    return texts
  }

  #sortKey(column: Column, descending: boolean): SortKey {
    const sorted = this.#sortedOf(column).whole()
    let ranks = this.#ranks.get(column)
    if (!ranks) {
      ranks = column.order
        ? rankNumbers(this.#numbersOf(column, column.order).values)
        : rankTexts(this.#textsOf(column).values)
      this.#ranks.set(column, ranks)
    }
    return { ranks, of: sorted.of, descending }
  }

  /** What a column is sorted by. */
  #sortedOf(column: Column): Values {
    return column.order ? this.#numbersOf(column, column.order) : this.#textsOf(column)
  }

  #textsOf(column: Column): Distinct<string> {
    let texts = this.#texts.get(column)
    if (!texts) {
      texts = new Distinct(this.rows, column.text, column)
      this.#texts.set(column, texts)
    }
    return texts
  }

  #numbersOf(column: Column, order: (row: LicenseRow) => number): Distinct<number> {
    let numbers = this.#numbers.get(column)
    if (!numbers) {
      numbers = new Distinct(this.rows, order, column)
      this.#numbers.set(column, numbers)
    }
    return numbers
  }
}
