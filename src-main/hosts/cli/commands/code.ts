// activation-desk code LICENSE: everything else only shows the end of a License Code.
import type { CommandContext } from '../command-context.ts'

export async function showCode(id: string, context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('licenses.revealCode', { id }))
  context.answer(answer, () => answer.code)
}
