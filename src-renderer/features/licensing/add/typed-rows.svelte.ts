// A Local License Key that is typed row by row: what stands in each row, and how it stands.
import { rowStates, type RowState } from '#shared/formats/typed-key/row-states.ts'
import { rowsInText } from '#shared/formats/typed-key/paste.ts'
import { inGroups, numberedRows, rowLetters } from '#shared/formats/typed-key/rows.ts'
import { lettersInRow, MAX_ROWS, ROW_LETTERS } from '#shared/formats/typed-key/shape.ts'

/** The shortest key has so many. */
const FEWEST = 6

export class TypedRows {
  #texts = $state.raw<readonly string[]>([])
  readonly #found = $derived(rowStates(this.#texts))
  /** As many rows as the key has, as soon as row 1 tells; what stands beyond them is shown too. */
  readonly count = $derived(
    Math.max(this.#found.shape?.rows ?? FEWEST, this.#texts.findLastIndex((text) => text.trim() !== '') + 1),
  )

  get complete(): boolean {
    return this.#found.complete
  }

  get isEmpty(): boolean {
    return this.#texts.every((text) => text.trim() === '')
  }

  /** null: row 1 does not tell yet. */
  get rowsOfKey(): number | null {
    return this.#found.shape?.rows ?? null
  }

  get right(): number {
    return this.#found.rows.filter(({ state }) => state === 'ok').length
  }

  /** Row numbers from 1 on. */
  get wrong(): readonly number[] {
    return this.#found.rows.flatMap(({ state }, index) => (isWrong(state) ? [index + 1] : []))
  }

  /** Where the next letter belongs: the first row that is not right yet; else the last one. */
  get next(): number {
    for (let row = 1; row <= this.count; row += 1) if (this.stateOf(row).state !== 'ok') return row
    return this.count
  }

  text(row: number): string {
    return this.#texts[row - 1] ?? ''
  }

  stateOf(row: number): RowState {
    return this.#found.rows[row - 1] ?? { state: 'empty' }
  }

  /** How many letters it is going to have. */
  lengthOf(row: number): number {
    return this.#found.shape ? lettersInRow(row, this.#found.shape) : ROW_LETTERS
  }

  set(row: number, text: string): void {
    this.#put(new Map([[row, text]]))
    const state = this.stateOf(row)
    // In its one spelling, so that a person can compare it with the paper.
    if (state.state === 'ok') this.#put(new Map([[row, inGroups(state.letters)]]))
  }

  /** Of a pasted text: rows that it holds take the place of those that are here. False: it is one row at most. */
  take(text: string): boolean {
    const rows = rowsInText(text)
    if (rows.filter((row) => row !== '').length < 2) return false
    this.#put(
      new Map(rows.flatMap((row, index) => (row === '' ? [] : [[index + 1, inGroups(rowLetters(row))]]))),
    )
    return true
  }

  clear(): void {
    this.#texts = []
  }

  /** As a text: each row with its number. */
  asText(): string {
    return numberedRows(this.#texts)
  }

  #put(rows: ReadonlyMap<number, string>): void {
    const last = Math.min(Math.max(this.#texts.length, ...rows.keys()), MAX_ROWS + 1)
    this.#texts = Array.from({ length: last }, (_, index) => rows.get(index + 1) ?? this.#texts[index] ?? '')
  }
}

export const isWrong = (state: RowState['state']): boolean =>
  state === 'wrong' || state === 'other_row' || state === 'extra'
