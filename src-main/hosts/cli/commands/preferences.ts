// activation-desk preferences [--theme system|light|dark]
import type { Preferences } from '#shared/contract/views.ts'
import type { Session } from '../session.ts'
import { facts } from '../text.ts'

const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']

/** Without a change, shows them. They are the person's own, on the desktop and in the browser alike. */
export async function preferences(wanted: string | undefined, session: Session): Promise<void> {
  const { cli } = session.messages
  const theme = THEMES.find((known) => known === wanted)
  if (wanted !== undefined && !theme) session.misuse(cli.misuse.noTheme(wanted, THEMES.join(', ')))
  const result = theme
    ? await session.router.call('preferences.set', { theme })
    : await session.router.call('preferences.get', {})
  const answer = session.settle(result)
  session.answer(answer, () => facts([[cli.preferences.theme, answer.theme]]))
  if (!session.keepsPreferences) session.note(cli.preferences.notKept)
}
