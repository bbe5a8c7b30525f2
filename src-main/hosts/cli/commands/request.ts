// activation-desk request [CODE] [--host-name] [--qr] [--qr-ascii] [--output FILE]
import { printable } from '#shared/printable.ts'
import { askForCode } from '../input.ts'
import { noteIfTooLarge, qrForm, qrText } from '../qr.ts'
import type { CommandContext } from '../command-context.ts'

export interface RequestOptions {
  readonly hostName?: boolean
  readonly qr?: boolean
  readonly qrAscii?: boolean
  readonly output?: string
}

/** `typed`: `-` reads standard input; without one, the request names no license. */
export async function request(
  typed: string | undefined,
  { hostName, qr, qrAscii, output }: RequestOptions,
  context: CommandContext,
): Promise<void> {
  const code = typed === '-' ? await askForCode(context.messages.cli.ask.licenseCode) : (typed ?? '')
  const answer = context.settle(
    await context.router.call('machine.request', { code, withHostName: hostName === true }),
  )
  if (output !== undefined) {
    context.save(output, Buffer.from(answer.text), { confidential: code !== '' })
    context.note(context.messages.cli.saved(output))
    if (!context.json && !qr && !qrAscii) return
  }
  const picture = qr || qrAscii ? qrText(answer.scannable, qrForm(context, qrAscii)) : null
  context.answerVerbatim({ ...answer, path: output ?? null }, () =>
    picture === null ? printable(answer.text.trimEnd()) : `${picture}\n${printable(answer.scannable)}`,
  )
  if (picture !== null && !context.json) noteIfTooLarge(picture, context)
}
