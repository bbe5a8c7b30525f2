// activation-desk preferences [--theme system|light|dark]
import type { Preferences } from '#shared/contract/views.ts'
import type { CommandContext } from '../command-context.ts'
import { facts } from '../text.ts'

export const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']

/** Without a change, shows them. They are the person's own, on the desktop and in the browser alike. */
export async function preferences(
  theme: Preferences['theme'] | undefined,
  context: CommandContext,
): Promise<void> {
  const { cli } = context.messages
  const result = theme
    ? await context.router.call('preferences.set', { theme })
    : await context.router.call('preferences.get', {})
  const answer = context.settle(result)
  context.answer({ ...answer, kept: context.keepsPreferences }, () =>
    facts([[cli.preferences.theme, answer.theme]]),
  )
  if (!context.keepsPreferences) context.note(cli.preferences.noneKept)
}
