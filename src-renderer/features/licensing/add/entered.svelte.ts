// What the fields of the window hold, kept for each of its tasks while the page lives.
import type { CodeForm } from '#shared/formats/license-code.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { TypedSoFar } from '#shared/formats/typed-key/typed-so-far.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { Drafts, NOTHING_TYPED } from './drafts.ts'

type LocalKey = Extract<Recognized, { complete: boolean }>

export class Entered {
  code = $state('')
  offline = $state(false)
  offlineKey = $state('')
  /** A key that is given row by row. */
  rows = $state.raw(TypedSoFar.nothing)
  /** How the Local License Key is given. */
  keyForm = $state<'text' | 'rows'>('text')
  /** How often the code of the license that the window is for was put in. */
  filled = $state(0)
  readonly #recognizedKey = $derived(this.recognize(this.offlineKey))
  /** Codes of licenses that are here, which nobody typed. */
  readonly #ownCodes = new Set<string>()
  readonly #drafts = new Drafts()
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
  }

  /** It is shown as elsewhere: not to whoever looks at the screen. */
  get isCodeHidden(): boolean {
    return this.#ownCodes.has(this.code)
  }

  /** The Local License Key as it is given now. */
  get key(): string {
    if (this.keyForm === 'text') return this.offlineKey
    return this.rows.isEmpty ? '' : this.rows.asText()
  }

  /** A key is in the field, whole or not; of rows, all of them. */
  get hasKey(): boolean {
    return this.keyForm === 'rows' ? this.rows.complete : isLocalKey(this.#recognizedKey)
  }

  get keyKind(): LocalKey['kind'] {
    const found = this.#recognizedKey
    return this.keyForm === 'text' && isLocalKey(found) ? found.kind : 'typed_key'
  }

  /** Until it is known no code is called mistyped. */
  get codeForm(): CodeForm {
    return this.#desk.info.value?.vendor.codeForm ?? 'any'
  }

  recognize(text: string): Recognized {
    // Without the vendor's prefix no text is taken for a Unique Key.
    return recognize(text, this.#desk.info.value?.vendor.uniqueKeyPrefix ?? '-', this.codeForm)
  }

  /** False: the text is one row at most. */
  takeRows(text: string): boolean {
    const taken = this.rows.withText(text)
    this.rows = taken ?? this.rows
    return taken !== null
  }

  /** What was given in the one form goes over into the other where it can. */
  turnKeyInto(form: 'text' | 'rows'): void {
    this.keyForm = form
    if (form === 'rows' && this.recognize(this.offlineKey).kind === 'typed_key')
      this.takeRows(this.offlineKey)
    if (form === 'text' && !this.rows.isEmpty) this.offlineKey = this.rows.asText()
  }

  /** Another task of the window has another draft. False: it is the same task as before. */
  turnTo(task: string, code: string): boolean {
    const { offline, offlineKey, rows, keyForm } = this
    const left = { code: this.code, offline, offlineKey, rows, keyForm }
    const draft = this.#drafts.turnTo(task, left, { ...NOTHING_TYPED, code })
    if (draft === null) return false
    Object.assign(this, draft)
    return true
  }

  /** The code of a license that is here, unless something was typed meanwhile. */
  async fillCode(license: string): Promise<void> {
    const revealed = await this.#desk.licenses.revealCode(license)
    const isWanted = this.#desk.activation.license?.id === license && this.code === ''
    if (!revealed.ok || !isWanted) return
    this.#ownCodes.add(revealed.value.code)
    this.code = revealed.value.code
    this.filled += 1
  }

  clear(): void {
    Object.assign(this, NOTHING_TYPED)
  }
}

export const isLocalKey = (found: Recognized): found is LocalKey =>
  found.kind === 'machine_file' || found.kind === 'license_file' || found.kind === 'typed_key'
