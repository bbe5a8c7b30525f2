// activation-desk refresh: for a timer, and for an operator who does not want to wait for it.
import { Exit } from '../run.ts'
import type { Session } from '../session.ts'
import { licenseTable } from '../tables.ts'

/** Exit 1 where a license could not be checked: what is stored stays as it is. */
export async function refresh(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('licenses.refresh', {}))
  const failed = answer.checked.filter((license) => license.problem !== null)
  for (const { id, owner, problem } of failed) session.note(`not checked: ${owner || id} (${problem})`)
  session.answer(answer, () => {
    const done = `${answer.checked.length - failed.length} of ${answer.checked.length} licenses checked.`
    return answer.list.licenses.length === 0
      ? done
      : `${done}\n\n${licenseTable(answer.list.licenses, session.messages)}`
  })
  if (failed.length > 0) throw new Exit(1)
}
