// activation-desk unique-key [--qr] [--qr-ascii]
import { adviseOnId } from './machine-id.ts'
import { qrForm, qrText } from '../qr.ts'
import type { CommandContext } from '../command-context.ts'

/** The QR code holds the Unique Key and nothing else: that is all that leaves this machine. */
export async function showUniqueKey(
  { qr, qrAscii }: { readonly qr?: boolean; readonly qrAscii?: boolean },
  context: CommandContext,
): Promise<void> {
  const answer = context.settle(await context.router.call('machine.uniqueKey', {}))
  context.answerVerbatim(answer, () =>
    qr || qrAscii
      ? `${qrText(answer.uniqueKey, qrForm(context, qrAscii))}\n${answer.uniqueKey}`
      : answer.uniqueKey,
  )
  if (answer.source === 'file') context.note(context.messages.doctor.idFromFile(answer.from))
  adviseOnId(answer, context)
}
