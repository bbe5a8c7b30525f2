// activation-desk list
import type { CommandContext } from '../command-context.ts'
import { licenseIds } from '../license-named.ts'
import { storeProblemText } from '../store-problem.ts'
import { licenseTable } from '../tables.ts'

export async function list(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('licenses.list', {}))
  for (const problem of answer.problems) context.note(storeProblemText(problem, context).join('\n'))
  context.answer(answer, () =>
    answer.licenses.length === 0
      ? context.messages.cli.noLicenseYet
      : `${licenseTable(answer, context)}\n\n${licenseIds(answer.licenses, context)}`,
  )
}
