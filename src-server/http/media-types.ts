// The content types of Keygen's API: which JSON a client takes, and whether what it sent names a type at all
// (docs/protocol.md#requests-and-answers).

const JSON_API = 'application/vnd.api+json'
const JSON_TYPES = new Map([
  [JSON_API, JSON_API],
  ['application/vnd.keygen+json', JSON_API],
  ['application/json', 'application/json'],
])
/** A bare file is taken as well; what is said in JSON is JSON:API then. */
const OTHERS = ['*/*', '*', 'application/*', 'application/octet-stream']

/** Null: none that this server speaks. Without a header it is JSON:API. */
export function acceptedJson(accept: string | undefined): string | null {
  if (!accept?.trim()) return JSON_API
  const types = accept.split(',').map((one) => (one.split(';', 1)[0] ?? '').trim().toLowerCase())
  const named = types.flatMap((type) => JSON_TYPES.get(type) ?? [])
  return named[0] ?? (types.some((type) => OTHERS.includes(type)) ? JSON_API : null)
}

const TYPE = /^[\w!#$&^.+-]+\/[\w!#$&^.+*-]+$/

/** Whether a Content-Type names a type at all. */
export const isMediaType = (text: string): boolean => TYPE.test((text.split(/[,;]/, 1)[0] ?? '').trim())
