// Names each request, who asked, and the account and API version that answer it (docs/protocol.md#versions).
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { API_VERSION, readVersion } from '../json-api/api-version.ts'
import { about, type ApiError } from '../json-api/errors.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import type { BelievedProxies } from './believed-proxies.ts'
import type { Check } from './checks.ts'
import type { AppEnv } from './context.ts'

export const identify =
  (vendor: Vendor, behindProxy: BelievedProxies): MiddlewareHandler<AppEnv> =>
  (c, next) => {
    c.set('vendor', vendor)
    c.set('behindProxy', behindProxy)
    c.set('requestId', randomUUID())
    c.set('version', readVersion(c.req.header('keygen-version')) ?? API_VERSION)
    return next()
  }

const INVALID_API_VERSION: ApiError = {
  status: 400,
  code: 'INVALID_API_VERSION',
  detail: 'Keygen has no such API version',
  source: { header: 'Keygen-Version' },
  links: about('versioning/'),
}

/** Behind `identify`, so that the refusal is named as well. */
export const onlyKnownVersions: Check = (c) =>
  readVersion(c.req.header('keygen-version')) ? null : INVALID_API_VERSION
