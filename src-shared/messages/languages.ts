// The languages that there are: a row each, and a folder of that name. Words are loaded when they are wanted.
import type { CliMessages, LaterMessages, Messages, PageMessages, ReportMessages } from './messages.ts'

interface Language {
  /** As those who speak it call it. */
  readonly name: string
  readonly load: () => Promise<Messages>
  /** As the page loads them: what it begins with, then the words of failures and the like. */
  readonly loadPage: () => Promise<PageMessages>
  readonly loadLater: () => Promise<LaterMessages>
  readonly loadCli: () => Promise<CliMessages['cli']>
  readonly loadReport: () => Promise<ReportMessages['report']>
}

export const LANGUAGES = {
  en: {
    name: 'English',
    load: async () => (await import('./en/messages.ts')).messages,
    loadPage: async () => (await import('./en/page-messages.ts')).pageMessages,
    loadLater: async () => (await import('./en/later-messages.ts')).laterMessages,
    loadCli: async () => (await import('./en/cli.ts')).cli,
    loadReport: async () => (await import('./en/report.ts')).report,
  },
} as const satisfies Readonly<Record<string, Language>>

export type LanguageId = keyof typeof LANGUAGES
export const LANGUAGE_IDS = Object.keys(LANGUAGES) as readonly LanguageId[]
export const FIRST_LANGUAGE: LanguageId = 'en'

/** The first that there is, by tags such as `de-AT`, the most wanted first; else English. */
export function languageFor(wanted: readonly string[]): LanguageId {
  for (const tag of wanted) {
    const [language = ''] = tag.toLowerCase().split(/[-_.]/)
    const known = LANGUAGE_IDS.find((id) => id === tag.toLowerCase() || id === language)
    if (known) return known
  }
  return FIRST_LANGUAGE
}
