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
}

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

export function errorDocument(error: ApiError, requestId: string) {
  const { status, ...shown } = error
  return { meta: { id: requestId }, errors: [{ title: TITLES[status], ...shown }] }
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

const FORBIDDEN = {
  LICENSE_BANNED: 'The license is banned',
  LICENSE_SUSPENDED: 'The license is suspended',
  LICENSE_EXPIRED: 'The license is expired',
} as const

export const forbidden = (code: keyof typeof FORBIDDEN): ApiError => ({
  status: 403,
  code,
  detail: FORBIDDEN[code],
})

const UNAUTHORIZED = {
  TOKEN_MISSING: 'The request needs authentication: send a license key',
  TOKEN_INVALID: 'The token is not valid: this server takes license keys only',
  LICENSE_INVALID: 'The license key is not valid',
} as const

export const unauthorized = (code: keyof typeof UNAUTHORIZED): ApiError => ({
  status: 401,
  code,
  detail: UNAUTHORIZED[code],
})
