// The words for a failure of which only the code is known, as in the report of a check or in the activity log.
import type { ErrorCode } from '../contract/errors.ts'
import { withMoments } from '../instant.ts'
import type { Explanation, Speaker } from './explanation.ts'
import type { Messages } from './messages.ts'

/** Stands where a parameter is missing: no word has it. */
const GAP = '\u0000'

/**
 * `known`: parameters that are known all the same. What a code leaves open stays out of its words; a cause that needs it is left out altogether (empty). A code of
 * another version is its own word.
 */
export function explainCode(
  code: string,
  messages: Pick<Messages, 'errors'>,
  speaker: Speaker,
  server: string,
  known: object = {},
  moment?: (iso: string) => string,
): Explanation {
  if (!Object.hasOwn(messages.errors, code)) return { what: code, cause: '', todo: '' }
  const words = messages.errors[code as ErrorCode] as (params: unknown, speaker: Speaker) => Explanation
  const all: Readonly<Record<string, unknown>> = { server, vendor: speaker.vendor, ...known }
  // Null is known, and says that there is none.
  const params = new Proxy(all, {
    get: (target, name) => (target[String(name)] === undefined ? GAP : target[String(name)]),
  })
  const { what, cause, todo } = words(params, speaker)
  return {
    what: withMoments(what.replaceAll(GAP, ''), moment),
    cause: cause.includes(GAP) ? '' : withMoments(cause, moment),
    todo: withMoments(todo.replaceAll(GAP, ''), moment),
  }
}
