// Reads and checks what a client sent: JSON of any content type, as Keygen's server does
// (docs/protocol.md#requests-and-answers).
import { bodyLimit } from 'hono/body-limit'
import type { MiddlewareHandler } from 'hono'
import type { z } from 'zod'
import { err, ok, type Result } from '#shared/result.ts'
import { badRequest, type ApiError } from '../json-api/errors.ts'
import type { AppContext, AppEnv } from './context.ts'
import { isDeeperThan } from './json-depth.ts'

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
  const json = parseJson(await c.req.text())
  if (!json.ok) return json
  const parsed = schema.safeParse(json.value)
  if (parsed.success) return ok(parsed.data)
  const [issue] = parsed.error.issues
  const path = issue?.code === 'unrecognized_keys' ? [...issue.path, ...issue.keys.slice(0, 1)] : issue?.path
  const pointer = `/${(path ?? []).map(String).join('/')}`
  return err(badRequest(issue?.message ?? 'The request is not understood', { pointer }))
}

function parseJson(text: string): Result<unknown, ApiError> {
  if (text.trim() === '') return ok({})
  if (isDeeperThan(text, MAX_DEPTH))
    return err(badRequest(`The request body is nested deeper than ${MAX_DEPTH} levels`))
  try {
    return ok(JSON.parse(text))
  } catch {
    return err({ ...badRequest('The request body is not valid JSON'), code: 'JSON_INVALID' })
  }
}
