// activation-desk unique-key
import type { Session } from '../session.ts'

export async function showUniqueKey(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('machine.uniqueKey', {}))
  session.answer(answer, () => answer.uniqueKey)
}
