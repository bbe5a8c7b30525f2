// Names each request, who asked, and the account and API version that answer it (docs/protocol.md#versions).
import { randomUUID } from 'node:crypto'
import type { MiddlewareHandler } from 'hono'
import { API_VERSION, readVersion } from '../json-api/api-version.ts'
import { about, type ApiError } from '../json-api/errors.ts'
import { refuse } from './answer.ts'
import type { AppEnv } from './context.ts'

export const identify: MiddlewareHandler<AppEnv> = (c, next) => {
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
export const onlyKnownVersions: MiddlewareHandler<AppEnv> = async (c, next) =>
  readVersion(c.req.header('keygen-version')) ? next() : refuse(c, INVALID_API_VERSION)
