// activation-desk deactivate LICENSE [--later]
import { ERRORS } from '#shared/contract/errors.ts'
import type { Session } from '../session.ts'
import { printable } from '../text.ts'

/** The exit status of failures that `--later` is for. */
const SERVER_AWAY = 3

export async function deactivate(id: string, later: boolean, session: Session): Promise<void> {
  const result = await session.router.call('licenses.deactivate', {
    id,
    ...(later ? { whenServerIsAway: 'mark' } : {}),
  })
  if (!result.ok && !later && ERRORS[result.error.code].exit === SERVER_AWAY)
    session.note(session.messages.cli.laterHelps)
  const { deactivation } = session.messages
  const { owner, seat, returnCode, ...rest } = session.settle(result)
  session.answer({ owner, seat, returnCode, ...rest }, () =>
    [
      printable(`${deactivation.done(owner || rest.id)} ${deactivation.seats[seat]}`),
      ...(returnCode === null ? [] : ['', returnCode]),
    ].join('\n'),
  )
}
