// activation-desk unique-key [--qr] [--qr-ascii]
import { adviseOnId } from './machine-id.ts'
import { noteIfTooLarge, qrForm, qrText } from '../qr.ts'
import type { CommandContext } from '../command-context.ts'

/** The QR code holds the Unique Key and nothing else: that is all that leaves this machine. */
export async function showUniqueKey(
  { qr, qrAscii }: { readonly qr?: boolean; readonly qrAscii?: boolean },
  context: CommandContext,
): Promise<void> {
  const answer = context.settle(await context.router.call('machine.uniqueKey', {}))
  const picture = qr || qrAscii ? qrText(answer.uniqueKey, qrForm(context, qrAscii)) : null
  context.answerVerbatim(answer, () => [...(picture === null ? [] : [picture]), answer.uniqueKey].join('\n'))
  if (picture !== null && !context.json) noteIfTooLarge(picture, context)
  if (answer.source === 'file') context.note(context.messages.doctor.idFromFile(answer.from))
  adviseOnId(answer, context)
}
