// Which rows of the page of table are in the document, and which of them show a search or a sorting at once.
import { innerHeight } from 'svelte/reactivity/window'
import { inIdleTime } from './idle-time.ts'
import type { LicenseRow } from '../rows.ts'
import type { LicenseTable, ShownRows } from './license-table.svelte.ts'

/** So few rows are all in the document, where the browser's own search finds them: those in view at once, the rest soon. */
export const FEW = 100
const MORE = 12
/** Rows that are marked at a time while the table is scrolled. */
const STEP = 6
/** So many rows would stand where the page's head, the tools, the search and the pager are. */
const AROUND = 6
const upTo = (count: number) => Array.from({ length: count }, (_, index) => index)

/** What one row shows. The same object: nothing of it is drawn again. */
export interface DrawnRow {
  /** From 0 on this page. */
  readonly index: number
  /** From 1 in the whole grid, column names included. */
  readonly rowIndex: number
  readonly row: LicenseRow
}

interface Heights {
  /** In pixels, as is the other; 0: not known yet. */
  readonly scroller: number
  readonly row: number
}

export class DrawnRows {
  /** Where there are more than few. */
  inView = $state.raw<readonly number[] | null>(null)
  #scrolledTo = 0
  /** Not before it, in steps: all marks are drawn anew when one is added. */
  #scrolledBy = $state(0)
  /** So many rows show these. */
  #settled = $state.raw<{ readonly of: ShownRows | null; readonly count: number }>({ of: null, count: 0 })
  readonly #heights: () => Heights
  #last: ReadonlyMap<number, DrawnRow> = new Map()
  /** In order, so that no row is moved in the document: a moved element loses the focus. */
  readonly rows: readonly DrawnRow[]
  /** Where what a search found is marked: the rows in view, from one up to, not with, another. */
  readonly marked = $derived.by(() => {
    const [from, count] = [this.#scrolledBy, this.#atOnce]
    return from === 0 ? { from, to: count } : { from: from - STEP, to: from + count }
  })

  /** Called while a component is set up. `activeRow`: Tab must lead to it, wherever the table was scrolled to. */
  constructor(table: LicenseTable, activeRow: () => number, heights: () => Heights) {
    this.#heights = heights
    this.rows = $derived.by(() => {
      const shown = table.shownRows
      const drawn = this.#indexes(table.onPage, activeRow(), shown).flatMap(({ index, late }) => {
        const before = this.#last.get(index)
        if (late && before) return before
        const row = table.rowAt(index)
        if (!row) return []
        const rowIndex = shown.first + index + 2
        const isSame = before?.row === row && before.rowIndex === rowIndex
        return isSame ? before : { index, rowIndex, row }
      })
      this.#last = new Map(drawn.map((row) => [row.index, row]))
      return drawn
    })
    $effect(() => this.#settle(table.shownRows, table.onPage))
  }

  /** The first row in view. */
  set scrolledTo(index: number) {
    this.#scrolledTo = index
    this.#scrolledBy = Math.ceil(index / STEP) * STEP
  }

  /** Rows that the window shows at once. Before the table is laid out: that it shows with the least around them. */
  get #atOnce(): number {
    const { scroller, row } = this.#heights()
    const whole = innerHeight.current ?? 900
    if (scroller === 0) return Math.max(1, Math.ceil(whole / row) - AROUND)
    return Math.ceil(Math.min(scroller, whole) / row)
  }

  #indexes(count: number, active: number, shown: ShownRows): readonly { index: number; late: boolean }[] {
    if (count > FEW) return this.#ofMany(count, active).map((index) => ({ index, late: false }))
    const settled = this.#settled.of === shown ? this.#settled.count : 0
    const atOnce = this.#atOnce
    const isLate = (index: number) =>
      index >= Math.max(settled, atOnce) && !(index >= this.#scrolledTo && index < this.#scrolledTo + atOnce)
    return upTo(count)
      .map((index) => ({ index, late: isLate(index) }))
      .filter(({ index, late }) => !late || index <= active || this.#last.has(index))
  }

  #ofMany(count: number, active: number): readonly number[] {
    const shown = (this.inView ?? upTo(this.#atOnce)).filter((index) => index < count)
    if (active < 0 || shown.includes(active)) return shown
    return active < (shown[0] ?? 0) ? [active, ...shown] : [...shown, active]
  }

  /** More of them one moment after the other. */
  #settle(shown: ShownRows, count: number): (() => void) | undefined {
    const { of } = this.#settled
    const settled = Math.max(of === shown ? this.#settled.count : 0, this.#atOnce)
    if (count > FEW || settled >= count) return undefined
    return inIdleTime(() => {
      this.#settled = { of: shown, count: settled + MORE }
      return false
    })
  }
}
