// A typed key while it is typed: what stands in each row, and what follows from it. Shared by the page and the console.
import { plainCharacters } from '../outside/characters.ts'
import { isBlank } from '../text/whole-text.ts'
import { rowStates, type RowsSoFar, type RowState } from './row-states.ts'
import { rowsInText } from './paste.ts'
import { inGroups, numberedRows, rowLetters } from './rows.ts'
import { lettersInRow, MAX_ROWS, ROW_LETTERS } from './shape.ts'

/** The shortest key has so many. */
const FEWEST = 6

/** A value: what changes it makes another one. Rows are counted from 1. */
export class TypedSoFar {
  static readonly nothing = new TypedSoFar([])
  readonly #texts: readonly string[]
  readonly found: RowsSoFar

  private constructor(texts: readonly string[]) {
    this.#texts = texts
    this.found = rowStates(texts)
  }

  get complete(): boolean {
    return this.found.complete
  }

  get isEmpty(): boolean {
    return this.#texts.every((text) => isBlank(text))
  }

  /** null: row 1 does not tell yet. */
  get rowsOfKey(): number | null {
    return this.found.shape?.rows ?? null
  }

  /** As many rows as the key has, as soon as row 1 tells; what stands beyond them counts too. */
  get count(): number {
    const last = this.#texts.findLastIndex((text) => !isBlank(text)) + 1
    return Math.max(this.rowsOfKey ?? FEWEST, last)
  }

  /** How many are right. */
  get right(): number {
    return this.found.rows.filter(({ state }) => state === 'ok').length
  }

  get wrong(): readonly number[] {
    return this.found.rows.flatMap(({ state }, index) => (isWrong(state) ? [index + 1] : []))
  }

  /** Begun, and not full. */
  get unfinished(): readonly number[] {
    return this.found.rows.flatMap(({ state }, index) => (state === 'unfinished' ? [index + 1] : []))
  }

  /** Empty, with something behind them: what was typed next may stand a row too far down. */
  get gaps(): readonly number[] {
    const last = this.found.rows.findLastIndex(({ state }) => state !== 'empty')
    return this.found.rows.flatMap(({ state }, index) =>
      state === 'empty' && index < last ? [index + 1] : [],
    )
  }

  /** Where to look first. */
  get toMend(): number {
    return this.gaps[0] ?? this.wrong[0] ?? this.next
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
    return this.found.rows[row - 1] ?? { state: 'empty' }
  }

  /** How many letters it is going to have. */
  lengthOf(row: number): number {
    return this.found.shape ? lettersInRow(row, this.found.shape) : ROW_LETTERS
  }

  /** Kept in groups of five, right or wrong, so that a person can compare it with the paper. */
  with(row: number, text: string): TypedSoFar {
    return this.#put(new Map([[row, inGroups(rowLetters(plainCharacters(text)))]]))
  }

  /** The rows that a pasted text holds take the place of those that are here. null: it is one row at most. */
  withText(text: string): TypedSoFar | null {
    const rows = rowsInText(text)
    if (rows.filter((row) => row !== '').length < 2) return null
    return this.#put(
      new Map(rows.flatMap((row, index) => (row === '' ? [] : [[index + 1, inGroups(rowLetters(row))]]))),
    )
  }

  /** As a text: each row with its number. */
  asText(): string {
    return numberedRows(this.#texts)
  }

  #put(rows: ReadonlyMap<number, string>): TypedSoFar {
    const last = Math.min(Math.max(this.#texts.length, ...rows.keys()), MAX_ROWS + 1)
    return new TypedSoFar(
      Array.from({ length: last }, (_, index) => rows.get(index + 1) ?? this.#texts[index] ?? ''),
    )
  }
}

export const isWrong = (state: RowState['state']): boolean =>
  state === 'wrong' || state === 'other_row' || state === 'extra'
