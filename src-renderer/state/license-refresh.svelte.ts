// Asking the activation server again: a person's own, which can be cancelled, and how far any refresh of the host is.
import type { Output } from '#shared/contract/contract.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { RefreshProgress } from '#shared/contract/events.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import type { Speaker } from '#shared/messages/explanation.ts'
import type { PageClient, PageFailure } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import type { Licenses } from './licenses.svelte.ts'
import type { VendorNews } from './vendor-news.svelte.ts'
import { endText } from '../ui/formats.ts'
import { words } from './words.svelte.ts'

/** What a refresh could not do, in words. */
export interface RefreshReport {
  readonly title: string
  /** Each thing that stood in the way once, with the licenses that it kept from being refreshed. */
  readonly problems: readonly {
    /** What happened and what to do; of a clock alone, how it stands. */
    readonly said: string
    readonly owners: readonly string[]
  }[]
}

type Refreshed = Output<'licenses.refresh'>
type OneRefreshed = Refreshed['checked'][number]
/** `isSeat`: a deactivation that the server could not be told of. */
type Failed = OneRefreshed & { readonly isSeat?: boolean }

const NOT_STORED = 'deactivation_not_stored' satisfies ErrorCode
/** What the vendor answers of a license, and the status that the table shows it by: it was refreshed. */
const ANSWERS: Readonly<Record<string, string>> = {
  license_suspended: 'suspended',
  license_revoked: 'revoked',
  license_expired: 'expired',
} satisfies Partial<Record<ErrorCode, LicenseStatus>>
const SEAT_RELEASED = 'seat_released' satisfies ErrorCode
/** The server may answer the next time; of a deactivation no other way to activate helps. */
const PASSES: ReadonlySet<string | null> = new Set(['server_unreachable', 'server_timeout'])

interface Parts {
  readonly client: PageClient
  readonly info: AppInfo
  readonly licenses: Licenses
  readonly news: VendorNews
  readonly announcer: Announcer
}

