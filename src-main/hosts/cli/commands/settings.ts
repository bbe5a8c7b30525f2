// activation-desk settings show | set proxy ADDRESS|none|system | set ca FILE|none | set offline-only on|off
import path from 'node:path'
import type { Input } from '#shared/contract/contract.ts'
import type { SettingsView } from '#shared/contract/settings.ts'
import { askForCode } from '../input.ts'
import type { Session } from '../session.ts'
import { facts, printable } from '../text.ts'

export async function showSettings(session: Session): Promise<void> {
  const view = session.settle(await session.router.call('settings.get', {}))
  session.answer(view, () => settingsText(view, session))
}

/** `-` asks for the address, or reads it from standard input: a password need not be on the command line. */
export async function setProxy(wanted: string, around: string | undefined, session: Session): Promise<void> {
  if (wanted === 'system' || wanted === 'none') {
    if (around !== undefined) session.misuse(session.messages.cli.misuse.aroundWhat)
    return change({ proxy: { mode: wanted } }, session)
  }
  const url = wanted === '-' ? (await askForCode(session.messages.cli.ask.proxy)).trim() : wanted
  const noProxy = around === undefined ? {} : { noProxy: around }
  return change({ proxy: { mode: 'manual', url, ...noProxy } }, session)
}

export const setCaFile = (file: string, session: Session): Promise<void> =>
  change({ caFile: file === 'none' ? null : path.resolve(file) }, session)

export async function setOfflineOnly(wanted: string, session: Session): Promise<void> {
  if (wanted !== 'on' && wanted !== 'off') session.misuse(session.messages.cli.misuse.neitherOnNorOff(wanted))
  return change({ offlineOnly: wanted === 'on' }, session)
}

async function change(input: Input<'settings.set'>, session: Session): Promise<void> {
  const view = session.settle(await session.router.call('settings.set', input))
  session.answer(view, () => settingsText(view, session))
}

function settingsText(view: SettingsView, { messages }: Session): string {
  const { proxy, caFile, offlineOnly, inForce, path: file } = view
  const words = messages.cli.settings
  const chosen = [proxy.url ?? proxy.mode, ...(proxy.noProxy ? [words.except(proxy.noProxy)] : [])].join(', ')
  const from = inForce.from === null ? '' : words.from[inForce.from]
  return printable(
    facts([
      [words.proxy, chosen],
      [words.inForce, inForce.proxy === null ? words.noProxy : `${inForce.proxy} ${from}`.trimEnd()],
      [words.certificates, caFile ?? words.ofTheSystem],
      [words.offlineOnly, offlineOnly ? words.on : words.off],
      [words.keptIn, file],
    ]),
  )
}
