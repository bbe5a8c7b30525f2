// activation-desk machine-id show | set ID. The id itself is not shown: the Unique Key is what may leave this machine.
import type { Output } from '#shared/contract/contract.ts'
import { noteText } from '#shared/messages/note-text.ts'
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'

export async function showMachineId(context: CommandContext): Promise<void> {
  const words = context.messages.cli.machineId
  const answer = context.settle(await context.router.call('machine.uniqueKey', {}))
  context.answer(answer, () =>
    facts([
      [words.uniqueKey, answer.uniqueKey],
      [words.machineId, answer.from],
    ]),
  )
  adviseOnId(answer, context)
}

/** Where the id looks like an image's or a clone's, or is an administrator's. */
export function adviseOnId({ advice, system }: Output<'machine.uniqueKey'>, context: CommandContext): void {
  for (const note of advice) context.verdict('warning', noteText(note, system, context.messages.doctor))
}

export async function setMachineId(id: string, context: CommandContext): Promise<void> {
  const words = context.messages.cli.machineId
  const answer = context.settle(await context.router.call('machine.setId', { id }))
  context.answer(answer, () => facts([[words.uniqueKey, answer.uniqueKey]]))
  if (answer.before !== null && answer.before !== answer.uniqueKey) context.note(words.changed(answer.before))
}
