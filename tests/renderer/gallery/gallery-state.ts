// One state of the page as data: what the host answers, and what a person does until it is on the screen.
import type { Page } from '../../../src-renderer/state/route.svelte.ts'
import type { FakeHost } from '../support/fake-host.ts'

export interface GalleryState {
  /** Unique. The gallery's list, its addresses and the tests call it so. */
  readonly name: string
  readonly page: Page
  /** A new host each time: what is done on the page changes it. */
  readonly host: () => FakeHost
  /** From the page that was opened to the state. Finds things by the catalogue's words, whatever the language. */
  readonly reach?: (host: FakeHost) => Promise<unknown>
  /** Words (English) that are on the screen in this state and tell that it was reached. */
  readonly shows: string | RegExp
}

/** What waits for ever: the state before the answer. */
export const neverAnswers = (): Promise<never> => new Promise(() => undefined)

export const storeNotReadable = {
  ok: false,
  error: { code: 'store_not_readable', params: { path: '/var/lib/activation-desk' } },
} as const

/** No way to the activation server. */
export const unreachable = {
  ok: false,
  error: {
    code: 'server_unreachable',
    params: { server: 'https://activation.virtualmetric.example/v1', reason: 'ENOTFOUND' },
  },
} as const
