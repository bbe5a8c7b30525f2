// Asking the activation server again: a person's own, which can be cancelled, and how far any refresh of the host is.
import type { RefreshProgress } from '#shared/contract/events.ts'
import type { PageClient, PageFailure } from '../bridge/bridge.ts'
import type { RefreshReport, Tellers } from './refresh-outcome.ts'
import type { VendorNews } from './vendor-news.svelte.ts'
import { words } from './words.svelte.ts'

interface Parts extends Tellers {
  readonly client: PageClient
  readonly news: VendorNews
}

export class LicenseRefresh {
  /** This page asked for it. */
  running = $state(false)
  /** Of the refresh under way, also of one that the host makes by itself; null: there is none. */
  progress = $state.raw<RefreshProgress | null>(null)
  /** What the last refresh could not do. */
  report = $state.raw<RefreshReport | null>(null)
  /** Why the last refresh was not possible at all. */
  failure = $state.raw<PageFailure | null>(null)
  readonly #parts: Parts
  #wanted = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
    parts.client.on('licenses.refreshing', (progress) => {
      this.progress = progress.done < progress.total ? progress : null
    })
  }

  /** For all licenses at once. */
  async run(): Promise<void> {
    if (this.running) return
    const { client, info, licenses, news, announcer } = this.#parts
    this.running = true
    this.report = null
    this.failure = null
    this.#wanted = new AbortController()
    announcer.speak(words.page.licensing.refreshing)
    const answer = await client.call('licenses.refresh', {}, this.#wanted.signal)
    // Where the host went away meanwhile, the list says what there is to say.
    const outcome = answer.ok ? await import('./refresh-outcome.ts').catch(() => null) : null
    this.running = false
    this.progress = null
    if (this.#wanted.signal.aborted) {
      announcer.show('info', words.page.licensing.checkCancelled)
      void licenses.load()
    } else if (answer.ok) {
      const { list, changes } = answer.value
      licenses.take(list)
      this.report = outcome?.tellOutcome(answer.value, this.#parts) ?? null
      if (changes.length > 0) void news.tell(changes)
    } else {
      this.failure = answer.error
      // It was switched on elsewhere.
      if (answer.error.code === 'offline_only') void info.load()
      // Whether what is shown is so still.
      void licenses.load()
      announcer.speak(words.explain(answer.error, info.speaker).what)
    }
  }

  /** The way to the server is another one: what stood in the way of the last refresh may not any more. */
  forgetOutcome(): void {
    this.report = null
    this.failure = null
  }

  /** A host that is gone tells no end of its refreshes. */
  forgetProgress(): void {
    this.progress = null
  }

  /** What was refreshed so far stays. */
  cancel(): void {
    this.#wanted.abort()
  }
}
