// activation-desk list
import { ERRORS } from '#shared/contract/errors.ts'
import type { ClockView } from '#shared/contract/activity-views.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { explain } from '#shared/messages/messages.ts'
import { wrapped } from '#shared/wrapped.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { licenseIds } from '../license-named.ts'
import { storeProblemText } from '../store-problem.ts'
import { licenseTable, tableEnd } from '../tables.ts'

export async function list(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('licenses.list', {}))
  for (const problem of answer.problems) context.note(storeProblemText(problem, context).join('\n'))
  const { noLicenseRead, noLicenseYet } = context.messages.cli
  const isUntold = answer.licenses.length === 0 && answer.problems.some(({ where }) => isOfLicenses(where))
  context.answer(answer, () =>
    answer.licenses.length === 0
      ? isUntold
        ? noLicenseRead
        : noLicenseYet
      : [
          licenseTable(answer, context),
          '',
          licenseIds(answer.licenses, context),
          '',
          ...tableEnd(answer, context),
          ...clockLines(answer.clock, context),
        ].join('\n'),
  )
  if (isUntold) throw new Exit(ERRORS.store_unreachable.exit)
}

/** Why products stop that have days left: both times, and the next step. */
function clockLines({ state, mark, now }: ClockView, { messages, speaker, width }: CommandContext): string[] {
  if (state === 'ok' || mark === null) return []
  const failure = { code: 'clock_before_signed', params: { signed: mark, clock: now } } as const
  const { what, cause, todo } = explain(failure, messages, speaker)
  return [what, cause, `→ ${todo}`].map((line) => wrapped(line, width))
}
