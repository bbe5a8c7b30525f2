// What the desktop says before it has a window, a row for each language. Not loaded when they are wanted: the app ends
// with some of them before anything else may run (docs/SECURITY.md#switches).
import { start } from './en/start.ts'
import type { LanguageId } from './languages.ts'
import type { Messages } from './messages.ts'

export const START_WORDS: Readonly<Record<LanguageId, Messages['start']>> = { en: start }
