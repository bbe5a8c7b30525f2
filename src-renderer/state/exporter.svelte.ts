// Export: the host writes the content, the platform saves it.
import type { Input } from '#shared/contract/contract.ts'
import type { PageClient, PageFailure, PageResult, Platform } from '../bridge/bridge.ts'
import type { Announcer } from './announcer.svelte.ts'
import type { AppInfo } from './app-info.svelte.ts'
import { words } from './words.svelte.ts'

interface Parts {
  readonly client: PageClient
  readonly platform: Platform
  readonly announcer: Announcer
  readonly info: AppInfo
}

/** In whose words, dates and numbers. */
type AsRead = Pick<Input<'export.create'>, 'language' | 'locale' | 'timeZone'>

interface Wanted {
  readonly make: (
    client: PageClient,
    asRead: AsRead,
    signal: AbortSignal,
  ) => Promise<PageResult<'export.create' | 'licenses.certificate' | 'usage.export'>>
  /** It holds License Codes. */
  readonly confidential: boolean
}

export class Exporter {
  failure = $state.raw<PageFailure | null>(null)
  busy = $state(false)
  readonly #parts: Parts
  #wanted: Wanted | null = null
  #calledOff = new AbortController()

  constructor(parts: Parts) {
    this.#parts = parts
  }

  save(input: Input<'export.create'>): Promise<void> {
    return this.#save({
      make: (client, asRead, signal) => client.call('export.create', { ...input, ...asRead }, signal),
      confidential: input.withCodes === true,
    })
  }

  /** For an auditor. */
  certify(input: Input<'licenses.certificate'>): Promise<void> {
    return this.#save({
      make: (client, asRead, signal) => client.call('licenses.certificate', { ...input, ...asRead }, signal),
      confidential: false,
    })
  }

  /** By month. */
  exportUsage(input: Input<'usage.export'>): Promise<void> {
    return this.#save({
      make: (client, asRead, signal) => client.call('usage.export', { ...input, ...asRead }, signal),
      confidential: false,
    })
  }

  async #save(wanted: Wanted): Promise<void> {
    if (this.busy) return
    const { client, platform, announcer, info } = this.#parts
    this.#wanted = wanted
    this.failure = null
    this.busy = true
    const calledOff = new AbortController()
    this.#calledOff = calledOff
    const { language } = words.messages
    const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
    const made = await wanted.make(client, { language, locale, timeZone }, calledOff.signal)
    this.busy = false
    if (calledOff.signal.aborted) {
      announcer.show('info', words.page.licensing.exportCancelled)
      return
    }
    const saved = made.ok
      ? await platform.saveFile({ ...made.value, confidential: wanted.confidential })
      : made
    if (!saved.ok) {
      this.failure = saved.error
      // Where the export was asked for may be far from where the failure is shown.
      announcer.speak(words.explain(saved.error, info.speaker).what)
    } else if (saved.value !== null) announcer.show('good', words.page.licensing.exported(saved.value))
  }

  /** Nothing is saved. */
  cancel(): void {
    this.#calledOff.abort()
  }

  /** What was chosen for the export that failed is not chosen again by hand. */
  async saveAgain(): Promise<void> {
    if (this.#wanted) await this.#save(this.#wanted)
  }
}
