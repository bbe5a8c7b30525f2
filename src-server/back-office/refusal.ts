// Why the back office refused: a stable code for scripts and one sentence for the representative.
import { CONTROL } from '#shared/formats/text/char-set.ts'
import { hasAny, isBlank } from '#shared/formats/text/whole-text.ts'

export interface Refusal<Code extends string = string> {
  readonly code: Code
  readonly message: string
}

export const refusal = <Code extends string>(code: Code, message: string): Refusal<Code> => ({
  code,
  message,
})

/** Text that a person gave and a person will read: in one line, so that it cannot pass for another line. */
export function isOneLine(text: string): boolean {
  return !isBlank(text) && !hasAny(text, CONTROL)
}
