// activation-desk machine-id show | set ID. The id itself is not shown: the Unique Key is what may leave this machine.
import type { Session } from '../session.ts'
import { printable } from '../text.ts'

export async function showMachineId(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('machine.uniqueKey', {}))
  const { lines } = session.settle(await session.router.call('machine.inspect', {}))
  const from = lines.find((line) => line.step === 'machine_id')?.detail ?? ''
  session.answer({ ...answer, from }, () => printable(`Unique Key  ${answer.uniqueKey}\nMachine id  ${from}`))
}

export async function setMachineId(id: string, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('machine.setId', { id }))
  session.answer(answer, () => `Unique Key  ${answer.uniqueKey}`)
  if (answer.before !== null && answer.before !== answer.uniqueKey)
    session.note(
      `The Unique Key was ${answer.before}. Licenses for it are another machine’s now: activate them again.`,
    )
}
