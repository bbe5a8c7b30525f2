// What came of a refresh, in words: loaded once there is something to say.
import type { Output } from '#shared/contract/contract.ts'
import { errorsOf, type ErrorCode } from '#shared/contract/errors.ts'
import type { LicenseStatus } from '#shared/license/status.ts'
import type { Speaker } from '#shared/messages/explanation.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import type { Licenses } from './licenses.svelte.ts'
import { withAllDays } from '#shared/messages/status-words.ts'
import { endText } from '../ui/formats.ts'
import { kept } from '../ui/kept.ts'
import { words } from './words.svelte.ts'

/** What a refresh could not do, in words. */
export interface RefreshReport {
  readonly title: string
  /** The vendor’s server answered, and says no to each: asking once more helps nothing, the vendor does. */
  readonly refused: boolean
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
/** What it answers otherwise: no status shows that. */
const REFUSALS: ReadonlySet<string | null> = new Set(errorsOf('server_refusal'))
const SEAT_RELEASED = 'seat_released' satisfies ErrorCode
/** The server may answer the next time; of a deactivation no other way to activate helps. */
const PASSES: ReadonlySet<string | null> = new Set(['server_unreachable', 'server_timeout'])

/** What an outcome is judged by, and said with. */
export interface Tellers {
  readonly info: AppInfo
  readonly licenses: Licenses
  readonly announcer: Announcer
}

/** Says what was done; what was not is the answer. Null: all of it was. */
export function tellOutcome({ checked, returns, clocks }: Refreshed, tellers: Tellers): RefreshReport | null {
  const { licensing, notices } = words.page
  const { announcer } = tellers
  const answered = checked.filter((one) => isShown(one, tellers))
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
  if (said.length > 0) announcer.show(answered.length > 0 ? 'info' : 'good', said.join(' '))
  // The notices and the table show it: who sees them reads it once.
  said.push(...answered.map((one) => answerOf(one, tellers)))
  if (allDone) {
    announcer.speak(said.join(' '))
    return null
  }
  const notTakenOut = notReturned.filter(({ problem }) => problem === NOT_STORED)
  const untold = notReturned.filter(({ begun, problem }) => begun === undefined && problem !== NOT_STORED)
  const refused = notReturned.length === 0 && failed.every(({ problem }) => REFUSALS.has(problem))
  const title =
    failed.length > 0 && notReturned.length > 0
      ? licensing.refreshIncomplete
      : failed.length > 0
        ? licensing[refused ? 'refreshRefused' : 'refreshProblems'](
            failed.length,
            checked.length,
            tellers.info.vendor,
          )
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
  const problems = problemsOf([...failed, ...seats], clocks, tellers, refused)
  announcer.speak([...said, `${title}.`, ...problems.map(inWords)].join(' '))
  return { title, refused, problems }
}

/** What the vendor answered stands in the table, with what to do: the refresh did not fail. */
function isShown({ id, problem }: OneRefreshed, { licenses }: Tellers): boolean {
  const { list } = licenses
  if (problem === null || !list) return false
  if (problem === SEAT_RELEASED) return list.seatReleased.includes(id)
  const status = ANSWERS[problem]
  return status !== undefined && list.licenses.some((one) => one.id === id && one.status === status)
}

function answerOf({ id, owner, problem }: OneRefreshed, { info }: Tellers): string {
  const { what } = words.explainCode(problem ?? '', info.speaker, '', {})
  return `${owner || id}: ${what}`
}

/** With the day until which it runs on, where there is one. */
function goingOn(id: string, name: string, { licenses }: Tellers): string {
  const until = licenses.list?.licenses.find((license) => license.id === id)?.until ?? null
  return until === null
    ? name
    : words.page.licensing.goesOn(
        name,
        kept(withAllDays(endText(until), until, licenses.now, words.messages.standing)),
      )
}

function problemsOf(
  failed: readonly Failed[],
  clocks: Refreshed['clocks'],
  tellers: Tellers,
  refused: boolean,
): RefreshReport['problems'] {
  const { info } = tellers
  const server = info.value?.server ?? ''
  // Of clocks each answer has its own moment; they are told once.
  const byProblem = Map.groupBy(failed, ({ problem, params, isSeat = false }) =>
    problem === 'clock_off' ? problem : JSON.stringify([problem, params, isSeat]),
  )
  return [...byProblem.values()].map((licenses) => {
    const [{ problem, params, isSeat = false } = { problem: null }] = licenses
    const known = { ...params, ...clocks }
    const doing = isSeat ? 'give_back' : 'refresh'
    // Of what is refused the address stands beside it, as a link.
    const speaker: Speaker = { ...info.speaker, doing, ...(refused ? { support: info.vendor } : {}) }
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
        goingOn(id, [owner || id, machine ? `(${machine})` : ''].join(' ').trim(), tellers),
      ),
    }
  })
}

/** Of many licenses the first are named. */
const NAMED = 5

/** What is the matter stands before many of them: who reads three lines knows what to do. */
export function inWords({ said, owners }: RefreshReport['problems'][number]): string {
  const { andMore } = words.page.activity
  const named = owners.slice(0, NAMED)
  const whose = [...named, ...(owners.length > NAMED ? [andMore(owners.length - NAMED)] : [])].join(', ')
  return owners.length > 1 ? `${said} ${whose}.` : `${whose}: ${said}`
}
