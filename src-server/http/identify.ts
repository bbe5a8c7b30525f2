// Names each request, and the account and API version that answer it (docs/protocol.md#requests-and-answers).
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import type { AppEnv } from './context.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** The version of Keygen's API whose shapes are spoken here. */
const API_VERSION = '1.7'

export function identify(vendor: Vendor): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    c.set('requestId', randomUUID())
    await next()
    const asked = c.req.header('keygen-version')?.replace(/^v/, '')
    c.header('Keygen-Version', asked && /^1\.\d{1,2}$/.test(asked) ? asked : API_VERSION)
    c.header('Keygen-Account', vendor.account.id)
    c.header('Cache-Control', 'no-transform, no-store, max-age=0')
    c.header('X-Request-Id', c.get('requestId'))
  }
}
