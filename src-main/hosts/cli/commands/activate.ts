// activation-desk activate [CODE] [--offline-key FILE|-]
import { askForCode, readText } from '../input.ts'
import type { Session } from '../session.ts'
import { licenseTable } from '../tables.ts'

export async function activate(
  typed: string | undefined,
  keySource: string | undefined,
  session: Session,
): Promise<void> {
  if (keySource === '-' && typed === undefined)
    session.misuse('standard input cannot hold both: give the License Code, or the key as a file')
  const offlineKey = keySource === undefined ? undefined : await readText(keySource)
  if (offlineKey === null) return session.misuse(`the file ${keySource} cannot be read`)
  const code = typed ?? (await askForCode('License Code: '))
  const result =
    offlineKey === undefined
      ? await session.router.call('licenses.activateOnline', { code })
      : await session.router.call('licenses.activateOffline', { code, offlineKey })
  const answer = session.settle(result)
  session.answer(answer, () => {
    const done = answer.renewed ? 'Renewed' : 'Activated'
    return `${done} (${answer.license.mode}).\n\n${licenseTable([answer.license], session.messages)}`
  })
}
