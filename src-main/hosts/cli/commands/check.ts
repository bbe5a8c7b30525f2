// activation-desk check: the licensed product's question. Exit 0 yes, 1 no, 2 could not tell.
import type { Input } from '#shared/contract/contract.ts'
import { COULD_NOT_TELL, Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { gateSentence } from '#shared/messages/gate-sentence.ts'
import { printableSentence } from '#shared/printable.ts'
import { wrapped } from '#shared/wrapped.ts'

export async function check(
  question: Input<'licenses.check'>,
  quiet: boolean,
  context: CommandContext,
): Promise<void> {
  const result = await context.router.call('licenses.check', question)
  if (!result.ok && quiet) throw new Exit(COULD_NOT_TELL)
  const answer = context.settle(result, COULD_NOT_TELL)
  const { statuses, standing, cli } = context.messages
  if (!quiet)
    context.answer(answer, () =>
      wrapped(
        printableSentence(gateSentence(question, answer, { ...cli.gate, statuses, standing })),
        context.width,
      ),
    )
  if (!answer.mayRun) throw new Exit(1)
}
