// The refusals of the API: status, code and words of each, and the JSON:API object that carries them
// (docs/protocol.md#requests-and-answers).

export type ErrorSource =
  { readonly pointer: string } | { readonly parameter: string } | { readonly header: string }

export interface ApiError {
  readonly status: 400 | 401 | 403 | 404 | 408 | 413 | 422 | 429 | 431 | 500 | 503
  /** Absent where Keygen has none: a malformed request. */
  readonly code?: string
  readonly detail: string
  readonly source?: ErrorSource
  readonly links?: { readonly about: string }
}

/** Keygen's documentation of what is refused. */
export const about = (page: string) => ({ about: `https://keygen.sh/docs/api/${page}` })

const TITLES: Record<ApiError['status'], string> = {
  400: 'Bad request',
  401: 'Unauthorized',
  403: 'Access denied',
  404: 'Not found',
  408: 'Request timeout',
  413: 'Payload too large',
  422: 'Unprocessable resource',
  429: 'Too many requests',
  431: 'Request header fields too large',
  500: 'Internal server error',
  503: 'Service unavailable',
}

/** Where nothing is wrong with the resource, and what was asked of it cannot be done. */
const UNPROCESSABLE_ENTITY = 'Unprocessable entity'

/** `others`: of the same status. */
export function errorDocument(error: ApiError, requestId: string, others: readonly ApiError[] = []) {
  return { meta: { id: requestId }, errors: [error, ...others].map(shownError) }
}

function shownError({ status, ...shown }: ApiError) {
  const title = status === 422 && !shown.source ? UNPROCESSABLE_ENTITY : TITLES[status]
  return { title, ...shown }
}

export const badRequest = (detail: string, source?: ErrorSource): ApiError => ({
  status: 400,
  detail,
  ...(source && { source }),
})

export const notFound = (what: string): ApiError => ({
  status: 404,
  code: 'NOT_FOUND',
  detail: `The requested ${what} was not found`,
})

/** What no License Code may do. Keygen gives no code for it. */
export const NOT_PERMITTED: ApiError = { status: 403, detail: 'A license key does not permit this' }

const FORBIDDEN = {
  LICENSE_BANNED: 'License is banned',
  LICENSE_SUSPENDED: 'License is suspended',
  LICENSE_EXPIRED: 'License is expired',
  LICENSE_NOT_ALLOWED: 'License key authentication is not allowed by policy',
} as const

const WITH_LICENSE_KEYS = about('authentication/#license-authentication')

export const forbidden = (code: keyof typeof FORBIDDEN): ApiError => ({
  status: 403,
  code,
  detail: FORBIDDEN[code],
  ...(code === 'LICENSE_NOT_ALLOWED' && { links: WITH_LICENSE_KEYS }),
})

const WITH_TOKENS = about('authentication/#token-authentication')

const UNAUTHORIZED = {
  TOKEN_MISSING: {
    detail: 'The request needs authentication: send a license key',
    links: about('authentication/'),
  },
  TOKEN_INVALID: {
    detail: 'The token is not valid: this server takes license keys only',
    links: WITH_TOKENS,
  },
  TOKEN_FORMAT_INVALID: { detail: 'This is the id of something, and no token', links: WITH_TOKENS },
  LICENSE_INVALID: {
    detail: 'The license key is not valid',
    links: WITH_LICENSE_KEYS,
  },
} as const

export type UnauthorizedCode = keyof typeof UNAUTHORIZED

export const unauthorized = (code: UnauthorizedCode): ApiError => ({
  status: 401,
  code,
  ...UNAUTHORIZED[code],
})

/** Whose page of Keygen's documentation an error leads to. */
export type Resource = 'licenses' | 'machines' | 'processes' | 'components'

/** What is wrong with one attribute or relationship of a resource, or with itself (`/data`). */
export function unprocessable(resource: Resource, code: string, detail: string, pointer: string): ApiError {
  const [, kind = '', name = ''] = /^\/data\/(attributes|relationships)\/(\w+)/.exec(pointer) ?? []
  const part = kind === '' ? '' : `-${kind === 'attributes' ? 'attrs' : kind}-${name}`
  const links = about(`${resource}/#${resource}-object${part}`)
  return { status: 422, code, detail, source: { pointer }, links }
}
