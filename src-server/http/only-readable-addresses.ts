// Refuses an address whose escapes make no UTF-8, or a null byte, as Keygen's server does before anything else
// (docs/protocol.md#requests-and-answers).
import { badRequest, type ApiError } from '../json-api/errors.ts'
import type { Check } from './checks.ts'

const ENCODING_INVALID: ApiError = {
  ...badRequest('The address has a null byte, or what is no UTF-8'),
  code: 'ENCODING_INVALID',
}
const PARAMETERS_INVALID: ApiError = {
  ...badRequest('The parameters of the address cannot be decoded'),
  code: 'PARAMETERS_INVALID',
}

export const onlyReadableAddresses: Check = (c) => {
  if (!c.req.url.includes('%')) return null // nothing in it is escaped, and what would have to be is by now
  const { pathname, search } = new URL(c.req.url)
  return pathFault(pathname) ?? parametersFault(search)
}

/** A percent sign that escapes nothing is itself in a path, and a fault in a parameter. */
const LONE_PERCENT = /%(?![\da-f]{2})/gi

function pathFault(path: string): ApiError | null {
  const text = decoded(path.replaceAll(LONE_PERCENT, '%25'))
  return text === null || text.includes('\0') ? ENCODING_INVALID : null
}

function parametersFault(search: string): ApiError | null {
  const text = decoded(search)
  if (text === null) return PARAMETERS_INVALID
  return text.includes('\0') ? ENCODING_INVALID : null
}

function decoded(escaped: string): string | null {
  try {
    return decodeURIComponent(escaped)
  } catch {
    return null
  }
}
