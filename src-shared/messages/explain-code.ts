// The words for a failure of which only the code is known, as in the report of a check or in the activity log.
import type { ErrorCode } from '../contract/errors.ts'
import type { Explanation, Messages, Speaker } from './messages.ts'

/** What a code leaves open stays out of its words; a code of another version is its own word. */
export function explainCode(
  code: string,
  messages: Messages,
  speaker: Speaker,
  server: string,
): Pick<Explanation, 'what' | 'todo'> {
  if (!Object.hasOwn(messages.errors, code)) return { what: code, todo: '' }
  const words = messages.errors[code as ErrorCode] as (params: unknown, speaker: Speaker) => Explanation
  const known: Readonly<Record<string, string>> = { server, vendor: speaker.vendor }
  return words(new Proxy(known, { get: (target, name) => target[String(name)] ?? '' }), speaker)
}
