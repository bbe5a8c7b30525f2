// Why the back office refused: a stable code for scripts and one sentence for the representative.
import { CONTROL } from '#shared/formats/text/char-set.ts'
import { hasAny, isBlank } from '#shared/formats/text/whole-text.ts'
import { refusals as english } from '#shared/messages/en/server-refusals.ts'
import type { ServerWords } from '#shared/messages/messages.ts'

export interface Refusal<Code extends string = string> {
  readonly code: Code
  /** English. */
  readonly message: string
  /** In the person's language, where it has words of its own. */
  readonly say?: Say
}

type Say = (words: ServerWords['refusals']) => string

export const refusal = <Code extends string>(code: Code, why: Say | string): Refusal<Code> =>
  typeof why === 'string' ? { code, message: why } : { code, message: why(english), say: why }

/** Text that a person gave and a person will read: in one line, so that it cannot pass for another line. */
export function isOneLine(text: string): boolean {
  return !isBlank(text) && !hasAny(text, CONTROL)
}
