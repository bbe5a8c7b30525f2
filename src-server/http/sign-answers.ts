// Signs every answer, refusals and failures included, so that a client can tell this server from a false one
// (docs/protocol.md#signed-answers).
import type { MiddlewareHandler } from 'hono'
import { signAnswer } from '../vendor/sign-answer.ts'
import { socketOf, type AppContext, type AppEnv } from './context.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** Has to be the outermost: what is added to an answer after it is not covered. */
export function signAnswers(vendor: Vendor): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    await next()
    const { privateKey } = vendor.keys.lastActive()
    // A client checks the bytes that it got: none, for HEAD.
    const body = c.req.method === 'HEAD' ? new Uint8Array() : new Uint8Array(await c.res.arrayBuffer())
    const request = {
      method: c.req.method,
      target: requestTarget(c),
      host: c.req.header('host') ?? hostOf(c),
    }
    const signed = signAnswer({ ...request, body }, vendor.clock(), vendor.account.id, privateKey)
    const { status, headers } = c.res
    c.res = new Response(body.length > 0 ? body : null, { status, headers })
    for (const [name, value] of Object.entries(signed)) c.res.headers.set(name, value)
  }
}

/** Before anything is changed: an answer that cannot be signed is none. What it throws is refused, and signed. */
export function lookUpKey(vendor: Vendor): MiddlewareHandler<AppEnv> {
  return (_, next) => {
    vendor.keys.active()
    return next()
  }
}

/** As it came over the wire: `c.req.url` has been normalized, and would no longer be what the client asked for. */
function requestTarget(c: AppContext): string {
  const raw = socketOf(c)?.url
  if (raw !== undefined) return raw
  const url = new URL(c.req.url)
  return url.pathname + url.search
}

const hostOf = (c: AppContext): string => new URL(c.req.url).host
