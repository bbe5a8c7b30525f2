// activation-desk preferences [--theme system|light|dark]
import type { Preferences } from '#shared/contract/views.ts'
import type { Session } from '../session.ts'

const THEMES: readonly Preferences['theme'][] = ['system', 'light', 'dark']

export const NOT_KEPT =
  'This user has no home folder, so preferences last until the program ends. To keep them, set HOME to a folder of its own.'

/** Without a change, shows them. They are the person's own, on the desktop and in the browser alike. */
export async function preferences(wanted: string | undefined, session: Session): Promise<void> {
  const theme = THEMES.find((known) => known === wanted)
  if (wanted !== undefined && !theme) session.misuse(`“${wanted}” is not a theme: give ${THEMES.join(', ')}`)
  const result = theme
    ? await session.router.call('preferences.set', { theme })
    : await session.router.call('preferences.get', {})
  const answer = session.settle(result)
  session.answer(answer, () => `theme  ${answer.theme}`)
  if (!session.keepsPreferences) session.note(NOT_KEPT)
}
