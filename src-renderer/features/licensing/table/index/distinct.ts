// One column of all rows, kept as what differs: every value once, and for each row a number. Most columns say few things in
// very many rows, so that what takes long (a text, its place in an order, whether it holds a term) is asked of few.
import type { LicenseRow } from '../../rows.ts'
import type { Column } from '../columns.ts'

/** Rows that are read at once: an idle moment holds them. */
const STEP = 2000

type Of = Pick<Column, 'ofLicense' | 'key'>

export class Distinct<Value extends string | number> {
  readonly values: Value[] = []
  /** For each row the place of its value. */
  readonly of: Uint32Array
  readonly #rows: readonly LicenseRow[]
  readonly #valueOf: (row: LicenseRow) => Value
  readonly #column: Of
  readonly #places = new Map<Value, number>()
  readonly #placesOfKeys = new Map<string | number, number>()
  #done = 0

  /** `valueOf`: the text of the column, or its order. */
  constructor(rows: readonly LicenseRow[], valueOf: (row: LicenseRow) => Value, column: Of) {
    this.#rows = rows
    this.#valueOf = valueOf
    this.#column = column
    this.of = new Uint32Array(rows.length)
  }

  /** Reads more rows. False: there are none left. */
  build(): boolean {
    const end = Math.min(this.#done + STEP, this.#rows.length)
    if (this.#done === end) return false
    const { ofLicense, key } = this.#column
    let license: LicenseRow['license'] | null = null
    let place = 0
    for (let at = this.#done; at < end; at += 1) {
      const row = this.#rows[at]
      if (!row) break
      if (ofLicense !== true) place = this.#placeOfKey(key?.(row), row)
      // The rows of one license follow each other.
      else if (row.license !== license) place = this.#placeOf(this.#valueOf(row))
      license = row.license
      this.of[at] = place
    }
    this.#done = end
    return true
  }

  /** All rows, now. */
  whole(): this {
    while (this.build());
    return this
  }

  #placeOfKey(key: string | number | undefined, row: LicenseRow): number {
    if (key === undefined) return this.#placeOf(this.#valueOf(row))
    let place = this.#placesOfKeys.get(key)
    if (place === undefined) {
      place = this.#placeOf(this.#valueOf(row))
      this.#placesOfKeys.set(key, place)
    }
    return place
  }

  #placeOf(value: Value): number {
    let place = this.#places.get(value)
    if (place === undefined) {
      place = this.values.push(value) - 1
      this.#places.set(value, place)
    }
    return place
  }
}
