// A list of which nothing more can be told: it is refused as a whole, and not one line of it.
import { server as english } from '#shared/messages/en/server.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'

export class ListNotRead extends Error {
  readonly refusal: Refusal<'list_not_read'>

  constructor(why: (refusals: ServerWords['refusals']) => string) {
    super(why(english.refusals))
    this.refusal = refusal('list_not_read', why)
  }
}
