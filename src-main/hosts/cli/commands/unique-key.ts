// activation-desk unique-key [--qr]
import { renderUnicodeCompact } from 'uqr'
import { adviseOnId } from './machine-id.ts'
import type { Session } from '../session.ts'

/** The QR code holds the Unique Key and nothing else: that is all that leaves this machine. */
export async function showUniqueKey(asQr: boolean, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('machine.uniqueKey', {}))
  session.answer(answer, () =>
    asQr ? `${renderUnicodeCompact(answer.uniqueKey, { border: 2 })}\n${answer.uniqueKey}` : answer.uniqueKey,
  )
  if (answer.source === 'file') session.note(session.messages.doctor.idFromFile(answer.from))
  adviseOnId(answer, session)
}
