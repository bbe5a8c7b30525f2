// Components that leave no trace in the gallery, each with the reason.
export const NEVER_DRAWN: Readonly<Record<string, string>> = {
  'features/licensing/table/VirtualWindow.svelte':
    'It has no element of its own. “five hundred rows on one page” needs it.',
}
