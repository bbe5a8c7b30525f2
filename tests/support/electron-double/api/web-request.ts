/** Electron's `webRequest`: `onBeforeRequest` can cancel requests; `onHeadersReceived` is accepted and never called. */
import type { CallbackResponse, WebRequest, WebRequestFilter } from 'electron'
import { onlyRead } from '../only-read.ts'
import { strict } from '../strict.ts'

export interface RequestDetails {
  url: string
  method: string
  resourceType: string
}

type BeforeRequest = (details: never, answer: (response: CallbackResponse) => void) => void

class DoubleWebRequest implements Pick<WebRequest, 'onBeforeRequest' | 'onHeadersReceived'> {
  private filter: WebRequestFilter = { urls: ['<all_urls>'] }
  private listener: BeforeRequest | undefined
  private lastId = 0

  onBeforeRequest(filter: WebRequestFilter | BeforeRequest | null, listener?: BeforeRequest | null): void {
    if (typeof filter === 'object') onlyRead('webRequest filter', filter, ['urls'])
    this.filter = typeof filter === 'object' && filter ? filter : { urls: ['<all_urls>'] }
    this.listener = (typeof filter === 'function' ? filter : listener) ?? undefined
  }

  onHeadersReceived(filter?: unknown): void {
    if (typeof filter === 'object') onlyRead('webRequest filter', filter as WebRequestFilter | null, ['urls'])
    // Accepted: the headers that count here are those of the app's own protocol handler.
  }

  /** Not Electron's: asks the app's listener about a request. */
  allows(details: RequestDetails): Promise<boolean> {
    const { listener } = this
    if (!listener || !this.filter.urls.some((pattern) => matches(pattern, details.url)))
      return Promise.resolve(true)
    const described = strict('webRequest details', { ...details, id: ++this.lastId, timestamp: Date.now() })
    return new Promise((resolve) => {
      listener(described as never, (response) => {
        onlyRead('webRequest', response, ['cancel'])
        resolve(response.cancel !== true)
      })
    })
  }
}

/** Chromium's match patterns, as far as `*` goes. */
function matches(pattern: string, url: string): boolean {
  if (pattern === '<all_urls>') return true
  const escaped = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'))
  return new RegExp(`^${escaped.join('.*')}$`).test(url)
}

export const webRequest = strict('webRequest', new DoubleWebRequest())
