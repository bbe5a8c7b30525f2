// Refuses what cannot be answered in JSON, and a Content-Type that is none (docs/protocol.md#requests-and-answers).
import type { ApiError } from '../json-api/errors.ts'
import type { Check } from './checks.ts'
import { acceptedJson, isMediaType } from './media-types.ts'

const MIME_TYPE_INVALID: ApiError = {
  status: 400,
  code: 'MIME_TYPE_INVALID',
  detail: 'Content-Type has to name a type, and Accept one that this server speaks',
}

/** JSON of any type is read, and of none. */
export const onlySpokenTypes: Check = (c) => {
  const sent = c.req.header('content-type') ?? ''
  const isSpoken = acceptedJson(c.req.header('accept')) !== null && (sent === '' || isMediaType(sent))
  return isSpoken ? null : MIME_TYPE_INVALID
}
