// activation-desk deactivate LICENSE [--later]
import { ERRORS } from '#shared/contract/errors.ts'
import type { CommandContext } from '../command-context.ts'

/** The exit status of failures that `--later` is for. */
const SERVER_AWAY = 3

export async function deactivate(id: string, later: boolean, context: CommandContext): Promise<void> {
  const result = await context.router.call('licenses.deactivate', {
    id,
    ...(later ? { whenServerIsAway: 'mark' } : {}),
  })
  if (!result.ok && !later && ERRORS[result.error.code].exit === SERVER_AWAY)
    context.note(context.messages.cli.laterHelps)
  const { deactivation, cli } = context.messages
  const { owner, seat, returnCode, ...rest } = context.settle(result)
  const whose = rest.machine ? ` ${cli.ofMachine(rest.machine)}` : ''
  context.answer({ owner, seat, returnCode, ...rest }, () =>
    [
      `${deactivation.done(owner || rest.id)} ${deactivation.seats[seat]}${whose}`,
      ...(returnCode === null ? [] : ['', returnCode]),
    ].join('\n'),
  )
}
