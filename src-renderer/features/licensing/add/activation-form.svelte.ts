// Adding a license: what is typed in the window (kept while the page lives), the attempt, and its outcome.
import type { Output } from '#shared/contract/contract.ts'
import { errorsOf } from '#shared/contract/errors.ts'
import { MAX_FILE_CHARACTERS } from '#shared/formats/armor.ts'
import { canBeForeign } from '#shared/formats/foreign-code.ts'
import { CODE_LETTERS, readLicenseCode, type CodeForm } from '#shared/formats/license-code.ts'
import { findLicenseCodes } from '#shared/formats/outside/codes-in-text.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { undoDamage } from '#shared/formats/outside/undo-damage.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'
import { isBareUniqueKey } from '#shared/formats/unique-key.ts'
import type { Result } from '#shared/result.ts'
import type { PageFailure } from '../../../bridge/bridge.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'
import { KeyInspection } from './key-inspection.svelte.ts'

/** Failures after which the same License Code may still be activated offline. */
const OFFLINE_HELPS: ReadonlySet<string> = new Set([
  ...errorsOf('server_away').filter((code) => code !== 'store_newer'),
  'license_not_allowed',
  'license_permission_missing',
  'license_check_in_overdue',
  'license_scope_required',
])

/** What is wrong with the License Code, before anything is sent. */
type CodeProblem = Extract<PageFailure, { code: `license_code_${string}` }>
type KeyKind = Extract<Recognized, { complete: boolean }>['kind']

/** Failures that a row of the key shows itself. */
const SHOWN_BY_ROWS: ReadonlySet<string> = new Set([
  'typed_key_row_wrong',
  'typed_key_rows_missing',
  'typed_key_rows_extra',
])

export type SubmitOutcome = 'done' | 'bad_code' | 'bad_key' | 'failed' | 'cancelled' | 'busy'

export class ActivationForm {
  code = $state('')
  offline = $state(false)
  offlineKey = $state('')
  /** A key that is given row by row. */
  rows = $state.raw(TypedSoFar.nothing)
  /** How the Local License Key is given. */
  keyForm = $state<'text' | 'rows'>('text')
  busy = $state<'online' | 'offline' | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  /** When the failure happened: a line of the details for support. */
  failedAt = $state.raw<Date | null>(null)
  /** What the failed attempt was made with; null: the failure is about nothing that was typed. */
  #tried = $state.raw<{ readonly code: string; readonly key: string; readonly offline: boolean } | null>(null)
  codeProblem = $state.raw<CodeProblem | null>(null)
  keyProblem = $state<'key_empty' | null>(null)
  /** What is shown in place of the Unique Key. */
  panel = $state<'qr' | 'request' | null>(null)
  /** The step that the person opened again. */
  #opened = $state<'send' | 'answer' | null>(null)
  readonly #recognizedKey = $derived(this.#recognize(this.offlineKey))
  /** What the window did with a pasted text, in words. */
  hint = $state('')
  readonly inspection: KeyInspection
  readonly #desk: Desk
  #wanted = new AbortController()

  constructor(desk: Desk) {
    this.#desk = desk
    this.inspection = new KeyInspection(desk)
  }

  /** What the fields hold now is not what failed: they are not to blame any more, and a key is looked at anew. */
  get corrected(): boolean {
    return this.#tried === null || this.isAboutAnother
  }

  /** The failure is about what was typed, and that is not what the fields hold now. */
  get isAboutAnother(): boolean {
    const tried = this.#tried
    if (tried === null) return false
    return tried.code !== this.code || tried.key !== this.key || tried.offline !== this.offline
  }

  /** A key is in the field, whole or not: the field becomes one line. */
  get isTaken(): boolean {
    return this.#opened !== 'answer' && this.#hasKey
  }

  /** The answer is here, or about to be typed: the Unique Key becomes one line. */
  get isSent(): boolean {
    return this.#opened !== 'send' && this.panel === null && (this.keyForm === 'rows' || this.#hasKey)
  }

