// The gate's words in each language. Few enough to be there without waiting.
import { gate as en } from './en/gate.ts'
import type { LanguageId } from './languages.ts'
import type { GateWords } from './messages.ts'

export const GATE_LANGUAGES: Readonly<Record<LanguageId, GateWords>> = { en }
