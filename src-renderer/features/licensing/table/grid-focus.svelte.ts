// The one cell of the grid that Tab leads to, and how the keys move it (the pattern of the ARIA guide for grids).
import { tick } from 'svelte'
import { HEADER, placeAfter, type Place } from './grid-keys.ts'
import type { LicenseTable } from './license-table.svelte.ts'

export class GridFocus {
  readonly #table: LicenseTable
  readonly #grid: () => HTMLElement | undefined
  #wanted = $state.raw<Place>({ row: HEADER, column: 0 })
  /** A row or a column may be gone meanwhile. */
  readonly place: Place = $derived.by(() => ({
    row: Math.min(this.#wanted.row, this.#table.onPage - 1),
    column: Math.min(this.#wanted.column, this.#table.columns.shown.length - 1),
  }))

  /** Made while a component is set up. */
  constructor(table: LicenseTable, grid: () => HTMLElement | undefined) {
    this.#table = table
    this.#grid = grid
  }

  get inHeader(): boolean {
    return this.place.row === HEADER
  }

  async move(to: Place): Promise<void> {
    this.#wanted = to
    await tick()
    if (this.#isGone) return
    const { row, column } = this.place
    const cell = this.#grid()?.querySelector<HTMLElement>(`[data-row="${row}"][data-column="${column}"]`)
    cell?.focus()
    // Focus alone leaves a cell below the status, which is in view wherever the table is scrolled to.
    if (!this.inHeader && this.#table.columns.shown[column]?.kind !== 'status')
      cell?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
  }

  /** A menu that closes because the table goes gives the focus to nothing in it. */
  get #isGone(): boolean {
    return this.#grid()?.isConnected !== true
  }

  /** A moved header has lost the focus; a hidden one gives it to its neighbor. */
  moveToColumn(id: string): void {
    if (this.#isGone) return
    const index = this.#table.columns.shown.findIndex((column) => column.id === id)
    void this.move({ row: HEADER, column: index === -1 ? this.place.column : index })
  }

  /** `page`: the rows that Page Up and Page Down pass over. */
  onKey(event: KeyboardEvent, page: number): void {
    const bounds = { rows: this.#table.onPage, columns: this.#table.columns.shown.length, page }
    const next = placeAfter(event, this.place, bounds)
    if (!next) return
    event.preventDefault()
    void this.move(next)
  }

  /** By a press, or by the browser's own way. */
  readonly follow = ({ target }: FocusEvent): void => {
    if (!(target instanceof HTMLElement)) return
    const { row, column } = target.dataset
    if (row !== undefined && column !== undefined) this.#wanted = { row: Number(row), column: Number(column) }
  }
}
