// activation-desk info
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'

export async function info(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('app.info', {}))
  const { demo, vendor, server, licenses, offlineOnly } = context.messages.cli.info
  context.answer(answer, () =>
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
