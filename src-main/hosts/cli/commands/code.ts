// activation-desk code LICENSE: everything else only shows the end of a License Code.
import type { CommandContext } from '../command-context.ts'
import { forLicense } from '../license-named.ts'

export async function showCode(named: string, context: CommandContext): Promise<void> {
  const answer = context.settle(
    await forLicense(named, context, (id) => context.router.call('licenses.revealCode', { id })),
  )
  context.answer(answer, () => answer.code)
}
