// activation-desk check: the licensed product's question. Exit 0 yes, 1 no, 2 could not tell.
import { COULD_NOT_TELL, Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'

export async function check(product: string, quiet: boolean, context: CommandContext): Promise<void> {
  const result = await context.router.call('licenses.check', { product })
  if (!result.ok && quiet) throw new Exit(COULD_NOT_TELL)
  const answer = context.settle(result, COULD_NOT_TELL)
  const { statuses, cli } = context.messages
  const { label, meaning } = statuses[answer.status]
  if (!quiet)
    context.answer(answer, () => (answer.mayRun ? cli.mayRun : cli.mayNotRun)(product, label, meaning))
  if (!answer.mayRun) throw new Exit(1)
}
