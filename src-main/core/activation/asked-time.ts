// Refuses a machine file that holds longer than the app asked for (docs/protocol.md#check-out).
import { failure, type Failure } from '#shared/contract/errors.ts'
import { DAY_SECONDS, iso, isoOrNull } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { FILE_SECONDS, isAsShortAsAsked } from '../standing/online-file.ts'

/**
 * SECURITY: the question is not signed, so that a proxy can ask for a longer file in the app's name; the server's
 * signature would hold (docs/SECURITY.md#server). Null: the file is as asked. Not for files that are stored already.
 */
export function longerThanAsked({
  issued,
  fileExpiry,
}: Pick<MachineGrant, 'issued' | 'fileExpiry'>): Failure<'file_longer_than_asked'> | null {
  if (isAsShortAsAsked({ issued, fileExpiry })) return null
  return failure('file_longer_than_asked', {
    issued: iso(issued),
    expiry: isoOrNull(fileExpiry),
    days: FILE_SECONDS / DAY_SECONDS,
  })
}
