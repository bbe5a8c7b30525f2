// Each test finds nothing of the one before: no window that is still open and takes the focus, no other language; each file
// the usual size and colors. Vitest's own cleaning up is heard by the first file alone where files share their modules.
import { afterAll, afterEach, beforeEach } from 'vitest'
import { cleanup } from 'vitest-browser-svelte'
import { messages } from '#shared/messages/en/messages.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { endLooks } from './looks.ts'

// As main.ts makes the page speak the browser's language; at once, for what a file makes before its first test.
speakEnglish()
beforeEach(speakEnglish)
afterEach(cleanup)
afterAll(endLooks)

function speakEnglish(): void {
  words.messages = messages
  words.later = messages
}
