// activation-desk list
import type { Session } from '../session.ts'
import { storeProblemText } from '../store-problem.ts'
import { licenseTable } from '../tables.ts'

export async function list(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('licenses.list', {}))
  for (const problem of answer.problems) session.note(storeProblemText(problem, session).join('\n'))
  session.answer(answer, () =>
    answer.licenses.length === 0
      ? session.messages.cli.noLicenseYet
      : licenseTable(answer.licenses, session.messages),
  )
}
