// Reads and checks what a client sent: JSON of any content type, as Keygen's server does
// (docs/protocol.md#requests-and-answers).
import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'
import { badRequest, type ApiError } from '../json-api/errors.ts'
import type { AppContext, AppEnv } from './context.ts'
import { isDeeperThan } from './json-depth.ts'
import { withWholeNonce } from './whole-nonce.ts'

export const MAX_BODY_BYTES = 65_536
/** Of arrays and objects within one another: Keygen's documents have six, metadata of a few more. */
const MAX_DEPTH = 32

/** Of those that say how long they are nothing is read before somebody asks: Node holds them to it. */
export function onlyShortBodies(refuseTooLarge: (c: AppContext) => Response): MiddlewareHandler<AppEnv> {
  const limit = bodyLimit({ maxSize: MAX_BODY_BYTES, onError: refuseTooLarge })
  return (c, next) => {
    const isToldShort =
      Number(c.req.header('content-length') ?? Number.NaN) <= MAX_BODY_BYTES &&
      c.req.header('transfer-encoding') === undefined
    return isToldShort ? next() : limit(c, next)
  }
}

/** An empty body reads as `{}`. Refuses, as a bad request, what is not JSON or not of the schema: the first fault by its pointer. */
export async function readBody<T>(c: AppContext, schema: z.ZodType<T>): Promise<Result<T, ApiError>> {
  const text = decoded(await c.req.arrayBuffer())
  if (text === null) return err(ENCODING_INVALID)
  const json = parseJson(text)
  if (!json.ok) return json
  const parsed = schema.safeParse(json.value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue?.path
  const pointer = `/${(path ?? []).map(String).join('/')}`
  return err(badRequest(issue?.message ?? 'The request is not understood', { pointer }))
}

const UTF_8 = new TextDecoder('utf-8', { fatal: true })
const ENCODING_INVALID: ApiError = {
  ...badRequest('The request body is no UTF-8, or has a null byte or half a letter in a text'),
  code: 'ENCODING_INVALID',
}

/** Null: it is in another encoding. Letters that cannot be told apart would make one machine of two. */
function decoded(bytes: ArrayBuffer): string | null {
  try {
    return UTF_8.decode(bytes)
  } catch {
    return null
  }
}

function parseJson(text: string): Result<unknown, ApiError> {
  if (text.trim() === '') return ok({})
  if (isDeeperThan(text, MAX_DEPTH))
    return err(badRequest(`The request body is nested deeper than ${MAX_DEPTH} levels`))
  try {
    const value: unknown = JSON.parse(text)
    if (text.includes(String.raw`\u`) && hasOddText(text)) return err(ENCODING_INVALID)
    return ok(/\d{16}/.test(text) ? withWholeNonce(text, value) : value)
  } catch {
    return err({ ...badRequest('The request body is not valid JSON'), code: 'JSON_INVALID' })
  }
}

/** A null byte, or half of a letter: what an escape can say and UTF-8 or the database cannot. */
const isOdd = (text: string): boolean => text.includes('\0') || !text.isWellFormed()

/** A value or a name of the JSON. */
function hasOddText(json: string): boolean {
  let found = false
  JSON.parse(json, (name, value: unknown) => {
    found ||= isOdd(name) || (typeof value === 'string' && isOdd(value))
    return value
  })
  return found
}
