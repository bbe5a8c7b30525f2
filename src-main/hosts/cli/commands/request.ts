// activation-desk request [CODE] [--host-name] [--qr] [--qr-ascii] [--output FILE]
import { saveFile } from '#main/adapters/saved-file.ts'
import { askForCode } from '../input.ts'
import { qrForm, qrText } from '../qr.ts'
import type { Session } from '../session.ts'

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
  session: Session,
): Promise<void> {
  const code = typed === '-' ? await askForCode(session.messages.cli.ask.licenseCode) : (typed ?? '')
  const answer = session.settle(
    await session.router.call('machine.request', { code, withHostName: hostName === true }),
  )
  if (output !== undefined) {
    session.settle(saveFile(output, Buffer.from(answer.text), { confidential: code !== '' }))
    session.note(session.messages.cli.saved(output))
    if (!session.json && !qr && !qrAscii) return
  }
  session.answer(answer, () =>
    qr || qrAscii
      ? `${qrText(answer.scannable, qrForm(session, qrAscii))}\n${answer.scannable}`
      : answer.text.trimEnd(),
  )
}
