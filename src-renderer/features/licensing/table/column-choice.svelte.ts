// Which columns a person chose, in which order, and how wide.
import { columns, type Column } from './columns.ts'
import { orderOf, shownOf, widthInside, type Layout } from './layout.ts'

/** Made while a component is set up. */
export class ColumnChoice {
  #shown: readonly string[] = $state.raw([])
  #order: readonly Column[] = $state.raw([])
  #widths: Readonly<Record<string, number>> = $state.raw({})
  /** In their order. */
  readonly shown: readonly Column[] = $derived(this.#order.filter(({ id }) => this.#shown.includes(id)))
  /** What the search looks through does not depend on the columns' order, but on which there are. */
  readonly searched: readonly Column[] = $derived(columns.filter(({ id }) => this.#shown.includes(id)))
  /** In CSS pixels; columns that are not here share the room that is left. */
  readonly widths: Readonly<Record<string, number>> = $derived.by(() =>
    Object.fromEntries(Object.entries(this.#widths).map(([id, width]) => [id, widthInside(width)])),
  )

  constructor({ shownColumns, columnOrder, columnWidths }: Layout) {
    this.#shown = shownOf(shownColumns)
    this.#order = orderOf(columnOrder)
    this.#widths = columnWidths
  }

  /** Shown or not. */
  get ordered(): readonly Column[] {
    return this.#order
  }

  toggle(id: string): void {
    const others = this.#shown.filter((each) => each !== id)
    this.#shown = others.length < this.#shown.length ? others : [...others, id]
  }

  /** Past the next shown column, `step` to the right (negative: left). False: it is the outermost. */
  move(id: string, step: -1 | 1): boolean {
    const neighbor = this.shown[this.shown.findIndex((column) => column.id === id) + step]
    if (!neighbor) return false
    this.place(id, neighbor.id, step === -1 ? 'before' : 'after')
    return true
  }

  place(id: string, other: string, side: 'before' | 'after'): void {
    if (id === other) return
    const order = this.#order.map((column): string => column.id).filter((each) => each !== id)
    order.splice(order.indexOf(other) + (side === 'after' ? 1 : 0), 0, id)
    this.#order = orderOf(order)
  }

  setWidth(id: string, width: number): void {
    this.#widths = { ...this.#widths, [id]: widthInside(width) }
  }

  /** As wide as there is room again. */
  clearWidth(id: string): void {
    const { [id]: _, ...others } = this.#widths
    this.#widths = others
  }

  reset(): void {
    this.#shown = shownOf([])
    this.#order = orderOf([])
    this.#widths = {}
  }
}
