// One attempt to add what the fields hold: while it runs, why it failed, and whether that still is about these fields.
import type { Output } from '#shared/contract/contract.ts'
import { errorsOf } from '#shared/contract/errors.ts'
import type { PageFailure } from '../../../bridge/bridge.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'
import type { Entered } from './entered.svelte.ts'

/** Failures after which the same License Code may still be activated offline. */
const OFFLINE_HELPS: ReadonlySet<string> = new Set([
  ...errorsOf('server_away').filter((code) => code !== 'store_newer'),
  'license_not_allowed',
  'license_permission_missing',
  'license_check_in_overdue',
  'license_needs_heartbeats',
  'license_scope_required',
])

/** Failures that a row of the key shows itself. */
const SHOWN_BY_ROWS: ReadonlySet<string> = new Set([
  'typed_key_row_wrong',
  'typed_key_rows_missing',
  'typed_key_rows_extra',
])

export type AttemptOutcome = 'done' | 'wrong_rows' | 'failed' | 'cancelled'

export class Attempt {
  busy = $state<'online' | 'offline' | null>(null)
  failure = $state.raw<PageFailure | null>(null)
  /** When the failure happened: a line of the details for support. */
  failedAt = $state.raw<Date | null>(null)
  /** What the failed attempt was made with; null: the failure is about nothing that was typed. */
  #tried = $state.raw<{ readonly code: string; readonly key: string; readonly offline: boolean } | null>(null)
  #wanted = new AbortController()
  readonly #entered: Entered
  readonly #desk: Desk

  constructor(desk: Desk, entered: Entered) {
    this.#desk = desk
    this.#entered = entered
  }

  /** What the fields hold now is not what failed: they are not to blame any more, and a key is looked at anew. */
  get corrected(): boolean {
    return this.#tried === null || this.isAboutAnother
  }

  /** The failure is about what was typed, and that is not what the fields hold now. */
  get isAboutAnother(): boolean {
    const tried = this.#tried
    if (tried === null) return false
    const { code, key, offline } = this.#entered
    return tried.code !== code || tried.key !== key || tried.offline !== offline
  }

  get offlineHelps(): boolean {
    return !this.#entered.offline && this.failure !== null && OFFLINE_HELPS.has(this.failure.code)
  }

  /** Also what was tried: a new failure is about other fields. */
  forget(): void {
    this.failure = null
    this.#tried = null
  }

  hostIsBack(): void {
    if (this.failure?.code === 'host_stopped') this.failure = null
  }

  /** About nothing that was typed. */
  fail(failure: PageFailure): void {
    this.failure = failure
    this.#tried = null
    this.failedAt = new Date()
  }

  async make(done: (added: Output<'licenses.activateOnline'>) => void): Promise<AttemptOutcome> {
    const { licenses, announcer } = this.#desk
    const { code, offline, key } = this.#entered
    this.busy = offline ? 'offline' : 'online'
    this.#wanted = new AbortController()
    announcer.speak(offline ? words.page.add.checkingKey : words.page.add.contacting)
    const answer = offline
      ? await licenses.activateOffline(code, key)
      : await licenses.activateOnline(code, this.#wanted.signal)
    this.busy = null
    if (answer.ok) {
      done(answer.value)
      return 'done'
    }
    if (this.#wanted.signal.aborted) return 'cancelled'
    if (offline && this.#entered.keyForm === 'rows' && SHOWN_BY_ROWS.has(answer.error.code))
      return 'wrong_rows'
    this.failure = answer.error
    this.#tried = { code, key, offline }
    this.failedAt = new Date()
    // The window was closed meanwhile: it shows the failure when it is opened again.
    if (!this.#desk.activation.open)
      announcer.show('bad', words.explain(answer.error, this.#desk.info.speaker).what)
    return 'failed'
  }

  /** Online alone: what was typed stays, and a seat that was taken is given back. */
  cancel(): void {
    this.#wanted.abort()
  }
}
