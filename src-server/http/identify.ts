// Names each request, who asked, and the account and API version that answer it (docs/protocol.md#versions).
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { API_VERSION, isAtMost, readVersion } from '../json-api/api-version.ts'
import { about, type ApiError } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refuse } from './answer.ts'
import type { AppEnv } from './context.ts'

export function identify(vendor: Vendor): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const version = readVersion(c.req.header('keygen-version')) ?? API_VERSION
    c.set('requestId', randomUUID())
    c.set('version', version)
    await next()
    const former = isAtMost(version, '1.3') ? '-Id' : ''
    c.header('Keygen-Version', version)
    c.header(`Keygen-Account${former}`, vendor.account.id)
    const bearer = c.get('bearer')
    if (bearer !== undefined) c.header(`Keygen-Bearer${former}`, bearer)
    c.header('Cache-Control', 'no-transform, no-store, max-age=0')
    c.header('X-Request-Id', c.get('requestId'))
  }
}

const INVALID_API_VERSION: ApiError = {
  status: 400,
  code: 'INVALID_API_VERSION',
  detail: 'Keygen has no such API version',
  source: { header: 'Keygen-Version' },
  links: about('versioning/'),
}

/** Behind `identify`, so that the refusal is named as well. */
export const onlyKnownVersions: MiddlewareHandler<AppEnv> = async (c, next) =>
  readVersion(c.req.header('keygen-version')) ? next() : refuse(c, INVALID_API_VERSION)
