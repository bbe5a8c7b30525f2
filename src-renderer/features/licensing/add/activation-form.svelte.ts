// The window that adds a license, put together: what its fields hold, what is said of them, and how it is sent.
import type { Output } from '#shared/contract/contract.ts'
import type { Inspection } from '#shared/contract/inspection.ts'
import type { Result } from '#shared/result.ts'
import type { PageFailure } from '../../../bridge/bridge.ts'
import { blamesCode, blamesKey } from '../../../state/blame.ts'
import type { Desk } from '../../../state/desk.svelte.ts'
import { words } from '../../../state/words.svelte.ts'
import { Attempt } from './attempt.svelte.ts'
import { Entered, isLocalKey } from './entered.svelte.ts'
import { Judgement } from './judgement.svelte.ts'
import { KeyInspection } from './key-inspection.svelte.ts'
import { Steps } from './steps.svelte.ts'
import { Taking } from './taking.ts'

export type SubmitOutcome = 'done' | 'bad_code' | 'bad_key' | 'failed' | 'cancelled' | 'busy'

export class ActivationForm {
  readonly entered: Entered
  readonly steps: Steps
  readonly judgement: Judgement
  readonly take: Taking
  readonly attempt: Attempt
  readonly inspection: KeyInspection
  readonly #desk: Desk

  constructor(desk: Desk) {
    this.#desk = desk
    this.entered = new Entered(desk)
    this.steps = new Steps(this.entered)
    this.judgement = new Judgement(desk, this.entered)
    this.take = new Taking(this.entered, this.steps, this.judgement)
    this.attempt = new Attempt(desk, this.entered)
    this.inspection = new KeyInspection(desk)
  }

  /** The window opens: what was typed for the same before is still there; what was asked of an empty field is not. */
  begin(): void {
    const { entered } = this
    this.judgement.forget()
    const { info, activation } = this.#desk
    if (this.attempt.busy === null) this.#turnTo(activation.task, activation.license === null)
    this.judgement.judgeKey()
    if (info.value?.offlineOnly || activation.offline) entered.offline = true
    if (activation.send) this.steps.unfold('send')
    if (activation.license !== null && entered.code === '') void entered.fillCode(activation.license.id)
    void this.#desk.machine.load()
  }

  #turnTo(task: string, keepsCode: boolean): void {
    if (!this.entered.turnTo(task, keepsCode ? this.entered.code : '')) return
    this.attempt.forget()
    this.steps.reset()
    this.inspection.forget()
  }

  /** The same once more would be refused once more: what mends it is the next step. */
  get isRefused(): boolean {
    const { failure, corrected, offlineHelps } = this.attempt
    const found = this.#found
    if (failure === null)
      return found !== null && (found.verdict === 'does_not_hold' || found.finding !== null)
    return (
      !corrected &&
      (offlineHelps || blamesCode(failure) || blamesKey(failure) || failure.code === 'older_key')
    )
  }

  /** Nothing but another key changes anything, whatever else is entered. */
  get isBarred(): boolean {
    const found = this.#found
    if (found?.comparison === 'older') return true
    return found?.verdict === 'does_not_hold' && found.machine?.is === 'other'
  }

  /** The key that is here is this one or a newer one, and stays. */
  get isSettled(): boolean {
    const { busy, failure, corrected } = this.attempt
    if (busy !== null) return false
    if (failure !== null) return failure.code === 'older_key' && !corrected
    const comparison = this.#found?.comparison
    return comparison === 'older' || (comparison === 'same' && !this.isRefused)
  }

  /** What is left to do, in words; empty where a verdict says so itself. */
  get next(): string {
    const { code, offline, hasKey, keyForm, rows } = this.entered
    const { codeProblem, keyProblem, hint, isTaken } = this.judgement
    const { next } = words.page.add
    const found = this.#found
    if (this.attempt.busy !== null || this.attempt.failure !== null) return ''
    if (codeProblem !== null || keyProblem !== null || this.isRefused) return ''
    if (found === null && !(isTaken && hint)) return ''
    if (this.isSettled) return next.nothing
    if (code.trim() === '') return next.code
    // Of a key, once it is known to be valid.
    if (!offline || (hasKey && found !== null)) return next.submit
    if (hasKey) return ''
    return keyForm === 'rows' && !rows.isEmpty ? '' : next.answer
  }

  /** What is known of the key, while it is asked for. */
  get #found(): Inspection | null {
    return this.entered.offline ? this.inspection.found : null
  }

  setKeyForm(form: 'text' | 'rows'): void {
    if (form === this.entered.keyForm) return
    this.steps.unfold('answer')
    this.judgement.keyProblem = null
    this.entered.turnKeyInto(form)
  }

  /** The outcome of saving what is to be sent; the button itself says where it is. */
  saved(saved: Result<string | null, PageFailure>): void {
    if (!saved.ok) this.attempt.fail(saved.error)
  }

  activateOfflineInstead(): void {
    this.entered.offline = true
    this.attempt.failure = null
    this.steps.unfold('send')
    this.judgement.tell(words.page.add.offlineReady)
  }

  /** Looks at the key as it is now. Returns what calls it off. */
  inspectSoon(): () => void {
    const { code, key, keyForm, rows, offline } = this.entered
    const { attempt } = this
    this.inspection.forget()
    // Rows are judged as they come.
    if (keyForm === 'rows' && !rows.isEmpty && attempt.corrected) attempt.failure = null
    const worthIt =
      keyForm === 'rows' ? rows.complete : key.trim() !== '' && this.judgement.keyProblem === null
    if (!offline || !worthIt || attempt.busy !== null) return () => undefined
    return this.inspection.askSoon(key, code, () => {
      // What was said of another text is not said beside it.
      if (attempt.corrected) attempt.failure = null
    })
  }

  async submit(): Promise<SubmitOutcome> {
    const { entered, judgement, attempt } = this
    if (attempt.busy !== null) return 'busy'
    if (this.isBarred) return 'failed'
    judgement.hint = ''
    attempt.failure = null
    if (this.#desk.host.status === 'down') {
      attempt.fail({ code: 'host_stopped', params: {} })
      return 'failed'
    }
    const typed = entered.recognize(entered.code)
    if (isLocalKey(typed)) {
      this.take.intoCode(entered.code)
      if (entered.recognize(entered.code).kind !== 'license_code') entered.code = ''
      return 'bad_code'
    }
    if (judgement.nameUniqueKey(typed)) {
      judgement.codeProblem = { code: 'license_code_is_unique_key', params: {} }
      return 'bad_code'
    }
    judgement.judgeToSend()
    if (judgement.codeProblem !== null) return 'bad_code'
    if (judgement.keyProblem !== null || judgement.lacksRows()) return 'bad_key'
    const outcome = await attempt.make((added) => this.#done(added))
    if (outcome === 'cancelled') judgement.tell(words.page.add.cancelled)
    if (outcome !== 'wrong_rows') return outcome
    judgement.tellRows('')
    return 'bad_key'
  }

  #done({ license, renewed, unchanged }: Output<'licenses.activateOnline'>): void {
    const { add, licensing } = words.page
    this.#desk.activation.done(license.id)
    this.entered.clear()
    this.steps.reset()
    this.judgement.codeProblem = null
    this.judgement.keyProblem = null
    const said = unchanged ? add.unchanged : renewed ? add.renewed : add.activated
    this.#desk.announcer.show('good', said(license.owner || licensing.unknownOwner, license.products.length))
  }
}
