// activation-desk list
import { NO_PERMISSION } from '#main/core/ports/license-store.ts'
import type { Session } from '../session.ts'
import { licenseTable } from '../tables.ts'

export async function list(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('licenses.list', {}))
  for (const problem of answer.problems)
    session.note(
      problem.reason === NO_PERMISSION
        ? `warning: ${problem.where} may not be read by you`
        : `warning: ${problem.where} is no license (${problem.reason})`,
    )
  session.answer(answer, () =>
    answer.licenses.length === 0
      ? 'No license is activated on this machine. Start with: activation-desk activate'
      : licenseTable(answer.licenses, session.messages),
  )
}
