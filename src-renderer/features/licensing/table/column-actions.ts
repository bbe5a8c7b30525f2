// Moving and widening a column by the keyboard and the menu, with what is said of it.
import { words } from '../../../state/words.svelte.ts'
import { columnOf } from './columns.ts'
import { numberText } from '../../../ui/formats.ts'
import type { LicenseTable } from './license-table.svelte.ts'

const WIDTH_STEP = 24

export interface ColumnActions {
  move(id: string, step: -1 | 1): void
  /** `width`: what it is now. */
  widen(id: string, width: number, step: -1 | 1): void
}

export function columnActions(table: LicenseTable, speak: (text: string) => void): ColumnActions {
  const said = words.page.licensing.column
  const nameOf = (id: string) => {
    const column = columnOf(id)
    return column ? words.page.licensing.columns[column.id] : id
  }
  return {
    move(id, step) {
      if (!table.columns.move(id, step)) {
        speak(said.outermost(nameOf(id)))
        return
      }
      const place = table.columns.shown.findIndex((column) => column.id === id) + 1
      speak(said.moved(nameOf(id), numberText(place), numberText(table.columns.shown.length)))
    },
    widen(id, width, step) {
      table.columns.setWidth(id, width + step * WIDTH_STEP)
      speak(said.width(nameOf(id), numberText(table.columns.widths[id] ?? width)))
    },
  }
}
