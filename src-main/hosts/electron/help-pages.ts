// The pages of the Help menu, which lie beside the program (scripts/help/ makes them).

/** By the menu's item. */
export const HELP_PAGES = { guide: 'operator-guide.html', notices: 'third-party-notices.html' } as const
export type HelpPage = keyof typeof HELP_PAGES
