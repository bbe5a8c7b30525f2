// Which columns are out of view and which are seen in part, wherever the table is scrolled to.
import { nameColumn, type Column } from './columns.ts'
import { cutColumns } from './cut-columns.ts'
import type { LicenseTable } from './license-table.svelte.ts'
import type { TableSizes } from './table-sizes.svelte.ts'

const NONE: readonly string[] = []

interface Place {
  readonly table: LicenseTable
  readonly sizes: TableSizes
  readonly scroller: () => HTMLElement | undefined
  readonly grid: () => HTMLElement | undefined
  /** How wide the columns are. */
  readonly laid: () => unknown
  /** Of a cell, in pixels. */
  readonly padding: () => number
}

export class ColumnsInView {
  /** How far the table is scrolled sideways, in pixels. */
  scrolledBy = $state(0)
  /** Those that are seen in part: their figures are not shown, as a part of a number is another number. */
  cut = $state.raw(NONE)
  /** Of the column that stays in view at the start, in pixels; 0: none does. */
  nameWidth = $state(0)
  readonly #place: Place
  readonly named: Column | undefined = $derived.by(() => nameColumn(this.#place.table.columns.shown))

  /** Made while a component is set up. */
  constructor(place: Place) {
    this.#place = place
    $effect(() => {
      void this.#causes()
      this.#measure(place.table.columns.shown)
    })
  }

  /** What, beside the columns, decides what is in view. */
  #causes(): readonly unknown[] {
    const { sizes, laid } = this.#place
    return [sizes.shownWidth, sizes.wholeWidth, this.scrolledBy, laid()]
  }

  /** At which ends columns are out of view. */
  get hidden(): { readonly before: boolean; readonly after: boolean } {
    const { shownWidth, wholeWidth } = this.#place.sizes
    return { before: this.scrolledBy > 1, after: wholeWidth - shownWidth - this.scrolledBy > 1 }
  }

  #measure(columns: readonly Column[]): void {
    const [scroller, grid] = [this.#place.scroller(), this.#place.grid()]
    if (!scroller || !grid || !this.#place.sizes.isWider) {
      this.nameWidth = 0
      this.cut = NONE
      return
    }
    const headers = [...grid.querySelectorAll<HTMLElement>('th')]
    const kept = {
      start: headers[columns.findIndex((column) => column === this.named)] ?? null,
      end: headers[columns.findIndex(({ kind }) => kind === 'status')] ?? null,
    }
    this.nameWidth =
      kept.start && getComputedStyle(kept.start).position === 'sticky' ? kept.start.offsetWidth : 0
    const cut = cutColumns(headers, columns, scroller, kept, this.#place.padding())
    if (cut.join() !== this.cut.join()) this.cut = cut
  }
}
