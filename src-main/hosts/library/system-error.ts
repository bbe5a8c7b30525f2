// What the store throws, as the system would have said it: a product knows none of the store's own errors.
import { constants } from 'node:os'
import { StoreTrouble } from '#main/adapters/file-store/failures.ts'
import { NotOurs } from '#main/adapters/file-store/place.ts'

export function systemError(error: unknown): unknown {
  // A link is not followed, so it is no folder.
  if (error instanceof NotOurs) return said('ENOTDIR', error.path)
  return error instanceof StoreTrouble ? said(error.code, error.path) : error
}

function said(code: string, path: string | null): NodeJS.ErrnoException {
  const errno = new Map<string, number>(Object.entries(constants.errno)).get(code)
  const message = path === null ? code : `${code}: ${path}`
  return Object.assign(new Error(message), {
    code,
    ...(path !== null && { path }),
    ...(errno !== undefined && { errno: -errno }),
  })
}
