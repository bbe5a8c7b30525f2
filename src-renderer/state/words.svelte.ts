// The words of the person's language: the page reads all its words from here. They are there before the page is.
import { explainCode } from '#shared/messages/explain-code.ts'
import type { Explanation, Speaker } from '#shared/messages/explanation.ts'
import { explain, type Messages } from '#shared/messages/messages.ts'
import type { PageFailure } from '../bridge/bridge.ts'

class Words {
  #messages = $state.raw<Messages | null>(null)

  get messages(): Messages {
    if (this.#messages === null) throw new Error('no language is loaded')
    return this.#messages
  }

  set messages(messages: Messages) {
    this.#messages = messages
    document.documentElement.lang = messages.language
  }

  get page(): Messages['page'] {
    return this.messages.page
  }

  get statuses(): Messages['statuses'] {
    return this.messages.statuses
  }

  explain(failure: PageFailure, speaker: Speaker): Explanation {
    if (failure.code === 'host_stopped') return this.page.shell.hostStopped
    return explain(failure, this.messages, speaker)
  }

  /** Where only the code of a failure is known (a license's `problem`, the activity log). */
  explainCode(code: string, speaker: Speaker, server: string): Explanation {
    return explainCode(code, this.messages, speaker, server)
  }
}

export const words = new Words()
