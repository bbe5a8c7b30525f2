// The rows of the table in the document: made from one pattern, and changed where they show something else.
import type { LicenseRow } from '../rows.ts'
import { writeCell, writeChecking } from './cells.ts'
import { nameColumn, type Column } from './columns.ts'
import type { DrawnRow } from './drawn-rows.svelte.ts'
import { element } from './elements.ts'
import type { FoundMarks } from './found-marks.ts'
import type { Place } from './grid-keys.ts'

/** What says something else where a part of it is missing. */
const FIGURES: ReadonlySet<Column['kind']> = new Set(['number', 'usage', 'date'])

const NOTHING: readonly string[] = []

interface RowElement {
  readonly element: HTMLElement
  readonly cells: readonly HTMLElement[]
  shown: DrawnRow | null
  /** What is marked in it; null: what it said before. */
  terms: readonly string[] | null
}

export class RowElements {
  readonly #body: HTMLElement
  readonly #rowHeight: number
  readonly #marks: FoundMarks
  /** In their order. */
  #rows: readonly RowElement[] = []
  #columns: readonly Column[] = []
  #pattern: HTMLElement
  #active: HTMLElement | undefined
  #opened: HTMLElement | undefined
  #checked: string | null = null

  /** `rowHeight`: in pixels. */
  constructor(body: HTMLElement, rowHeight: number, marks: FoundMarks) {
    this.#body = body
    this.#rowHeight = rowHeight
    this.#marks = marks
    this.#pattern = patternOf([])
  }

  /** Those that stay keep their elements and their place in the document: a moved element loses the focus. */
  draw(wanted: readonly DrawnRow[], columns: readonly Column[]): void {
    if (columns !== this.#columns) {
      this.#columns = columns
      this.#pattern = patternOf(columns)
      for (const row of this.#rows) this.#remove(row)
      this.#rows = []
    }
    const before = new Map(this.#rows.map((row) => [row.shown?.index, row]))
    let next: RowElement | undefined
    const rows = wanted.toReversed().map((shown) => {
      const known = before.get(shown.index)
      before.delete(shown.index)
      const row = known ?? this.#make(shown.index)
      if (!known) this.#body.insertBefore(row.element, next?.element ?? null)
      next = row
      this.#write(row, shown)
      return row
    })
    for (const gone of before.values()) this.#remove(gone)
    this.#rows = rows.reverse()
  }

  #make(index: number): RowElement {
    const made = this.#pattern.cloneNode(true) as HTMLElement
    made.style.insetBlockStart = `${index * this.#rowHeight}px`
    const cells = [...made.children] as HTMLElement[]
    for (const cell of cells) cell.setAttribute('data-row', String(index))
    return { element: made, cells, shown: null, terms: null }
  }

  #remove({ element: gone }: RowElement): void {
    gone.remove()
    this.#marks.forget(gone)
  }

  #write(target: RowElement, shown: DrawnRow): void {
    const before = target.shown
    if (before === shown) return
    target.shown = shown
    if (before?.rowIndex !== shown.rowIndex)
      target.element.setAttribute('aria-rowindex', String(shown.rowIndex))
    if (before?.row === shown.row) return
    target.terms = null
    for (const [at, column] of this.#columns.entries()) {
      const cell = target.cells[at]
      if (cell) writeCell(cell, column, shown.row)
    }
  }

  /** What a search found, in the rows from one up to, not with, another: a browser draws all marks anew when one changes. */
  mark(terms: readonly string[], { from, to }: { readonly from: number; readonly to: number }): void {
    for (const row of this.#rows) {
      const index = row.shown?.index ?? -1
      const wanted = index >= from && index < to ? terms : NOTHING
      if (wanted === row.terms) continue
      row.terms = wanted
      this.#marks.mark(row.element, wanted)
    }
  }

  /** The cell that Tab leads to. */
  activate({ row, column }: Place): void {
    const cell = this.#rows.find(({ shown }) => shown?.index === row)?.cells[column]
    if (cell === this.#active) return
    if (this.#active) this.#active.tabIndex = -1
    if (cell) cell.tabIndex = 0
    this.#active = cell
  }

  /** The row whose details are open. */
  open(row: LicenseRow | null): void {
    const found = row === null ? undefined : this.#rows.find(({ shown }) => shown?.row === row)?.element
    if (found === this.#opened) return
    this.#opened?.classList.remove('opened')
    this.#opened?.removeAttribute('aria-current')
    found?.classList.add('opened')
    found?.setAttribute('aria-current', 'true')
    this.#opened = found
  }

  /** The rows of the license that was just added. */
  markAdded(license: string | null): void {
    for (const { element, shown } of this.#rows)
      element.classList.toggle('added', license !== null && shown?.row.license.id === license)
  }

  /** Columns that are seen in part. */
  cut(ids: readonly string[]): void {
    for (const [at, { id, kind }] of this.#columns.entries()) {
      const isCut = FIGURES.has(kind) && ids.includes(id)
      const inPattern = this.#pattern.children[at]
      if (inPattern?.classList.contains('cut') === isCut) continue
      inPattern?.classList.toggle('cut', isCut)
      for (const { cells } of this.#rows) cells[at]?.classList.toggle('cut', isCut)
    }
  }

  /** The license that is asked about right now; `said`: that it is. */
  check(id: string | null, said: string): void {
    if (id === null && this.#checked === null) return
    this.#checked = id
    const at = this.#columns.findIndex((column) => column.id === 'lastCheck')
    for (const { cells, shown } of this.#rows) {
      const cell = cells[at]
      if (cell && shown) writeChecking(cell, shown.row.license.id === id, said)
    }
  }
}

/** A row without its texts. A row that is not laid out as one loses its role in some browsers. */
function patternOf(columns: readonly Column[]): HTMLElement {
  const named = nameColumn(columns)
  const pattern = element('tr', '')
  pattern.setAttribute('role', 'row')
  for (const [at, column] of columns.entries()) {
    const cell = element('td', column === named ? `${column.kind} name` : column.kind)
    cell.setAttribute('role', 'gridcell')
    cell.setAttribute('aria-colindex', String(at + 1))
    cell.tabIndex = -1
    cell.dataset['column'] = String(at)
    pattern.append(cell)
  }
  return pattern
}
