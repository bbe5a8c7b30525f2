// A column's name that is dragged, and the one that it is dropped on.
const DRAGGED = 'application/x-activation-desk-column'

export function drag({ dataTransfer }: DragEvent, id: string): void {
  if (!dataTransfer) return
  dataTransfer.setData(DRAGGED, id)
  dataTransfer.effectAllowed = 'move'
}

export class ColumnDrop {
  /** Of the name that a column is held over; null: none is. */
  side = $state<'before' | 'after' | null>(null)
  readonly #place: (dragged: string, side: 'before' | 'after') => void

  constructor(place: (dragged: string, side: 'before' | 'after') => void) {
    this.#place = place
  }

  readonly over = (event: DragEvent & { currentTarget: HTMLElement }): void => {
    if (!event.dataTransfer?.types.includes(DRAGGED)) return
    event.preventDefault()
    const { left, width } = event.currentTarget.getBoundingClientRect()
    this.side = event.clientX < left + width / 2 ? 'before' : 'after'
  }

  readonly leave = (): void => {
    this.side = null
  }

  readonly drop = ({ dataTransfer }: DragEvent): void => {
    const dragged = dataTransfer?.getData(DRAGGED)
    if (dragged && this.side) this.#place(dragged, this.side)
    this.side = null
  }
}
