// Adding a license: what is typed in the modal (kept while the page lives), the attempt, and its outcome.
import { readLicenseCode } from '#shared/formats/license-code.ts'
import type { Output } from '#shared/contract/contract.ts'
import type { Result } from '#shared/result.ts'
import type { PageClient, PageFailure } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import type { Licenses } from './licenses.svelte.ts'
import type { Machine } from './machine.svelte.ts'
import { recognize } from './recognize.ts'
import { words } from './words.svelte.ts'

export const LARGEST_FILE = 262_144

/** Failures after which the same License Code may still be activated offline. */
const OFFLINE_HELPS: ReadonlySet<PageFailure['code']> = new Set([
  'offline_only',
  'insecure_server',
  'server_unreachable',
  'server_timeout',
  'server_not_ours',
  'server_answer_malformed',
  'server_error',
  'server_rate_limited',
  'response_unsigned',
  'response_signature_invalid',
  'response_replayed',
  'response_other_license',
  'license_not_allowed',
])

export type FieldProblem =
  'license_code_empty' | 'license_code_mistyped' | 'license_code_is_unique_key' | 'key_empty'
export type SubmitOutcome = 'done' | 'bad_code' | 'bad_key' | 'failed' | 'busy'

interface Parts {
  readonly client: PageClient
  readonly info: AppInfo
  readonly machine: Machine
  readonly licenses: Licenses
  readonly announcer: Announcer
}

export class Activation {
  open = $state(false)
  code = $state('')
  offline = $state(false)
  offlineKey = $state('')
  busy = $state<'online' | 'offline' | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  /** When the failure happened: a line of the details for support. */
  failedAt = $state.raw<Date | null>(null)
  codeProblem = $state<FieldProblem | null>(null)
  keyProblem = $state<FieldProblem | null>(null)
  /** What the modal did with a pasted text, in words. */
  hint = $state('')
  readonly #parts: Parts

  constructor(parts: Parts) {
    this.#parts = parts
  }

  get offlineHelps(): boolean {
    return !this.offline && this.failure !== null && OFFLINE_HELPS.has(this.failure.code)
  }

  show(): void {
    this.open = true
    this.hint = ''
    if (this.#parts.info.value?.offlineOnly) this.offline = true
    void this.#parts.machine.load()
  }

  /** True: the text went where it belongs, or is named; the field that it was pasted into stays as it is. */
  takeIntoCode(text: string): boolean {
    const { add } = words.page
    const kind = recognize(text, this.#parts.machine.uniqueKey)
    if (kind === 'local_key') {
      this.takeKey(text, add.movedToLocalKey)
      return true
    }
    if (kind !== 'this_unique_key' && kind !== 'other_unique_key') return false
    this.#tell(kind === 'this_unique_key' ? add.isThisUniqueKey : add.isOtherUniqueKey)
    return true
  }

  takeIntoKey(text: string): boolean {
    const { add } = words.page
    const kind = recognize(text, this.#parts.machine.uniqueKey)
    if (kind === 'license_code') {
      this.code = text.trim()
      this.codeProblem = null
      this.#tell(add.movedToLicenseCode)
      return true
    }
    if (kind !== 'this_unique_key' && kind !== 'other_unique_key') return false
    this.#tell(kind === 'this_unique_key' ? add.isThisUniqueKey : add.isOtherUniqueKey)
    return true
  }

  takeKey(text: string, said: string): void {
    this.offline = true
    this.offlineKey = text
    this.keyProblem = null
    this.#tell(said)
  }

  async takeFile(file: File): Promise<void> {
    const { add } = words.page
    if (file.size > LARGEST_FILE) this.#tell(add.fileTooLarge(file.name))
    else this.takeKey(await file.text(), add.fileTaken(file.name))
  }

  /** The outcome of saving the Unique Key to a file. */
  savedUniqueKey(saved: Result<string | null, PageFailure>): void {
    if (!saved.ok) {
      this.failure = saved.error
      this.failedAt = new Date()
    } else if (saved.value !== null) {
      this.#parts.announcer.show('good', words.page.licensing.exported(saved.value))
    }
  }

  activateOfflineInstead(): void {
    this.offline = true
    this.failure = null
    this.#tell(words.page.add.offlineReady)
  }

  /** When the field is left: an empty field is no error yet. */
  judgeCode(): void {
    this.codeProblem = readLicenseCode(this.code).kind === 'mistyped' ? 'license_code_mistyped' : null
  }

  async submit(): Promise<SubmitOutcome> {
    if (this.busy !== null) return 'busy'
    this.hint = ''
    this.failure = null
    if (this.takeIntoCode(this.code)) {
      if (recognize(this.code, this.#parts.machine.uniqueKey) === 'local_key') this.code = ''
      else this.codeProblem = 'license_code_is_unique_key'
      return 'bad_code'
    }
    this.judgeCode()
    if (this.code.trim() === '') this.codeProblem = 'license_code_empty'
    this.keyProblem = this.offline && this.offlineKey.trim() === '' ? 'key_empty' : null
    if (this.codeProblem !== null) return 'bad_code'
    if (this.keyProblem !== null) return 'bad_key'
    return this.#attempt()
  }

  async #attempt(): Promise<SubmitOutcome> {
    const { client, announcer } = this.#parts
    const { code, offline, offlineKey } = this
    this.busy = offline ? 'offline' : 'online'
    announcer.speak(offline ? words.page.add.checkingKey : words.page.add.contacting)
    const answer = offline
      ? await client.call('licenses.activateOffline', { code, offlineKey })
      : await client.call('licenses.activateOnline', { code })
    this.busy = null
    if (answer.ok) {
      this.#done(answer.value)
      return 'done'
    }
    this.failure = answer.error
    this.failedAt = new Date()
    // The window was closed meanwhile: it shows the failure when it is opened again.
    if (!this.open) announcer.show('bad', words.explain(answer.error, this.#parts.info.speaker).what)
    return 'failed'
  }

  #done({ license, renewed }: Output<'licenses.activateOnline'>): void {
    const { add, licensing } = words.page
    this.open = false
    this.code = ''
    this.offline = false
    this.offlineKey = ''
    this.codeProblem = null
    this.keyProblem = null
    const said = renewed ? add.renewed : add.activated
    this.#parts.announcer.show('good', said(license.owner || licensing.unknownOwner, license.products.length))
    void this.#parts.licenses.load()
  }

  #tell(hint: string): void {
    this.hint = hint
    this.#parts.announcer.speak(hint)
  }
}
