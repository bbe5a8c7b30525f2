// How long a machine file may hold that comes from the activation server (docs/protocol.md#check-out).
import { failure, type Failure } from '#shared/contract/errors.ts'
import { DAY_SECONDS, iso, isoOrNull } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'

/** Asked for at every check-out: how long a license goes on without a further check. */
export const FILE_SECONDS = 14 * DAY_SECONDS
/** Servers count by the calendar: what they make of so many seconds may be a little more. */
const LEEWAY_SECONDS = 48 * 3600

/**
 * SECURITY: the question is not signed, so that a proxy can ask for a longer file in the app's name; the server's
 * signature would hold (docs/SECURITY.md#server). Null: the file is as asked. Not for files that are stored already.
 */
export function longerThanAsked({
  issued,
  fileExpiry,
}: Pick<MachineGrant, 'issued' | 'fileExpiry'>): Failure<'file_longer_than_asked'> | null {
  if (fileExpiry !== null && fileExpiry - issued <= (FILE_SECONDS + LEEWAY_SECONDS) * 1000) return null
  return failure('file_longer_than_asked', {
    issued: iso(issued),
    expiry: isoOrNull(fileExpiry),
    days: FILE_SECONDS / DAY_SECONDS,
  })
}
