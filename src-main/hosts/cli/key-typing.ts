// A Local License Key at a prompt, line by line: what is said of each line, what comes next, and when it is all there.
import { armoredKind, readArmor } from '#shared/formats/armor.ts'
import { rowInLine } from '#shared/formats/typed-key/paste.ts'
import { rowLetters, rowThatHolds } from '#shared/formats/typed-key/rows.ts'
import { MAX_ROWS } from '#shared/formats/typed-key/shape.ts'
import { isWrong, TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'
import { recognize } from '#shared/formats/recognize.ts'
import { explainRow } from '#shared/messages/explain-row.ts'
import type { Messages } from '#shared/messages/messages.ts'
import type { Verdict } from './text.ts'

export type Said = readonly [Verdict, string]

const SHORTEST_LIKELY = 25
/** Times its length. */
const MOST_REREAD = 8

/** Pasted lines come as typed ones do: nothing here knows the difference. */
export class KeyTyping {
  readonly #words: Messages['typedRows']
  readonly #uniqueKeyPrefix: string
  #form: 'rows' | 'file' | 'text' = 'rows'
  #soFar = TypedSoFar.nothing
  /** The last row that was not right: the core is to judge it where the typing ends before it was mended. */
  #wrong: { readonly row: number; readonly text: string } | null = null
  /** Rows that came before the one that was awaited. */
  readonly #early = new Set<number>()
  readonly #told = new Set<number>()
  readonly #lines: string[] = []
  #length = 0
  /** Characters of all readings of the whole. */
  #reread = 0
  done = false

  constructor(words: Messages['typedRows'], uniqueKeyPrefix: string) {
    this.#words = words
    this.#uniqueKeyPrefix = uniqueKeyPrefix
  }

  /** What stands before the next line. Nothing while a text runs through. */
  get prompt(): string {
    if (this.done || this.#form !== 'rows') return ''
    return this.#words.atPrompt.ask(this.#soFar.next, this.#soFar.rowsOfKey)
  }

  /** What was given: the rows where there are some, else every line as it was. */
  get text(): string {
    if (this.#form === 'file' || this.#soFar.right === 0) return this.#lines.join('\n')
    const wrong = this.#wrong
    return (wrong === null ? this.#soFar : this.#soFar.with(wrong.row, wrong.text)).asText()
  }

  take(line: string): readonly Said[] {
    this.#lines.push(line)
    this.#length += line.length + 1
    if (this.#form === 'file' || this.#beginsFile()) return this.#takeOfFile()
    if (line.trim() === '') return []
    const row = rowInLine(line)
    if (row !== null && (row.likely || this.#soFar.right > 0) && !this.#isNamed(line, row.letters))
      return this.#takeRow(row.label, row.letters)
    if (this.#form === 'text' || this.#soFar.right > 0) return []
    this.#form = 'text'
    return [['warning', this.#words.atPrompt.noRow]]
  }

  /** Mail programs break lines, this one too. */
  #beginsFile(): boolean {
    return armoredKind(this.#lines.slice(-2).join('\n')) !== null
  }

  #takeOfFile(): readonly Said[] {
    const begins = this.#form !== 'file'
    this.#form = 'file'
    // Only where a line could be its last: a file is long.
    if (this.#beginsFile() && this.#mayReadWhole()) this.done = readArmor(this.text).ok
    return begins && !this.done ? [['skipped', this.#words.atPrompt.fileBegins]] : []
  }

  /**
   * Any number of lines may look like the last one: all readings of the whole together cost a constant times its length.
   * A file whose end is not looked for any more ends with Ctrl-D.
   */
  #mayReadWhole(): boolean {
    if (this.#reread > MOST_REREAD * this.#length) return false
    this.#reread += this.#length
    return true
  }

  /** A code or a Unique Key, as in the mail around the rows. The last row can be as long as a License Code. */
  #isNamed(line: string, letters: string): boolean {
    if (rowThatHolds(letters) === this.#soFar.next) return false
    const found = recognize(line, this.#uniqueKeyPrefix)
    if (found.kind === 'license_code') return found.code !== null
    return found.kind === 'unique_key' || found.kind === 'return_code' || found.kind === 'signed_key'
  }

  #takeRow(label: number | null, letters: string): readonly Said[] {
    const row = this.#placeOf(label, letters)
    const typed = this.#soFar.with(row, letters)
    // While row 1 is not there, a short row that holds may well be the last one.
    const right =
      typed.stateOf(row).state === 'ok' || (typed.rowsOfKey === null && rowThatHolds(letters) === row)
    if (right) return this.#accept(row, typed)
    // In the middle of a mail only a whole row is one.
    if (this.#form === 'text' && letters.length < SHORTEST_LIKELY) return []
    this.#form = 'rows'
    this.#wrong = { row, text: letters }
    return [['failed', this.#wordsOfWrong(row, typed)]]
  }

  /** Where a line belongs: where its number says, else where its check letters say, else where a row is awaited. */
  #placeOf(label: number | null, letters: string): number {
    if (label !== null && label >= 1 && label <= MAX_ROWS) return label
    const { next } = this.#soFar
    const other = rowThatHolds(letters)
    if (other === null || other < next || this.#soFar.text(other) !== '') return next
    const followsAnother = this.#soFar.text(other - 1) !== ''
    const whole = letters.length === this.#soFar.lengthOf(other)
    return whole || (this.#soFar.rowsOfKey === null && followsAnother) ? other : next
  }

  #wordsOfWrong(row: number, typed: TypedSoFar): string {
    const { atPrompt, check } = this.#words
    const state = typed.stateOf(row)
    const what =
      state.state === 'unfinished'
        ? atPrompt.short(row, state.letters, state.of)
        : explainRow(
            { row, text: typed.text(row), state, length: typed.lengthOf(row), rowsOfKey: typed.rowsOfKey },
            // What to do with it is said behind that.
            { ...this.#words, compare: '' },
          )
    const named = isWrong(state.state) && state.state !== 'extra' ? check([row]) : ''
    return [named, what, atPrompt.again].filter(Boolean).join(' ')
  }

  #accept(row: number, typed: TypedSoFar): readonly Said[] {
    const { atPrompt, rowRight, allRight } = this.#words
    const { next: awaited, rowsOfKey: known } = this.#soFar
    this.#form = 'rows'
    this.#soFar = typed
    this.#wrong = null
    if (row > awaited) this.#early.add(row)
    const mistaken = this.#takeBackMistaken(row)
    const { rowsOfKey, complete, found } = this.#soFar
    // A version that only a later program knows: the core says so.
    this.done = complete || (found.version !== null && rowsOfKey === null)
    const count = known === null && rowsOfKey !== null ? [atPrompt.rowsInAll(rowsOfKey)] : []
    const right = complete ? allRight(rowsOfKey ?? row) : [rowRight(row), ...count].join(' ')
    return [['ok', right], ...mistaken, ...this.#skippedBefore(row)]
  }

  #skippedBefore(row: number): readonly Said[] {
    const before = Array.from({ length: row - 1 }, (_, index) => index + 1)
    const skipped = before.filter((one) => this.#soFar.text(one) === '' && !this.#told.has(one))
    for (const one of skipped) this.#told.add(one)
    return skipped.length === 0 ? [] : [['warning', this.#words.atPrompt.skipped(skipped)]]
  }

  /**
   * Two letters swapped can hold as a later row. When the row itself comes, the two are alike, as no two rows of one
   * key are. What row 1 shows to be no row of this key is taken back too.
   */
  #takeBackMistaken(row: number): readonly Said[] {
    const letters = this.#soFar.text(row)
    const alike = [...this.#early].filter((one) => one !== row && areAlike(this.#soFar.text(one), letters))
    for (const one of alike) this.#early.delete(one)
    const known = this.#soFar.rowsOfKey !== null
    const count = this.#soFar.count
    const impossible = Array.from({ length: count }, (_, index) => index + 1).filter(
      (one) => known && this.#soFar.text(one) !== '' && this.#soFar.stateOf(one).state !== 'ok',
    )
    for (const one of [...alike, ...impossible]) this.#soFar = this.#soFar.with(one, '')
    return [
      ...alike.map((one): Said => ['warning', this.#words.atPrompt.mistaken(one, row)]),
      ...impossible.map((one): Said => ['warning', this.#words.check([one])]),
    ]
  }
}

function areAlike(oneRow: string, otherRow: string): boolean {
  const one = rowLetters(oneRow)
  const other = rowLetters(otherRow)
  const same = Array.from(one).filter((letter, index) => letter === other[index]).length
  return same > Math.max(one.length, other.length) / 2
}
