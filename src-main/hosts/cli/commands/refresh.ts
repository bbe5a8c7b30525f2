// activation-desk refresh: for a timer, and for an operator who does not want to wait for it.
import type { Output } from '#shared/contract/contract.ts'
import { type ErrorCode, ERRORS } from '#shared/contract/errors.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { changeText } from '#shared/messages/change-text.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { Doing } from '#shared/messages/explanation.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { storeProblemText } from '../store-problem.ts'
import { licenseTable, tableEnd } from '../tables.ts'
import { tellWaiting } from '../waiting-deactivations.ts'

type Problem = Output<'licenses.refresh'>['returns'][number]

/** What is stored stays as it is where a license could not be refreshed; see statusOf for the exit status. */
export async function refresh(context: CommandContext): Promise<void> {
  const asked = await context.router.call('licenses.refresh', {})
  if (!asked.ok && asked.error.code === 'offline_only') await tellWaiting(context)
  const answer = context.settle(asked)
  const { messages, speaker, vendor } = context
  const inWords = ({ problem, params }: Pick<Problem, 'problem' | 'params'>, doing: Doing, whose = '') => {
    const known = { ...answer.clocks, ...params }
    const said = explainCode(problem ?? '', messages, { ...speaker, doing }, vendor.server.url, known)
    // Of a clock alone, how both stand.
    const below = [problem === 'clock_off' ? said.cause : '', said.todo].filter(Boolean)
    return [`${said.what} (${problem})${whose}`, ...below].join('\n  ')
  }
  const failed = answer.checked.filter((license) => license.problem !== null)
  // What keeps many from being refreshed is one thing, and is said once.
  const whyNot = (license: (typeof failed)[number]) =>
    inWords(license, 'refresh', license.machine ? ` ${messages.cli.ofMachine(license.machine)}` : '')
  for (const [why, licenses] of Map.groupBy(failed, whyNot)) {
    const owners = licenses.map(({ id, owner }) => owner || id).join(', ')
    context.note(messages.cli.notChecked(owners, why))
  }
  for (const problem of answer.list.problems) context.note(storeProblemText(problem, context).join('\n'))
  const { begun } = messages.page.notices
  for (const seat of answer.returns.filter(({ problem }) => problem !== null)) {
    const why = inWords(seat, seat.begun ? 'refresh' : 'give_back')
    context.note(inTheWayOf(seat, messages.cli)(seat.owner || seat.id, why))
  }
  context.answer(answer, () => {
    const done = messages.activity.checked(answer.checked.length - failed.length, answer.checked.length)
    const changes = answer.changes.map((change) =>
      `${change.owner}: ${changeText(change, messages)}`.replaceAll(/\s+/g, ' '),
    )
    // What came of it is last: a console of 24 lines shows the end.
    const { list } = answer
    const table =
      list.licenses.length === 0 ? [] : [licenseTable(list, context), '', ...tableEnd(list, context)]
    const ends = answer.returns.flatMap(({ problem, begun: end, owner, id }) =>
      problem === null && (end === 'deactivated' || end === 'kept') ? [begun[end](owner || id)] : [],
    )
    return [...table, ...changes, ...ends, done].join('\n')
  })
  const inTheWay = failed.map(({ problem }) => problem ?? '')
  // One that lies here and could not be read was not refreshed either.
  if (answer.list.problems.some(({ where }) => isOfLicenses(where)))
    inTheWay.push('license_damaged' satisfies ErrorCode)
  if (inTheWay.length > 0) throw new Exit(statusOf(inTheWay))
}

function inTheWayOf({ problem, begun }: Problem, words: CommandContext['messages']['cli']) {
  if (problem === NOT_STORED) return words.notTakenOut
  if (problem === NOT_FREED) return words.notFreed
  return begun ? words.notKnown : words.notGivenBack
}
const NOT_STORED = 'deactivation_not_stored' satisfies ErrorCode
const NOT_FREED = 'seat_not_freed' satisfies ErrorCode

/** That of what stood in the way of all of them, such as 3: no way to the server. Else 1: something was refused. */
function statusOf(problems: readonly string[]): number {
  const known = problems.filter((code): code is ErrorCode => Object.hasOwn(ERRORS, code))
  const statuses = new Set(known.map((code) => ERRORS[code].exit))
  const [status = 1] = statuses
  return statuses.size === 1 ? status : 1
}
