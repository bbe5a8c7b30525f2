// The words of a language, from its folder in messages/.
import type { LoadWords } from '#main/core/ports/words.ts'
import { languageFor, LANGUAGES } from '#shared/messages/languages.ts'

export const loadWords: LoadWords = async (tag) => {
  const language = LANGUAGES[languageFor(tag === undefined ? [] : [tag])]
  const [messages, report] = await Promise.all([language.load(), language.loadReport()])
  return { ...messages, report }
}
