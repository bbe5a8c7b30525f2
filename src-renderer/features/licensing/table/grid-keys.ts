// Where a key leads in the grid: arrows, Home, End, Page Up and Down (the pattern of the ARIA guide for grids).

/** `row` -1 is the row of column names. Both from 0. */
export interface Place {
  readonly row: number
  readonly column: number
}

export interface Bounds {
  readonly rows: number
  readonly columns: number
  /** Rows that Page Up and Page Down pass over. */
  readonly page: number
}

export const HEADER = -1

/** null: the key does not move. */
export function placeAfter(event: KeyboardEvent, { row, column }: Place, bounds: Bounds): Place | null {
  if (event.altKey || event.metaKey || event.shiftKey) return null
  const lastRow = bounds.rows - 1
  const lastColumn = bounds.columns - 1
  if (event.ctrlKey) {
    if (event.key === 'Home') return { row: 0, column: 0 }
    return event.key === 'End' ? { row: lastRow, column: lastColumn } : null
  }
  const toRow = (wanted: number) => ({ row: Math.min(Math.max(wanted, HEADER), lastRow), column })
  const toColumn = (wanted: number) => ({ row, column: Math.min(Math.max(wanted, 0), lastColumn) })
  switch (event.key) {
    case 'ArrowDown':
      return toRow(row + 1)
    case 'ArrowUp':
      return toRow(row - 1)
    case 'ArrowRight':
      return toColumn(column + 1)
    case 'ArrowLeft':
      return toColumn(column - 1)
    case 'Home':
      return toColumn(0)
    case 'End':
      return toColumn(lastColumn)
    case 'PageDown':
      return toRow(row + bounds.page)
    case 'PageUp':
      return toRow(row === HEADER ? HEADER : Math.max(row - bounds.page, 0))
    default:
      return null
  }
}
