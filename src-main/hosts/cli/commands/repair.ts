// activation-desk repair: what is damaged is set aside, and named.
import { existsSync } from 'node:fs'
import type { CommandContext } from '../command-context.ts'
import { storeProblemText } from '../store-problem.ts'

export async function repair(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('store.repair', {}))
  const words = context.messages.cli.repair
  const named = (problems: typeof answer.left, isRepaired: boolean) =>
    problems.flatMap((one) => storeProblemText(one, context, isRepaired))
  context.answer(answer, () =>
    answer.setAside.length + answer.left.length === 0
      ? existsSync(context.dataDir)
        ? words.nothing
        : words.noFolder(context.dataDir)
      : [
          ...(answer.setAside.length === 0
            ? []
            : [words.mended(answer.setAside.length), ...named(answer.setAside, true)]),
          ...(answer.left.length === 0 ? [] : [words.left(answer.left.length), ...named(answer.left, false)]),
        ].join('\n'),
  )
}
