// activation-desk list
import { ERRORS } from '#shared/contract/errors.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { licenseIds } from '../license-named.ts'
import { storeProblemText } from '../store-problem.ts'
import { licenseTable } from '../tables.ts'

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
      : `${licenseTable(answer, context)}\n\n${licenseIds(answer.licenses, context)}`,
  )
  if (isUntold) throw new Exit(ERRORS.store_unreachable.exit)
}