  get keyKind(): KeyKind {
    const found = this.#recognizedKey
    return this.keyForm === 'text' && isLocalKey(found) ? found.kind : 'typed_key'
  }

  get #hasKey(): boolean {
    return this.keyForm === 'rows' ? this.rows.complete : isLocalKey(this.#recognizedKey)
  }

  unfold(step: 'send' | 'answer'): void {
    this.#opened = step
    if (step === 'answer') this.panel = null
  }

  /** What was opened again has done its work. */
  fold(): void {
    this.#opened = null
  }

  togglePanel(which: 'qr' | 'request'): void {
    this.panel = this.panel === which ? null : which
  }

  get offlineHelps(): boolean {
    return !this.offline && this.failure !== null && OFFLINE_HELPS.has(this.failure.code)
  }

  /** The window opens: what was typed before is still there. */
  begin(): void {
    this.hint = ''
    const { info, activation } = this.#desk
    if (info.value?.offlineOnly || activation.offline) this.offline = true
    if (activation.send) this.unfold('send')
    void this.#desk.machine.load()
  }

  /** True: the text went where it belongs, or is named; the field that it was pasted into stays as it is. */
  takeIntoCode(text: string): boolean {
    const found = this.#recognize(text)
    if (isLocalKey(found)) {
      const both = this.#takeCodeBeside(text)
      this.takeKey(text, both ? words.page.add.foundBoth : words.page.add.movedToLocalKey)
      return true
    }
    if (found.kind === 'license_code' && found.code !== null) {
      this.code = found.code
      this.codeProblem = null
      this.#tell(text.trim().length > LONGEST_ALONE ? words.page.add.foundCode : '')
      return true
    }
    return this.#nameUniqueKey(found)
  }

  takeIntoKey(text: string): boolean {
    const found = this.#recognize(text)
    if (found.kind === 'license_code' && found.code !== null) {
      this.code = found.code
      this.codeProblem = null
      this.#tell(words.page.add.movedToLicenseCode)
      return true
    }
    if (isLocalKey(found)) {
      this.takeKey(text, this.#takeCodeBeside(text) ? words.page.add.foundBoth : '')
      return true
    }
    return this.#nameUniqueKey(found)
  }

  /** One row alone is pasted where the caret stands. */
  takeIntoRow(text: string): boolean {
    // The lines of a file could pass for rows.
    const { kind } = this.#recognize(text)
    if (kind !== 'machine_file' && kind !== 'license_file' && this.#takeRows(text)) {
      this.keyProblem = null
      this.#opened = null
      this.#tellRows('')
      return true
    }
    return this.takeIntoKey(text)
  }

  /** A text that holds rows is shown row by row, so that a wrong one is seen at once. */
  takeKey(text: string, said: string): void {
    this.offline = true
    this.#opened = null
    this.panel = null
    this.keyProblem = null
    if (this.#recognize(text).kind === 'typed_key' && this.#takeRows(text)) {
      this.keyForm = 'rows'
      this.#tellRows(said)
      return
    }
    this.keyForm = 'text'
    this.offlineKey = text
    this.#tell(said)
  }

  /** Code and key in one mail fill both fields. A code that is there already is the person's own. */
  #takeCodeBeside(text: string): boolean {
    const [code, ...others] = findLicenseCodes(undoDamage(text))
    if (code === undefined || others.length > 0) return false
    this.code = code
    this.codeProblem = null
    return true
  }

