// activation-desk preferences [--theme system|light|dark] [--notifications on|off]
import type { Preferences } from '#shared/contract/views.ts'
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'
import type { SWITCHED } from './settings.ts'

export const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']

export interface PreferenceOptions {
  readonly theme?: Preferences['theme']
  readonly notifications?: (typeof SWITCHED)[number]
}

/** Without a change, shows them. They are the person's own, on the desktop and in the browser alike. */
export async function preferences(
  { theme, notifications }: PreferenceOptions,
  context: CommandContext,
): Promise<void> {
  const { cli } = context.messages
  const change = {
    ...(theme ? { theme } : {}),
    ...(notifications ? { notifications: notifications === 'on' } : {}),
  }
  const result =
    Object.keys(change).length > 0
      ? await context.router.call('preferences.set', change)
      : await context.router.call('preferences.get', {})
  const answer = context.settle(result)
  const { on, off } = cli.settings
  context.answer({ ...answer, kept: context.keepsPreferences }, () =>
    facts([
      [cli.preferences.theme, answer.theme],
      [cli.preferences.notifications, answer.notifications ? on : off],
    ]),
  )
  if (!context.keepsPreferences) context.note(cli.preferences.noneKept)
}
