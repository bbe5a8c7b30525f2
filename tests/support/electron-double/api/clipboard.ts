/** Electron's `clipboard`: plain text, of this process alone; the page's own `navigator.clipboard` is another. */
import type { Clipboard } from 'electron'
import { strict } from '../strict.ts'

let text = ''

// Reading and writing are asynchronous in Electron 45.
export const clipboard = strict('clipboard', {
  readText: () => Promise.resolve(text),
  writeText: (written) => {
    text = written
    return Promise.resolve()
  },
  clear: () => {
    text = ''
  },
} satisfies Pick<Clipboard, 'readText' | 'writeText' | 'clear'>)
