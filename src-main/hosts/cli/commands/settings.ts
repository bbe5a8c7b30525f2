// activation-desk settings show | set proxy ADDRESS|none|system | set ca FILE|none | set offline-only on|off |
// set check-interval HOURS
import path from 'node:path'
import type { Input } from '#shared/contract/contract.ts'
import type { SettingName, SettingsView } from '#shared/contract/settings.ts'
import { explain } from '#shared/messages/messages.ts'
import { askForCode } from '../input.ts'
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'

export async function showSettings(context: CommandContext): Promise<void> {
  const view = context.settle(await context.router.call('settings.get', {}))
  context.answer(view, () => settingsText(view, context))
}

/** `-` asks for the address, or reads it from standard input: a password need not be on the command line. */
export async function setProxy(
  wanted: string,
  around: string | undefined,
  context: CommandContext,
): Promise<void> {
  if (wanted === 'system' || wanted === 'none') {
    if (around !== undefined) context.misuse(context.messages.cli.misuse.aroundWhat)
    return change({ proxy: { mode: wanted } }, context)
  }
  const url = wanted === '-' ? (await askForCode(context.messages.cli.ask.proxy)).trim() : wanted
  const noProxy = around === undefined ? {} : { noProxy: around }
  return change({ proxy: { mode: 'manual', url, ...noProxy } }, context)
}

export const setCaFile = (file: string, context: CommandContext): Promise<void> =>
  change({ caFile: file === 'none' ? null : path.resolve(file) }, context)

export const SWITCHED = ['on', 'off'] as const

export async function setOfflineOnly(
  wanted: (typeof SWITCHED)[number],
  context: CommandContext,
): Promise<void> {
  return change({ offlineOnly: wanted === 'on' }, context)
}

export async function setCheckInterval(hours: string, context: CommandContext): Promise<void> {
  const checkIntervalHours = /^\d{1,2}$/.test(hours) ? Number(hours) : 0
  if (checkIntervalHours < 1 || checkIntervalHours > 24)
    context.misuse(context.messages.cli.misuse.noCheckInterval(hours))
  return change({ checkIntervalHours }, context)
}

async function change(input: Input<'settings.set'>, context: CommandContext): Promise<void> {
  const view = context.settle(await context.router.call('settings.set', input))
  context.answer(view, () => settingsText(view, context))
}

function settingsText(view: SettingsView, { messages, speaker }: CommandContext): string {
  const { proxy, caFile, offlineOnly, checkIntervalHours, inForce, path: file, managed, managedBy } = view
  const words = messages.cli.settings
  const chosen = [proxy.url ?? proxy.mode, ...(proxy.noProxy ? [words.except(proxy.noProxy)] : [])].join(', ')
  const from = inForce.from === null ? '' : words.from[inForce.from]
  const way = inForce.proxy === null ? words.noProxy : `${inForce.proxy} ${from}`.trimEnd()
  const marked = (name: SettingName, value: string) => (managed.includes(name) ? words.managed(value) : value)
  return facts([
    [words.proxy, marked('proxy', chosen)],
    [words.inForce, inForce.refused ? words.refused(explain(inForce.refused, messages, speaker).what) : way],
    [words.certificates, marked('caFile', caFile ?? words.ofTheSystem)],
    [words.offlineOnly, marked('offlineOnly', offlineOnly ? words.on : words.off)],
    [words.checkInterval, marked('checkIntervalHours', words.hours(checkIntervalHours))],
    [words.keptIn, file],
    ...(managedBy === null ? [] : [[words.managedBy, managedBy] as const]),
  ])
}
