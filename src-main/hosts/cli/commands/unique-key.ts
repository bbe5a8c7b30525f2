// activation-desk unique-key [--qr] [--qr-ascii]
import { adviseOnId } from './machine-id.ts'
import { qrForm, qrText } from '../qr.ts'
import type { Session } from '../session.ts'

/** The QR code holds the Unique Key and nothing else: that is all that leaves this machine. */
export async function showUniqueKey(
  { qr, qrAscii }: { readonly qr?: boolean; readonly qrAscii?: boolean },
  session: Session,
): Promise<void> {
  const answer = session.settle(await session.router.call('machine.uniqueKey', {}))
  session.answer(answer, () =>
    qr || qrAscii
      ? `${qrText(answer.uniqueKey, qrForm(session, qrAscii))}\n${answer.uniqueKey}`
      : answer.uniqueKey,
  )
  if (answer.source === 'file') session.note(session.messages.doctor.idFromFile(answer.from))
  adviseOnId(answer, session)
}
