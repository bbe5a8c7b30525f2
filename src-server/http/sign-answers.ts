// Signs every answer, refusals and failures included, so that a client can tell this server from a false one
// (docs/protocol.md#signed-answers).
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './context.ts'
import { isSigned, signedResponse } from './signed-response.ts'

/** Has to be the outermost: what is added to an answer after it is not covered. */
export const signAnswers: MiddlewareHandler<AppEnv> = async (c, next) => {
  await next()
  if (isSigned(c.res)) return
  const { status, headers } = c.res
  const body = new Uint8Array(await c.res.arrayBuffer())
  const response = signedResponse(c, body.length > 0 ? body : null, status, Object.fromEntries(headers))
  c.res = undefined // or the former's headers go before those of the signature
  c.res = response
}
