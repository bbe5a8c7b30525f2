// The page speaks English in a test that says nothing else, as main.ts makes it speak the browser's language.
import { beforeEach } from 'vitest'
import { messages } from '#shared/messages/en/messages.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'

words.messages = messages
words.errors = messages.errors
beforeEach(() => {
  words.messages = messages
  words.errors = messages.errors
})
