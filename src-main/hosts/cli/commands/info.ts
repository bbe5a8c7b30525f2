// activation-desk info
import type { Session } from '../session.ts'

export async function info(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('app.info', {}))
  session.answer(answer, () =>
    [
      `${answer.name} ${answer.version}${answer.demo ? ' (demo)' : ''}`,
      `Vendor    ${answer.vendor.name}, ${answer.vendor.supportEmail}`,
      `Server    ${answer.offlineOnly ? 'none: this installation works offline only' : answer.server}`,
      `Licenses  ${answer.dataDir}`,
    ].join('\n'),
  )
}
