// activation-desk settings show | set proxy ADDRESS|none|system | set ca FILE|none | set offline-only on|off
import path from 'node:path'
import type { Input } from '#shared/contract/contract.ts'
import type { SettingsView } from '#shared/contract/settings.ts'
import { askForCode } from '../input.ts'
import type { Session } from '../session.ts'
import { printable } from '../text.ts'

export async function showSettings(session: Session): Promise<void> {
  const view = session.settle(await session.router.call('settings.get', {}))
  session.answer(view, () => settingsText(view))
}

/** `-` asks for the address, or reads it from standard input: a password need not be on the command line. */
export async function setProxy(wanted: string, around: string | undefined, session: Session): Promise<void> {
  if (wanted === 'system' || wanted === 'none') {
    if (around !== undefined) session.misuse('--around goes with the address of a proxy')
    return change({ proxy: { mode: wanted } }, session)
  }
  const url = wanted === '-' ? (await askForCode('Address of the proxy: ')).trim() : wanted
  const noProxy = around === undefined ? {} : { noProxy: around }
  return change({ proxy: { mode: 'manual', url, ...noProxy } }, session)
}

export const setCaFile = (file: string, session: Session): Promise<void> =>
  change({ caFile: file === 'none' ? null : path.resolve(file) }, session)

export async function setOfflineOnly(wanted: string, session: Session): Promise<void> {
  if (wanted !== 'on' && wanted !== 'off') session.misuse(`“${wanted}” is neither on nor off`)
  return change({ offlineOnly: wanted === 'on' }, session)
}

async function change(input: Input<'settings.set'>, session: Session): Promise<void> {
  const view = session.settle(await session.router.call('settings.set', input))
  session.answer(view, () => settingsText(view))
}

function settingsText({ proxy, caFile, offlineOnly, inForce, path: file }: SettingsView): string {
  const chosen = proxy.url === null ? proxy.mode : proxy.url
  const around = proxy.noProxy ? `, not for ${proxy.noProxy}` : ''
  const from =
    inForce.from === 'environment'
      ? ' (from the environment)'
      : inForce.from === 'system'
        ? ' (from the operating system)'
        : ''
  return printable(
    [
      `Proxy         ${chosen}${around}`,
      `In force      ${inForce.proxy === null ? 'no proxy' : `${inForce.proxy}${from}`}`,
      `Certificates  ${caFile ?? 'the operating system’s'}`,
      `Offline only  ${offlineOnly ? 'on' : 'off'}`,
      `Kept in       ${file}`,
    ].join('\n'),
  )
}
