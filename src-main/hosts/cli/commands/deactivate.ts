// activation-desk deactivate LICENSE [--later]
import type { Output } from '#shared/contract/contract.ts'
import { errorTable } from '#shared/contract/error-table.ts'
import type { Session } from '../session.ts'

/** The exit status of failures that `--later` is for. */
const SERVER_AWAY = 3

const SEATS: Readonly<Record<Output<'licenses.deactivate'>['seat'], string>> = {
  freed: 'The activation server has freed the seat.',
  gone: 'The activation server held no seat for this machine any more.',
  to_be_returned:
    'The seat is still taken: the activation server does not free it now. The next checks try again.',
  declared: 'Send this return code to your representative:',
  not_returned: 'Its key did not hold on this machine, so there is nothing to return.',
}

export async function deactivate(id: string, later: boolean, session: Session): Promise<void> {
  const result = await session.router.call('licenses.deactivate', {
    id,
    ...(later ? { whenServerIsAway: 'mark' } : {}),
  })
  if (!result.ok && !later && errorTable[result.error.code].exit === SERVER_AWAY)
    session.note('With --later the license is removed now, and the next check frees its seat.')
  const { owner, seat, returnCode, ...rest } = session.settle(result)
  session.answer({ owner, seat, returnCode, ...rest }, () =>
    [
      `Deactivated: ${owner || rest.id}. ${SEATS[seat]}`,
      ...(returnCode === null ? [] : ['', returnCode]),
    ].join('\n'),
  )
}