export class LicenseRefresh {
  /** This page asked for it. */
  running = $state(false)
  /** Of the refresh under way, also of one that the host makes by itself; null: there is none. */
  progress = $state.raw<RefreshProgress | null>(null)
  /** What the last refresh could not do. */
  report = $state.raw<RefreshReport | null>(null)
  /** Why the last refresh was not possible at all. */
  failure = $state.raw<PageFailure | null>(null)
  readonly #parts: Parts
  #wanted = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
    parts.client.on('licenses.refreshing', (progress) => {
      this.progress = progress.done < progress.total ? progress : null
    })
  }

  /** For all licenses at once. */
  async run(): Promise<void> {
    if (this.running) return
    const { client, info, licenses, news, announcer } = this.#parts
    this.running = true
    this.report = null
    this.failure = null
    this.#wanted = new AbortController()
    announcer.speak(words.page.licensing.refreshing)
    const answer = await client.call('licenses.refresh', {}, this.#wanted.signal)
    this.running = false
    this.progress = null
    if (this.#wanted.signal.aborted) {
      announcer.show('info', words.page.licensing.checkCancelled)
      void licenses.load()
    } else if (answer.ok) {
      const { list, changes } = answer.value
      licenses.take(list)
      this.#tell(answer.value)
      if (changes.length > 0) void news.tell(changes)
    } else {
      this.failure = answer.error
      // It was switched on elsewhere.
      if (answer.error.code === 'offline_only') void info.load()
      // Whether what is shown is so still.
      void licenses.load()
      announcer.speak(words.explain(answer.error, info.speaker).what)
    }
  }

  /** The way to the server is another one: what stood in the way of the last refresh may not any more. */
  forgetOutcome(): void {
    this.report = null
    this.failure = null
  }

  /** A host that is gone tells no end of its refreshes. */
  forgetProgress(): void {
    this.progress = null
  }

  /** What was refreshed so far stays. */
  cancel(): void {
    this.#wanted.abort()
  }

  #tell({ checked, returns, clocks }: Refreshed): void {
    const { licensing, notices } = words.page
    const { announcer } = this.#parts
    const answered = checked.filter((one) => this.#isShown(one))
    const failed = checked.filter((one) => one.problem !== null && !answered.includes(one))
    const notReturned = returns.filter(({ problem }) => problem !== null)
    const allDone = failed.length === 0 && notReturned.length === 0
    const said = returns
      .filter(({ problem }) => problem === null)
      .map(({ owner, begun }) => {
        const told = begun === 'deactivated' || begun === 'kept' ? notices.begun[begun] : notices.returned
        return told(owner || licensing.unknownOwner)
      })
    if (allDone && checked.length > 0) said.push(licensing.refreshed(checked.length))
    else if (allDone && returns.length === 0) said.push(licensing.refreshedNone)
    said.push(...answered.map((one) => this.#answerOf(one)))
    if (said.length > 0) announcer.show(answered.length > 0 ? 'info' : 'good', said.join(' '))
    if (allDone) return
    const notTakenOut = notReturned.filter(({ problem }) => problem === NOT_STORED)
    const untold = notReturned.filter(({ begun, problem }) => begun === undefined && problem !== NOT_STORED)
    const title =
      failed.length > 0 && notReturned.length > 0
        ? licensing.refreshIncomplete
        : failed.length > 0
          ? licensing.refreshProblems(failed.length, checked.length)
          : untold.length > 0
            ? notices.returnsFailed(untold.length)
            : notTakenOut.length > 0
              ? notices.notTakenOut(notTakenOut.length)
              : notices.outcomeNotFound(notReturned.length)
    const seats = notReturned.map((one) => ({
      ...one,
      isSeat: one.begun === undefined,
      owner: notices.seatOf(one.owner || licensing.unknownOwner),
    }))
    this.#report(title, [...failed, ...seats], clocks)
  }

  /** What the vendor answered stands in the table, with what to do: the refresh did not fail. */
  #isShown({ id, problem }: OneRefreshed): boolean {
    const { list } = this.#parts.licenses
    if (problem === null || !list) return false
    if (problem === SEAT_RELEASED) return list.seatReleased.includes(id)
    const status = ANSWERS[problem]
    return status !== undefined && list.licenses.some((one) => one.id === id && one.status === status)
  }

  #answerOf({ id, owner, problem }: OneRefreshed): string {
    const { what } = words.explainCode(problem ?? '', this.#parts.info.speaker, '', {})
    return `${owner || id}: ${what}`
  }

  /** With the day until which it runs on, where there is one. */
  #goingOn(id: string, name: string): string {
    const until = this.#parts.licenses.list?.licenses.find((license) => license.id === id)?.until ?? null
    return until === null ? name : words.page.licensing.goesOn(name, endText(until))
  }

  #report(title: string, failed: readonly Failed[], clocks: Refreshed['clocks']): void {
    const { info, announcer } = this.#parts
    const server = info.value?.server ?? ''
    // Of clocks each answer has its own moment; they are told once.
    const byProblem = Map.groupBy(failed, ({ problem, params, isSeat = false }) =>
      problem === 'clock_off' ? problem : JSON.stringify([problem, params, isSeat]),
    )
    const problems = [...byProblem.values()].map((licenses) => {
      const [{ problem, params, isSeat = false } = { problem: null }] = licenses
      const known = { ...params, ...clocks }
      const speaker: Speaker = { ...info.speaker, doing: isSeat ? 'give_back' : 'refresh' }
      const { what, cause, todo } = words.explainCode(problem ?? '', speaker, server, known)
      return {
        said: [
          what,
          problem === 'clock_off' ? cause : '',
          isSeat && PASSES.has(problem) ? words.page.licensing.toldLater : todo,
        ]
          .filter(Boolean)
          .join(' '),
        owners: licenses.map(({ owner, id, machine }) =>
          this.#goingOn(id, [owner || id, machine ? `(${machine})` : ''].join(' ').trim()),
        ),
      }
    })
    this.report = { title, problems }
    const spoken = problems.map(({ said, owners }) => `${inWords(owners)}: ${said}`)
    announcer.speak([title, ...spoken].join(' '))
  }
}

/** Of many licenses the first are named. */
const NAMED = 5

export function inWords(owners: readonly string[]): string {
  const { andMore } = words.page.activity
  const named = owners.slice(0, NAMED)
  return [...named, ...(owners.length > NAMED ? [andMore(owners.length - NAMED)] : [])].join(', ')
}
