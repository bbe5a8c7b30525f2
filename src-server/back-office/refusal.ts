// Why the back office refused: a stable code for scripts and one sentence for the representative.
import { CONTROL } from '#shared/formats/text/char-set.ts'
import { hasAny, isBlank } from '#shared/formats/text/whole-text.ts'
import { server as english } from '#shared/messages/en/server.ts'
import type { ServerWords } from '#shared/messages/messages.ts'

export interface Refusal<Code extends string = string> {
  readonly code: Code
  /** English, for scripts. */
  readonly message: string
  /** In the person's language. */
  readonly say: (words: ServerWords) => string
}

export function refusal<Code extends string>(
  code: Code,
  why: (refusals: ServerWords['refusals'], words: ServerWords) => string,
): Refusal<Code> {
  const say = (words: ServerWords) => why(words.refusals, words)
  return { code, message: say(english), say }
}

/** Text that a person gave and a person will read: in one line, so that it cannot pass for another line. */
export function isOneLine(text: string): boolean {
  return !isBlank(text) && !hasAny(text, CONTROL)
}
