// Where a text goes that was pasted, dropped or chosen as a file, whichever field it was given to.
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { findLicenseCodes } from '#shared/formats/outside/codes-in-text.ts'
import { findOtherFile, isBinary } from '#shared/formats/outside/other-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { visibleText } from '#shared/messages/visible-text.ts'
import { undoDamage } from '#shared/formats/outside/undo-damage.ts'
import { words } from '../../../state/words.svelte.ts'
import { isLocalKey, type Entered } from './entered.svelte.ts'
import type { Judgement } from './judgement.svelte.ts'
import type { Steps } from './steps.svelte.ts'

/** A code alone with its name before it. */
const LONGEST_ALONE = 48

export class Taking {
  readonly #entered: Entered
  readonly #steps: Steps
  readonly #judgement: Judgement

  constructor(entered: Entered, steps: Steps, judgement: Judgement) {
    this.#entered = entered
    this.#steps = steps
    this.#judgement = judgement
  }

  /** True: the text went where it belongs, or is named; the field that it was pasted into stays as it is. */
  intoCode(text: string, over = false): boolean {
    const found = this.#entered.recognize(text)
    if (isLocalKey(found)) {
      this.#endCodeVerdict(over)
      const both = this.#takeCodeBeside(text)
      this.key(text, both ? words.page.add.foundBoth : words.page.add.movedToLocalKey)
      return true
    }
    if (found.kind === 'license_code' && found.code !== null) {
      this.#takeCode(found.code)
      this.#judgement.tell(text.trim().length > LONGEST_ALONE ? words.page.add.foundCode : '', true)
      return true
    }
    if (!this.#judgement.nameUniqueKey(found)) return false
    this.#endCodeVerdict(over)
    return true
  }

  intoKey(text: string, over = false): boolean {
    const found = this.#entered.recognize(text)
    if (found.kind === 'license_code' && found.code !== null) {
      this.#takeCode(found.code)
      this.#judgement.tell(words.page.add.movedToLicenseCode, true)
      return true
    }
    if (isLocalKey(found)) {
      this.key(text, this.#takeCodeBeside(text) ? words.page.add.foundBoth : '')
      return true
    }
    if (!this.#judgement.nameUniqueKey(found)) return false
    this.#judgement.keyProblem = null
    if (over) this.#entered.offlineKey = ''
    return true
  }

  /** One row alone is pasted where the caret stands. */
  intoRow(text: string): boolean {
    // The lines of a file could pass for rows.
    const { kind } = this.#entered.recognize(text)
    if (kind !== 'machine_file' && kind !== 'license_file' && this.#entered.takeRows(text)) {
      this.#judgement.keyProblem = null
      this.#steps.fold()
      this.#judgement.tellRows('')
      return true
    }
    return this.intoKey(text)
  }

  /** A text that holds rows is shown row by row, so that a wrong one is seen at once. */
  key(text: string, said: string): void {
    const entered = this.#entered
    entered.offline = true
    this.#steps.reset()
    this.#judgement.keyProblem = null
    if (entered.recognize(text).kind === 'typed_key' && entered.takeRows(text)) {
      entered.keyForm = 'rows'
      this.#judgement.tellRows(said)
      return
    }
    entered.keyForm = 'text'
    entered.offlineKey = text
    this.#judgement.judgeKey()
    this.#judgement.tell(said, true)
  }

  /** Who opened it may be the system: a code that is there already is the person's own. */
  async file(file: File): Promise<void> {
    const { add } = words.page
    const name = visibleText(file.name)
    if (file.size > MAX_FILE_CHARACTERS) this.#judgement.tell(add.fileTooLarge(name))
    else {
      const text = textOfBytes(new Uint8Array(await file.arrayBuffer()))
      const kind = findOtherFile(text)
      // What is no text is not shown as one: the field keeps what it holds.
      if (kind !== null || isBinary(text) || text.trim() === '') {
        // What is wrong with it is said beside the field, which may be folded or not there.
        this.#entered.offline = true
        this.#steps.unfold('answer')
        this.#judgement.refuseFile(
          kind === null
            ? { code: 'key_not_recognized', params: {} }
            : { code: 'key_in_other_file', params: { kind } },
        )
        return
      }
      const code = this.#codeIn(text)
      const typed = this.#entered.code.trim()
      const isOther = code !== undefined && typed !== '' && (this.#codeIn(typed) ?? typed) !== code
      if (!isOther) this.#takeCodeBeside(text)
      this.key(text, isOther ? add.fileCodeLeft(name) : add.fileTaken(name))
    }
  }

  /** Of a link that was opened. A code that is there already is the person's own. */
  linked(code: string): void {
    const { add } = words.page
    const before = this.#entered.code.trim()
    if (before !== '' && before !== code) {
      this.#judgement.tell(add.linkLeft)
      return
    }
    this.#takeCode(code)
    this.#judgement.judgeCode()
    this.#judgement.tell(add.fromLink)
  }

  /** Another text came: what was said of the old one ends. `over`: it would have taken the place of the old one. */
  #endCodeVerdict(over: boolean): void {
    if (over && this.#judgement.codeProblem !== null) this.#entered.code = ''
    this.#judgement.codeProblem = null
  }

  /** Code and key in one mail fill both fields. */
  #takeCodeBeside(text: string): boolean {
    const code = this.#codeIn(text)
    if (code === undefined) return false
    this.#takeCode(code)
    return true
  }

  /** The one that it holds: of several nobody knows whose the key is. */
  #codeIn(text: string): string | undefined {
    const codes = findLicenseCodes(undoDamage(text))
    return codes.length === 1 ? codes[0] : undefined
  }

  #takeCode(code: string): void {
    this.#entered.code = code
    this.#judgement.codeProblem = null
  }
}
