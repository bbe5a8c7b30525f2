// This machine or the way to the server, looked at: when that runs, what it found, and that in one sentence.
import type { Input, Output } from '#shared/contract/contract.ts'
import type { ConnectionLine, MachineLine } from '#shared/contract/doctor.ts'
import { machineLinesBeside } from '#shared/contract/machine-lines.ts'
import { asksToActivate } from '#shared/messages/explain-store-problem.ts'
import type { StoreProblem } from '#shared/contract/views.ts'
import { noteText } from '#shared/messages/note-text.ts'
import type { PageFailure } from '../../bridge/bridge.ts'
import type { Desk } from '../../state/desk.svelte.ts'
import { whereAndWhen } from '../../state/support-details.ts'
import { words } from '../../state/words.svelte.ts'

export type Line = ConnectionLine | MachineLine
export interface Verdict {
  readonly tone: 'good' | 'info' | 'warn' | 'bad'
  readonly text: string
}
type Examinations = 'connection.test' | 'machine.examine'

export class Examination<M extends Examinations> {
  report = $state.raw<Output<M> | null>(null)
  busy = $state(false)
  failure = $state.raw<PageFailure | null>(null)
  at = $state.raw<Date>(new Date(0))
  readonly #method: M
  readonly #desk: Desk
  readonly #connection: Examination<'connection.test'> | null
  #wanted = new AbortController()

  /** `connection`: what the way to the server showed of this machine's clock counts here, too. */
  constructor(method: M, desk: Desk, connection: Examination<'connection.test'> | null = null) {
    this.#method = method
    this.#desk = desk
    this.#connection = connection
  }

  get lines(): readonly Line[] {
    const { report } = this
    if (!report) return []
    return 'system' in report
      ? machineLinesBeside(report.lines, this.#connection?.report?.lines ?? [])
      : report.lines
  }

  /** Of the data folder. */
  get problems(): readonly StoreProblem[] {
    return this.report && 'problems' in this.report ? this.report.problems : []
  }

  /** `running`: said at its start; the result is said at its end. */
  async run(running: string): Promise<'looked' | 'cancelled' | 'busy'> {
    if (this.busy) return 'busy'
    this.#desk.announcer.speak(running)
    if ((await this.look()) === 'cancelled') {
      this.#desk.announcer.show('info', words.page.network.test.cancelled)
      return 'cancelled'
    }
    const { speaker } = this.#desk.info
    if (this.failure) {
      this.#desk.announcer.speak(words.explain(this.failure, speaker).what)
      return 'looked'
    }
    const red = this.lines.flatMap(({ problem }) => (problem ? [words.explain(problem, speaker).what] : []))
    this.#desk.announcer.speak([this.summary.text, ...red].join(' '))
    return 'looked'
  }

  /** The same without a word, for what nobody asked for. */
  async look(): Promise<'looked' | 'cancelled'> {
    this.busy = true
    this.failure = null
    this.#wanted = new AbortController()
    const answer = await this.#desk.client.call(this.#method, {} as Input<M>, this.#wanted.signal)
    this.busy = false
    if (this.#wanted.signal.aborted) return 'cancelled'
    this.at = new Date()
    if (answer.ok) this.report = answer.value
    else this.failure = answer.error
    return 'looked'
  }

  /** What was found before stays. */
  cancel(): void {
    this.#wanted.abort()
  }

  /** Of the steps alone; null: all of them are well. */
  get ofSteps(): Verdict | null {
    return this.verdictOf(this.lines)
  }

  verdictOf(lines: readonly Line[]): Verdict | null {
    const { doctor } = words.messages
    const failed = lines.filter(({ state }) => state === 'failed')
    const noted = lines.filter(({ state }) => state === 'warning').length
    if (failed.length > 0)
      return { tone: 'bad', text: doctor.somethingFailed(failed.map(({ step }) => doctor.steps[step])) }
    if (lines.some(({ note }) => note === 'offline_only'))
      return { tone: 'info', text: doctor.notes.offline_only }
    return noted > 0 ? { tone: 'warn', text: doctor.withNotes(noted) } : null
  }

  /** Of the data folder alone; null: there is nothing in it that is no license. */
  get ofProblems(): Verdict | null {
    const set = this.problems.length
    const damaged = this.problems.filter(asksToActivate).length
    if (damaged > 0) return { tone: 'bad', text: words.page.network.machine.damaged(damaged) }
    return set > 0 ? { tone: 'warn', text: words.page.licensing.problems(set) } : null
  }

  /** The worst of both. */
  get summary(): Verdict {
    const found = [this.ofSteps, this.ofProblems].filter((verdict) => verdict !== null)
    const worst = found.find(({ tone }) => tone === 'bad') ?? found[0]
    return worst ?? { tone: 'good', text: words.messages.doctor.allWell }
  }

  /** Every line, as `doctor` prints it. */
  async supportText(heading: string): Promise<string> {
    const { doctor } = words.messages
    const { steps, states } = doctor
    const { report } = this
    const system = report && 'system' in report ? report.system : 'other'
    const head = whereAndWhen(this.at, await this.#desk.machine.load(), this.#desk.info)
    const lines = this.lines.flatMap(({ step, state, detail, note, problem }) => [
      [`${states[state]} - ${steps[step]}:`, detail, note === null ? '' : noteText(note, system, doctor)]
        .filter(Boolean)
        .join(' '),
      ...(problem ? [`    ${problem.code} ${JSON.stringify(problem.params)}`] : []),
    ])
    const unread = this.problems.map(({ where, reason }) => `    ${where}: ${reason}`)
    return [...head, heading, ...lines, ...unread].join('\n')
  }
}
