// Why a license is not among those that were read: it is here and cannot be read, or it is not here.
import { failure, type Failure } from '#shared/contract/errors.ts'
import type { StoreContents } from '../ports/license-store.ts'

/** `id`: also the name of its folder, which is all that is known of one that cannot be read. */
export function notRead(
  id: string,
  { problems }: Pick<StoreContents, 'problems'>,
): Failure<'license_not_here' | 'license_not_readable' | 'store_unreachable'> {
  for (const { where, reason } of problems) {
    if (where === 'licenses') return failure('store_unreachable', { path: where, reason })
    if (where === `licenses/${id}` || where.startsWith(`licenses/${id}/`))
      return failure('license_not_readable', { id, path: where, reason })
  }
  return failure('license_not_here', { id })
}