  /** False: the text is one row at most. */
  #takeRows(text: string): boolean {
    const taken = this.rows.withText(text)
    this.rows = taken ?? this.rows
    return taken !== null
  }

  /** What was given in the one form goes over into the other where it can. */
  setKeyForm(form: 'text' | 'rows'): void {
    if (form === this.keyForm) return
    this.keyForm = form
    this.#opened = 'answer'
    this.keyProblem = null
    if (form === 'rows' && this.#recognize(this.offlineKey).kind === 'typed_key')
      this.#takeRows(this.offlineKey)
    if (form === 'text' && !this.rows.isEmpty) this.offlineKey = this.rows.asText()
  }

  async takeFile(file: File): Promise<void> {
    const { add } = words.page
    if (file.size > MAX_FILE_CHARACTERS) this.#tell(add.fileTooLarge(file.name))
    else {
      const text = textOfBytes(new Uint8Array(await file.arrayBuffer()))
      this.#takeCodeBeside(text)
      this.takeKey(text, add.fileTaken(file.name))
    }
  }

  hostIsBack(): void {
    if (this.failure?.code === 'host_stopped') this.failure = null
  }

  /** The outcome of saving what is to be sent; the button itself says where it is. */
  saved(saved: Result<string | null, PageFailure>): void {
    if (saved.ok) return
    this.failure = saved.error
    this.#tried = null
    this.failedAt = new Date()
  }

  activateOfflineInstead(): void {
    this.offline = true
    this.failure = null
    this.#opened = 'send'
    this.#tell(words.page.add.offlineReady)
  }

  /** When the field is left: an empty field is no error yet. */
  judgeCode(): void {
    const reading = readLicenseCode(this.code, this.#codeForm)
    if (reading.kind === 'mistyped') this.codeProblem = { code: 'license_code_mistyped', params: {} }
    else if (reading.kind === 'several') this.codeProblem = { code: 'license_code_several', params: {} }
    else if (reading.kind === 'other' && !this.#mayBeCode(reading.code))
      this.codeProblem = this.#problemOf(reading)
    else this.codeProblem = null
  }

  /** Offline nothing is sent. */
  #mayBeCode(code: string): boolean {
    return this.#codeForm === 'any' && (this.offline || canBeForeign(code))
  }

  #problemOf({ letters }: { readonly letters: number | null }): CodeProblem {
    if (this.#recognize(this.code).kind === 'unique_key' || isBareUniqueKey(this.code))
      return { code: 'license_code_is_unique_key', params: {} }
    return letters === null
      ? { code: 'license_code_not_recognized', params: {} }
      : { code: 'license_code_incomplete', params: { letters, expected: CODE_LETTERS } }
  }

  /** Looks at the key as it is now. Returns what calls it off. */
  inspectSoon(): () => void {
    const { code, key } = this
    this.inspection.forget()
    // Rows are judged as they come.
    if (this.keyForm === 'rows' && !this.rows.isEmpty && this.corrected) this.failure = null
    const worthIt = this.keyForm === 'rows' ? this.rows.complete : key.trim() !== ''
    if (!this.offline || !worthIt || this.busy !== null) return () => undefined
    return this.inspection.askSoon(key, code, () => {
      // What was said of another text is not said beside it.
      if (this.corrected) this.failure = null
    })
  }

  async submit(): Promise<SubmitOutcome> {
    if (this.busy !== null) return 'busy'
    this.hint = ''
    this.failure = null
    if (this.#desk.host.status === 'down') {
      this.failure = { code: 'host_stopped', params: {} }
      this.#tried = null
      this.failedAt = new Date()
      return 'failed'
    }
    const typed = this.#recognize(this.code)
    if (isLocalKey(typed)) {
      this.takeIntoCode(this.code)
      if (this.#recognize(this.code).kind !== 'license_code') this.code = ''
      return 'bad_code'
    }
    if (this.#nameUniqueKey(typed)) {
      this.codeProblem = { code: 'license_code_is_unique_key', params: {} }
      return 'bad_code'
    }
    this.judgeCode()
    if (this.code.trim() === '') this.codeProblem = { code: 'license_code_empty', params: {} }
    // Nothing but the code leaves, whatever was pasted around it.
    const reading = readLicenseCode(this.code, this.#codeForm)
    if (reading.kind === 'ours') this.code = reading.code
    this.keyProblem = this.offline && this.key.trim() === '' ? 'key_empty' : null
    if (this.codeProblem !== null) return 'bad_code'
    if (this.keyProblem !== null) return 'bad_key'
    return this.#attempt()
  }

  /** Online alone: what was typed stays, and a seat that was taken is given back. */
  cancel(): void {
    this.#wanted.abort()
  }

  /** The Local License Key as it is given now. */
  get key(): string {
    if (this.keyForm === 'text') return this.offlineKey
    return this.rows.isEmpty ? '' : this.rows.asText()
  }

  async #attempt(): Promise<SubmitOutcome> {
    const { licenses, announcer } = this.#desk
    const { code, offline, key: offlineKey } = this
    this.busy = offline ? 'offline' : 'online'
    this.#wanted = new AbortController()
    announcer.speak(offline ? words.page.add.checkingKey : words.page.add.contacting)
    const answer = offline
      ? await licenses.activateOffline(code, offlineKey)
      : await licenses.activateOnline(code, this.#wanted.signal)
    this.busy = null
    if (answer.ok) {
      this.#done(answer.value)
      return 'done'
    }
    if (this.#wanted.signal.aborted) {
      this.#tell(words.page.add.cancelled)
      return 'cancelled'
    }
    if (offline && this.keyForm === 'rows' && SHOWN_BY_ROWS.has(answer.error.code)) {
      this.#tellRows('')
      return 'bad_key'
    }
    this.failure = answer.error
    this.#tried = { code, key: offlineKey, offline }
    this.failedAt = new Date()
    // The window was closed meanwhile: it shows the failure when it is opened again.
    if (!this.#desk.activation.open)
      announcer.show('bad', words.explain(answer.error, this.#desk.info.speaker).what)
    return 'failed'
  }

  #done({ license, renewed, unchanged }: Output<'licenses.activateOnline'>): void {
    const { add, licensing } = words.page
    this.#desk.activation.open = false
    this.code = ''
    this.offline = false
    this.offlineKey = ''
    this.rows = TypedSoFar.nothing
    this.keyForm = 'text'
    this.panel = null
    this.#opened = null
    this.codeProblem = null
    this.keyProblem = null
    const said = unchanged ? add.unchanged : renewed ? add.renewed : add.activated
    this.#desk.announcer.show('good', said(license.owner || licensing.unknownOwner, license.products.length))
  }

  #recognize(text: string): Recognized {
    // Without the vendor's prefix no text is taken for a Unique Key.
    return recognize(text, this.#desk.info.value?.vendor.uniqueKeyPrefix ?? '-', this.#codeForm)
  }

  /** Until it is known no code is called mistyped. */
  get #codeForm(): CodeForm {
    return this.#desk.info.value?.vendor.codeForm ?? 'any'
  }

  #nameUniqueKey(found: Recognized): boolean {
    if (found.kind !== 'unique_key') return false
    const { add } = words.page
    if (found.uniqueKey === null) this.#tell(add.isNoUniqueKey)
    else
      this.#tell(
        found.uniqueKey === this.#desk.machine.uniqueKey ? add.isThisUniqueKey : add.isOtherUniqueKey,
      )
    return true
  }

  #tellRows(before: string): void {
    const typed = words.messages.typedRows
    const { rows } = this
    const said = rows.complete
      ? typed.allRight(rows.count)
      : rows.wrong.length > 0
        ? typed.check(rows.wrong)
        : ''
    this.#tell([before, said].filter(Boolean).join(' '))
  }

  #tell(hint: string): void {
    this.hint = hint
    if (hint) this.#desk.announcer.speak(hint)
  }
}

/** A code alone with its name before it. */
const LONGEST_ALONE = 48

const isLocalKey = (found: Recognized): found is Extract<Recognized, { complete: boolean }> =>
  found.kind === 'machine_file' || found.kind === 'license_file' || found.kind === 'typed_key'
