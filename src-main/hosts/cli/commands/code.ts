// activation-desk code LICENSE: everything else only shows the end of a License Code.
import type { Session } from '../session.ts'

export async function showCode(id: string, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('licenses.revealCode', { id }))
  session.answer(answer, () => answer.code)
}
