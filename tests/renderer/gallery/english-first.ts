// What the states show is written in English, and read before a language is chosen. Imported before them.
import { messages } from '#shared/messages/en/messages.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'

words.messages = messages
words.later = messages
