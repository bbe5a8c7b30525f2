// Answers in JSON:API: documents and refusals (docs/protocol.md#requests-and-answers).
import { errorDocument, type ApiError } from '../json-api/errors.ts'
import type { AppContext } from './context.ts'

export const CONTENT_TYPE = 'application/vnd.api+json; charset=utf-8'

export function answer(c: AppContext, document: object, status: 200 | 201 = 200): Response {
  return c.body(JSON.stringify(document), status, { 'Content-Type': CONTENT_TYPE })
}

export function refuse(c: AppContext, error: ApiError): Response {
  if (error.status === 401) c.header('WWW-Authenticate', 'License realm="activation"')
  const body = JSON.stringify(errorDocument(error, c.get('requestId')))
  return c.body(body, error.status, { 'Content-Type': CONTENT_TYPE })
}
