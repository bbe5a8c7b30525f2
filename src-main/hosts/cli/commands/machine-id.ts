// activation-desk machine-id show | set ID. The id itself is not shown: the Unique Key is what may leave this machine.
import type { Output } from '#shared/contract/contract.ts'
import { noteText } from '#shared/messages/note-text.ts'
import type { Session } from '../session.ts'
import { facts, printable } from '../text.ts'

export async function showMachineId(session: Session): Promise<void> {
  const words = session.messages.cli.machineId
  const answer = session.settle(await session.router.call('machine.uniqueKey', {}))
  session.answer(answer, () =>
    printable(
      facts([
        [words.uniqueKey, answer.uniqueKey],
        [words.machineId, answer.from],
      ]),
    ),
  )
  adviseOnId(answer, session)
}

/** Where the id looks like an image's or a clone's, or is an administrator's. */
export function adviseOnId({ advice, system }: Output<'machine.uniqueKey'>, session: Session): void {
  for (const note of advice) session.verdict('warning', noteText(note, system, session.messages.doctor))
}

export async function setMachineId(id: string, session: Session): Promise<void> {
  const words = session.messages.cli.machineId
  const answer = session.settle(await session.router.call('machine.setId', { id }))
  session.answer(answer, () => facts([[words.uniqueKey, answer.uniqueKey]]))
  if (answer.before !== null && answer.before !== answer.uniqueKey) session.note(words.changed(answer.before))
}
