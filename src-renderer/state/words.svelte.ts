// The words of the person's language. English is the only one yet; the page reads all its words from here.
import { en } from '#shared/messages/en.ts'
import { explain, type Explanation, type Messages, type Speaker } from '#shared/messages/messages.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import type { PageWords } from '#shared/messages/page-words.ts'
import type { PageFailure } from '../bridge/bridge.ts'

class Words {
  messages = $state.raw<Messages>(en)

  get page(): PageWords {
    return this.messages.page
  }

  get statuses(): Messages['statuses'] {
    return this.messages.statuses
  }

  explain(failure: PageFailure, speaker: Speaker): Explanation {
    if (failure.code === 'host_stopped') return this.page.shell.hostStopped
    return explain(failure, this.messages, speaker)
  }

  /** Where only the code of a failure is known (a license's `problem`): what happened, and what to do. */
  explainCode(code: string, speaker: Speaker, server: string): Pick<Explanation, 'what' | 'todo'> {
    if (!Object.hasOwn(this.messages.errors, code)) return { what: code, todo: '' }
    const words = this.messages.errors[code as ErrorCode] as (
      params: unknown,
      speaker: Speaker,
    ) => Explanation
    const known: Readonly<Record<string, string>> = { server, vendor: speaker.vendor }
    const params = new Proxy(known, { get: (target, name) => target[String(name)] ?? '' })
    return words(params, speaker)
  }
}

export const words = new Words()
