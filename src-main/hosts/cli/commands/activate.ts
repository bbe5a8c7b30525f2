// activation-desk activate [CODE] [--offline-key FILE|-]
import { readCode } from '#main/core/entered/read-code.ts'
import type { Output } from '#shared/contract/contract.ts'
import { explain } from '#shared/messages/messages.ts'
import { askForCode, atTerminal, readText } from '../input.ts'
import type { Session } from '../session.ts'
import { licenseTable } from '../tables.ts'

export async function activate(
  typed: string | undefined,
  keySource: string | undefined,
  session: Session,
): Promise<void> {
  const answer =
    keySource === '-' && atTerminal()
      ? await activateAtPrompt(typed ?? (await askForCode(session.messages.cli.ask.licenseCode)), session)
      : await activateWith(typed, keySource, session)
  session.answer(answer, () => {
    const { cli } = session.messages
    const done = answer.renewed ? cli.renewed : cli.activated
    const mode = cli.modes[answer.license.mode]
    return `${done(mode)}\n\n${licenseTable([answer.license], session.messages)}`
  })
}

async function activateWith(
  typed: string | undefined,
  keySource: string | undefined,
  session: Session,
): Promise<Output<'licenses.activateOnline'>> {
  if (keySource === '-' && typed === undefined) session.misuse(session.messages.cli.misuse.bothFromInput)
  const offlineKey = keySource === undefined ? undefined : await readText(keySource, session)
  if (offlineKey === null) return session.misuse(session.messages.cli.misuse.notReadable(keySource ?? ''))
  const code = typed ?? (await askForCode(session.messages.cli.ask.licenseCode))
  return session.settle(
    offlineKey === undefined
      ? await session.router.call('licenses.activateOnline', { code })
      : await session.router.call('licenses.activateOffline', { code, offlineKey }),
  )
}

/** Rows are long to type: the code is judged before them, and a code that they are not for is asked for again. */
async function activateAtPrompt(
  typed: string,
  session: Session,
): Promise<Output<'licenses.activateOffline'>> {
  const { router, vendor, messages, speaker } = session
  session.settle(readCode(typed, vendor))
  const offlineKey = (await readText('-', session)) ?? ''
  for (let code = typed; ;) {
    const result = await router.call('licenses.activateOffline', { code, offlineKey })
    if (result.ok || !OTHER_CODE_HELPS.has(result.error.code)) return session.settle(result)
    session.verdict('failed', explain(result.error, messages, speaker).what)
    code = await askForCode(session.messages.cli.ask.licenseCode)
    if (code.trim() === '') return session.settle(result)
  }
}

const OTHER_CODE_HELPS: ReadonlySet<string> = new Set([
  'license_code_mismatch',
  'license_code_mistyped',
  'license_code_is_unique_key',
  'license_code_is_offline_key',
])
