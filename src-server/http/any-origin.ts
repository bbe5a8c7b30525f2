// Any page may ask, as with Keygen: nothing here goes by a cookie, and a License Code has to be shown each time.
import { cors } from 'hono/cors'
import type { MiddlewareHandler } from 'hono'
import { DAY_SECONDS } from '#shared/instant.ts'

const EXPOSED = [
  'Date',
  'Digest',
  'Keygen-Account',
  'Keygen-Bearer',
  'Keygen-Date',
  'Keygen-Digest',
  'Keygen-Signature',
  'Keygen-Version',
  'Location',
  'Retry-After',
  'X-RateLimit-Count',
  'X-RateLimit-Limit',
  'X-RateLimit-Remaining',
  'X-RateLimit-Reset',
  'X-RateLimit-Window',
  'X-Request-Id',
]

const preflight = cors({
  origin: '*',
  allowMethods: ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'],
  maxAge: DAY_SECONDS,
  exposeHeaders: EXPOSED,
})

/** Answers what a browser asks beforehand. */
export const answerPreflight: MiddlewareHandler = (c, next) =>
  c.req.method === 'OPTIONS' ? preflight(c, next) : next()

/** Of every answer; spelled as `Headers` does, so that those of the one before are the same. */
export const ANY_ORIGIN = {
  'access-control-allow-origin': '*',
  'access-control-expose-headers': EXPOSED.join(','),
} as const
