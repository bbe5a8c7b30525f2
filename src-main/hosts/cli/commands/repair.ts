// activation-desk repair: what is damaged is set aside, and named.
import { existsSync } from 'node:fs'
import { ERRORS } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import type { CommandContext } from '../command-context.ts'
import { Exit } from '../run.ts'
import { storeProblemText } from '../store-problem.ts'

/** Exit 4 where something is still to be mended: by a person, by an administrator, or by a repair in a minute. */
export async function repair(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('store.repair', {}))
  const words = context.messages.cli.repair
  const named = (problems: typeof answer.left, isRepaired: boolean) =>
    problems.flatMap((one) => storeProblemText(one, context, isRepaired))
  const left = answer.left.filter(({ reason }) => reason !== BEGUN)
  const begun = answer.left.filter(({ reason }) => reason === BEGUN)
  context.answer(answer, () =>
    answer.setAside.length + answer.left.length === 0
      ? existsSync(context.dataDir)
        ? words.nothing
        : words.noFolder(context.dataDir)
      : [
          ...(answer.setAside.length === 0
            ? []
            : [words.mended(answer.setAside.length), ...named(answer.setAside, true)]),
          ...(left.length === 0 ? [] : [words.left(left.length), ...named(left, false)]),
          ...named(begun, false),
        ].join('\n'),
  )
  if (left.length > 0) throw new Exit(ERRORS.store_not_usable.exit)
}

/** Nothing is damaged, and a refresh asks how it came out. */
const BEGUN = 'deactivation_begun' satisfies StoreReason
