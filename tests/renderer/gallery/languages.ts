// In which words the gallery shows the page: English, and English with longer words, as other languages have them.
import { en } from '#shared/messages/en.ts'
import type { Messages } from '#shared/messages/messages.ts'

export const LANGUAGES = {
  en: { name: 'English', messages: () => en },
  longer: { name: 'Longer words', messages: () => longer(en) as Messages },
} as const satisfies Record<string, { readonly name: string; readonly messages: () => Messages }>

export type Language = keyof typeof LANGUAGES
export const isLanguage = (text: string | null): text is Language => text !== null && text in LANGUAGES

/** A third longer, which is about what German or Finnish need; what words with a gap answer, too. */
function longer(words: unknown): unknown {
  if (typeof words === 'string') return lengthened(words)
  if (typeof words === 'function')
    return (...gaps: unknown[]) => longer((words as (...given: unknown[]) => unknown)(...gaps))
  if (Array.isArray(words)) return words.map(longer)
  if (typeof words === 'object' && words !== null)
    return Object.fromEntries(Object.entries(words).map(([name, each]) => [name, longer(each)]))
  return words
}

const lengthened = (text: string): string => {
  const more = Math.ceil(text.length / 3)
  return text.length < 2 ? text : `${text}${'~'.repeat(more)}`
}
