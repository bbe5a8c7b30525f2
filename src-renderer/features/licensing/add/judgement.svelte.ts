// What is said of the fields before anything is sent: what is wrong with them, and what the window did with a text.
import { untrack } from 'svelte'
import type { PageFailure } from '../../../bridge/bridge.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { canBeForeign } from '#shared/formats/foreign-code.ts'
import { CODE_LETTERS, readLicenseCode, wrongGroup } from '#shared/formats/license-code.ts'
import type { Recognized } from '#shared/formats/recognize.ts'
import type { TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'
import { isBareUniqueKey } from '#shared/formats/unique-key.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'
import type { Entered } from './entered.svelte.ts'

type CodeProblem = Extract<PageFailure, { code: `license_code_${string}` }>
type KeyProblem = Extract<
  PageFailure,
  { code: 'key_empty' | 'key_too_large' | 'key_in_other_file' | 'key_not_recognized' }
>

const POINTS_TO_GROUP: ReadonlySet<string> = new Set(['license_code_mistyped', 'license_code_incomplete'])

export class Judgement {
  /** What is wrong with the License Code. */
  codeProblem = $state.raw<CodeProblem | null>(null)
  /** Where in the License Code to look first, where that can be known: a group, from 1. */
  wrongGroup = $derived.by(() =>
    this.codeProblem !== null && POINTS_TO_GROUP.has(this.codeProblem.code)
      ? wrongGroup(untrack(() => this.#entered.code))
      : null,
  )
  /** What is wrong with the Local License Key. */
  keyProblem = $state.raw<KeyProblem | null>(null)
  /** What the window did with a pasted text, in words. */
  hint = $state('')
  /** It went where it belongs: what is left to do is said behind that. */
  isTaken = $state(false)
  /** The rows that were to be sent before all of them were there. */
  #unfinished = $state.raw<TypedSoFar | null>(null)
  readonly #entered: Entered
  readonly #desk: Desk

  constructor(desk: Desk, entered: Entered) {
    this.#desk = desk
    this.#entered = entered
  }

  /** The rows were to be sent as they are, and are not all there. */
  get isUnfinished(): boolean {
    const { rows } = this.#entered
    return this.#unfinished === rows && !rows.complete
  }

  forget(): void {
    this.hint = ''
    this.codeProblem = null
    this.keyProblem = null
    this.#unfinished = null
  }

  /** A file that is no text: the field stays as it was. */
  refuseFile(problem: KeyProblem): void {
    this.hint = ''
    this.keyProblem = problem
    this.speakProblem()
  }

  /** Where the focus stays, which would say it otherwise. */
  speakProblem(): void {
    const problem = this.codeProblem ?? this.keyProblem
    if (problem) this.#desk.announcer.speak(words.explain(problem, this.#desk.info.speaker).what)
  }

  /** When the field is left: an empty field is no error yet. */
  judgeCode(): void {
    const reading = readLicenseCode(this.#entered.code, this.#entered.codeForm)
    if (reading.kind === 'mistyped') this.codeProblem = { code: 'license_code_mistyped', params: {} }
    else if (reading.kind === 'several') this.codeProblem = { code: 'license_code_several', params: {} }
    else if (reading.kind === 'other' && !this.#mayBeCode(reading.code))
      this.codeProblem = this.#problemOf(reading)
    else this.codeProblem = null
    const { isNoUniqueKey, isThisUniqueKey, isOtherUniqueKey } = words.page.add
    // One verdict at a time: this one is about the text that is in the field.
    if (this.codeProblem !== null && [isNoUniqueKey, isThisUniqueKey, isOtherUniqueKey].includes(this.hint))
      this.hint = ''
  }

  /** While it is typed or pasted: an empty field is no error yet. */
  judgeKey(): void {
    this.keyProblem =
      this.#entered.key.length > MAX_FILE_CHARACTERS
        ? { code: 'key_too_large', params: { maximum: MAX_FILE_CHARACTERS } }
        : null
  }

  /** Now an empty field is one. */
  judgeToSend(): void {
    const entered = this.#entered
    this.judgeCode()
    if (entered.code.trim() === '') this.codeProblem = { code: 'license_code_empty', params: {} }
    // Nothing but the code leaves, whatever was pasted around it.
    const reading = readLicenseCode(entered.code, entered.codeForm)
    if (reading.kind === 'ours') entered.code = reading.code
    this.judgeKey()
    if (entered.key.trim() === '') this.keyProblem = { code: 'key_empty', params: {} }
    if (!entered.offline) this.keyProblem = null
  }

  /** A row that is wrong says so itself, and the host's log does. */
  lacksRows(): boolean {
    const { rows, offline, keyForm } = this.#entered
    if (!offline || keyForm !== 'rows' || rows.complete) return false
    this.#unfinished = rows
    if (rows.wrong.length > 0) return false
    const said = words.messages.typedRows
    const { rowsOfKey, unfinished, right, gaps } = rows
    const missing = rowsOfKey === null ? 0 : rowsOfKey - right - unfinished.length - gaps.length
    this.tell(
      [said.empty(gaps), said.incomplete(unfinished), missing > 0 ? said.missing(missing) : '']
        .filter(Boolean)
        .join(' '),
    )
    return true
  }

  /** True: it is one, and the window says whose. */
  nameUniqueKey(found: Recognized): boolean {
    if (found.kind !== 'unique_key') return false
    const { add } = words.page
    if (found.uniqueKey === null) this.tell(add.isNoUniqueKey)
    else
      this.tell(found.uniqueKey === this.#desk.machine.uniqueKey ? add.isThisUniqueKey : add.isOtherUniqueKey)
    return true
  }

  tell(hint: string, isTaken = false): void {
    this.hint = hint
    this.isTaken = isTaken
    if (hint) this.#desk.announcer.speak(hint)
  }

  tellRows(before: string): void {
    const typed = words.messages.typedRows
    const { rows } = this.#entered
    if (rows.complete) {
      this.tell([before, typed.allRight(rows.count)].filter(Boolean).join(' '), before !== '')
      return
    }
    // Above the rows it stands already.
    this.hint = before
    this.isTaken = before !== ''
    const wrong = rows.wrong.length > 0 ? typed.check(rows.wrong) : ''
    this.#desk.announcer.speak([before, typed.empty(rows.gaps), wrong].filter(Boolean).join(' '))
  }

  /** Offline nothing is sent. */
  #mayBeCode(code: string): boolean {
    return this.#entered.codeForm === 'any' && (this.#entered.offline || canBeForeign(code))
  }

  #problemOf({ letters }: { readonly letters: number | null }): CodeProblem {
    const { code } = this.#entered
    if (this.#entered.recognize(code).kind === 'unique_key' || isBareUniqueKey(code))
      return { code: 'license_code_is_unique_key', params: {} }
    return letters === null
      ? { code: 'license_code_not_recognized', params: {} }
      : { code: 'license_code_incomplete', params: { letters, expected: CODE_LETTERS } }
  }
}
