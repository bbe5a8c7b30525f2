// The rows of a SQLite as they are, for a copy of all of them: in the order in which they came, or in that of a comparison.
import type { DatabaseSync, SQLOutputValue } from 'node:sqlite'
import type { Cells, CopiedTable } from './copied-tables.ts'

/** A row with its place, which is higher than that of each one before it. */
export interface PlacedCells {
  readonly place: number
  readonly cells: Cells
}

export class SqliteRows {
  readonly #database: DatabaseSync

  constructor(database: DatabaseSync) {
    this.#database = database
  }

  count({ name }: CopiedTable): number {
    return Number(this.#database.prepare(`SELECT count(*) AS count FROM ${name}`).get()?.['count'])
  }

  /** At most so many, and no more than about so many letters of them; the first in any case. */
  after({ name }: CopiedTable, columns: readonly string[], place: number, most: Most): PlacedCells[] {
    const select = this.#database.prepare(
      `SELECT rowid, ${columns.join(', ')} FROM ${name} WHERE rowid > ? ORDER BY rowid LIMIT ?`,
    )
    select.setReturnArrays(true)
    const found: PlacedCells[] = []
    let letters = 0
    for (const row of select.iterate(place, most.rows)) {
      const [at, ...cells] = row as unknown as SQLOutputValue[]
      found.push({ place: Number(at), cells: cells as unknown as Cells })
      letters += cells.reduce<number>((sum, cell) => sum + (typeof cell === 'string' ? cell.length : 8), 0)
      if (letters >= most.letters) break
    }
    return found
  }

  *inOrder({ name, order }: CopiedTable, columns: readonly string[]): Generator<Cells> {
    const select = this.#database.prepare(
      `SELECT ${columns.join(', ')} FROM ${name} ORDER BY ${order.join(', ')}`,
    )
    select.setReturnArrays(true)
    for (const row of select.iterate()) yield row as unknown as Cells
  }
}

export interface Most {
  readonly rows: number
  readonly letters: number
}
