// activation-desk repair: what is damaged is set aside, and named.
import type { Session } from '../session.ts'
import { storeProblemText } from '../store-problem.ts'

export async function repair(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('store.repair', {}))
  const words = session.messages.cli.repair
  const named = (problems: typeof answer.left) => problems.flatMap((one) => storeProblemText(one, session))
  session.answer(answer, () =>
    answer.setAside.length + answer.left.length === 0
      ? words.nothing
      : [
          words.setAside(answer.setAside.length),
          ...named(answer.setAside),
          ...(answer.left.length === 0 ? [] : [words.left(answer.left.length), ...named(answer.left)]),
        ].join('\n'),
  )
}
