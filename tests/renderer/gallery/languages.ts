// In which words the gallery shows the page: each language that there is, and the longer one that nobody speaks.
import { LANGUAGES as SPOKEN } from '#shared/messages/languages.ts'

export const LANGUAGES = {
  ...SPOKEN,
  pseudo: {
    name: 'Longer words',
    load: async () => (await import('../../support/pseudo-locale/messages.ts')).messages,
  },
} as const

export type Language = keyof typeof LANGUAGES
export const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES
