/** Electron's `clipboard`: text and HTML, of this process alone; the page's own `navigator.clipboard` is another. */
import type { Clipboard } from 'electron'
import { strict } from '../strict.ts'

/** What `new ClipboardItem(…)` makes: one content by MIME type. */
export class ClipboardItem implements Record<
  keyof Pick<Electron.ClipboardItem, 'types' | 'getType'>,
  unknown
> {
  readonly #items: Readonly<Record<string, string | Blob>>

  constructor(items: Readonly<Record<string, unknown>>) {
    for (const [type, value] of Object.entries(items))
      if (typeof value !== 'string' && !(value instanceof Blob))
        throw new Error(`electron-double: a ClipboardItem holds text or a Blob, not ${type}`)
    this.#items = items as Readonly<Record<string, string | Blob>>
  }

  get types(): string[] {
    return Object.keys(this.#items)
  }

  getType(type: string): Promise<Blob> {
    const text = this.#items[type]
    if (text === undefined) return Promise.reject(new Error(`The type '${type}' was not found`))
    return Promise.resolve(new Blob([text], { type }))
  }
}

let content: ClipboardItem | null = null

// Reading and writing are asynchronous in Electron 45, which follows the W3C.
export const clipboard = strict('clipboard', {
  read: () => Promise.resolve((content ? [content] : []) as unknown as Electron.ClipboardItem[]),
  readText: async () =>
    content?.types.includes('text/plain') ? (await content.getType('text/plain')).text() : '',
  write: (items) => {
    content = (items[0] as unknown as ClipboardItem | undefined) ?? null
    return Promise.resolve()
  },
  writeText: (text) => {
    content = new ClipboardItem({ 'text/plain': text })
    return Promise.resolve()
  },
  clear: () => {
    content = null
  },
} satisfies Pick<Clipboard, 'read' | 'readText' | 'write' | 'writeText' | 'clear'>)
