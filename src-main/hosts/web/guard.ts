// The web host's door: Host must name loopback, Origin must match Host, and calls carry a token.
import type { MiddlewareHandler } from 'hono'
import { CONTENT_SECURITY_POLICY } from '#main/adapters/page-files/content-security-policy.ts'
import { failure } from '#shared/contract/errors.ts'
import { err } from '#shared/result.ts'
import type { Sessions } from './sessions.ts'

const LOOPBACK = /^(localhost|127\.0\.0\.1|\[::1\])(:\d{1,5})?$/i

/**
 * SECURITY: a page of another site can reach this address (DNS rebinding, plain form posts), but not with these
 * headers. Any port is taken, since an SSH tunnel changes it. docs/SECURITY.md#web-host
 */
export const sameLoopbackOrigin: MiddlewareHandler = async (context, next) => {
  const host = context.req.header('host') ?? ''
  const origin = context.req.header('origin')
  const site = context.req.header('sec-fetch-site')
  const foreign = origin !== undefined && origin !== `http://${host}`
  const crossSite = site !== undefined && site !== 'same-origin' && site !== 'none'
  // A link to the page may be followed from anywhere; nothing else may come from another site.
  const navigation = context.req.method === 'GET' && context.req.header('sec-fetch-mode') === 'navigate'
  if (!LOOPBACK.test(host) || foreign || (crossSite && !navigation)) return context.text('Forbidden\n', 403)
  return next()
}

export const requireToken =
  (sessions: Sessions): MiddlewareHandler =>
  async (context, next) => {
    const token = /^Bearer (.+)$/.exec(context.req.header('authorization') ?? '')?.[1]
    if (token === undefined || !sessions.knows(token))
      return context.json(err(failure('not_authenticated', {})), 401)
    return next()
  }

export const securityHeaders: MiddlewareHandler = async (context, next) => {
  await next()
  context.header('content-security-policy', CONTENT_SECURITY_POLICY)
  context.header('x-content-type-options', 'nosniff')
  context.header('referrer-policy', 'no-referrer')
  context.header('cross-origin-opener-policy', 'same-origin')
  context.header('cross-origin-resource-policy', 'same-origin')
}
