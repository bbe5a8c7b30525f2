// The words of activation-server, a row for each language. Apart from the others: what the app ships holds none of them.
import type { LanguageId } from './languages.ts'
import type { ServerWords } from './messages.ts'

export const SERVER_LANGUAGES = {
  en: { load: async () => (await import('./en/server.ts')).server },
} as const satisfies Readonly<Record<LanguageId, { readonly load: () => Promise<ServerWords> }>>
