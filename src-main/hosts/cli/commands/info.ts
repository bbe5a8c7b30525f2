// activation-desk info
import type { Session } from '../session.ts'
import { facts } from '../text.ts'

export async function info(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('app.info', {}))
  const { demo, vendor, server, licenses, offlineOnly } = session.messages.cli.info
  session.answer(answer, () =>
    [
      `${answer.name} ${answer.version}${answer.demo ? ` ${demo}` : ''}`,
      facts([
        [vendor, `${answer.vendor.name}, ${answer.vendor.supportEmail}`],
        [server, answer.offlineOnly ? offlineOnly : answer.server],
        [licenses, answer.dataDir],
      ]),
    ].join('\n'),
  )
}
