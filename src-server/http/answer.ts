// Answers in JSON:API: documents and refusals (docs/protocol.md#requests-and-answers).
import { inVersion } from '../json-api/api-version.ts'
import { errorDocument, type ApiError } from '../json-api/errors.ts'
import type { Resource } from '../json-api/resource.ts'
import type { AppContext } from './context.ts'
import { acceptedJson } from './media-types.ts'
import { signedResponse } from './signed-response.ts'

export const CONTENT_TYPE = 'application/vnd.api+json; charset=utf-8'

type Headers = Readonly<Record<string, string>>

export interface Document {
  readonly data: Resource | readonly Resource[] | null
  readonly meta?: object
  readonly links?: object
}

/** In the version and the type of JSON that the client asked for. */
export function answer(
  c: AppContext,
  document: Document,
  status: 200 | 201 = 200,
  headers: Headers = {},
): Response {
  return send(c, inVersion(c.get('version'), document), status, headers)
}

export function refuse(c: AppContext, error: ApiError, headers: Headers = {}): Response {
  c.set('code', error.code)
  const scheme = error.status === 401 && { 'WWW-Authenticate': `${schemeOf(c)} realm="keygen"` }
  return send(c, errorDocument(error, c.get('requestId')), error.status, { ...headers, ...scheme })
}

/** Each fault of what was sent. */
export function refuseAll(c: AppContext, [first, ...others]: Found): Response {
  c.set('code', first.code)
  return send(c, errorDocument(first, c.get('requestId'), others), first.status, {})
}

type Found = readonly [ApiError, ...ApiError[]]

export const isFound = (problems: readonly ApiError[]): problems is Found => problems.length > 0

/** Without a body: there is nothing to say. */
export const answerNothing = (c: AppContext, status: 200 | 204 = 204): Response =>
  signedResponse(c, null, status, status === 200 ? { 'Content-Length': '0' } : {}) // or it comes in chunks, of which there are none

function send(c: AppContext, body: object, status: number, headers: Headers): Response {
  const type = acceptedJson(c.req.header('accept'))
  const contentType = type === null ? CONTENT_TYPE : `${type}; charset=utf-8`
  return signedResponse(c, JSON.stringify(body), status, { 'Content-Type': contentType, ...headers })
}

/** The one that the client tried. */
function schemeOf(c: AppContext): string {
  const [scheme = ''] = (c.req.header('authorization') ?? '').trim().split(' ', 1)
  return /^[a-z]+$/i.test(scheme) ? scheme.charAt(0).toUpperCase() + scheme.slice(1).toLowerCase() : 'Bearer'
}
