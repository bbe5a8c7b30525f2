// The words of the person's language: the page reads all its words from here. They are there before the page is, those of
// failures right after it.
import { ERRORS } from '#shared/contract/errors.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { Explanation, Speaker } from '#shared/messages/explanation.ts'
import { explain, type LaterMessages, type Messages, type PageMessages } from '#shared/messages/messages.ts'
import type { PageFailure } from '../bridge/bridge.ts'
import { endText } from '../ui/formats.ts'

/** A failure is its code until its words are loaded. */
const CODES_ALONE = Object.fromEntries(
  Object.keys(ERRORS).map((code) => [code, () => ({ what: code, cause: '', todo: '' })]),
) as unknown as Messages['errors']

class Words {
  #messages = $state.raw<PageMessages | null>(null)
  #later = $state.raw<LaterMessages | null>(null)
  readonly #all = $derived(this.#messages && { ...this.#messages, errors: CODES_ALONE, ...this.#later })
  /** What comes after that which the page begins with: waited for by whoever needs more of it than failures. */
  load = (): Promise<unknown> => Promise.resolve()

  get messages(): PageMessages & LaterMessages {
    if (this.#all === null) throw new Error('no language is loaded')
    return this.#all as PageMessages & LaterMessages
  }

  set messages(messages: PageMessages) {
    this.#messages = messages
    document.documentElement.lang = messages.language
  }

  /** null: not loaded yet. */
  set later(later: LaterMessages | null) {
    this.#later = later
  }

  get page(): Messages['page'] {
    return this.messages.page
  }

  get statuses(): Messages['statuses'] {
    return this.messages.statuses
  }

  explain(failure: PageFailure, speaker: Speaker): Explanation {
    if (failure.code === 'host_stopped') return this.page.shell.hostStopped
    return explain(failure, this.messages, speaker, endText)
  }

  /** Where only the code of a failure is known (a license's `problem`, the activity log). */
  explainCode(code: string, speaker: Speaker, server: string, known?: object): Explanation {
    return explainCode(code, this.messages, speaker, server, known, endText)
  }
}

export const words = new Words()
