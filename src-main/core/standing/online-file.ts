// How long a machine file may hold that comes from the activation server (docs/protocol.md#check-out).
import { DAY_SECONDS } from '#shared/instant.ts'
import type { MachineGrant } from '#shared/license/license.ts'

/** Asked for at every check-out: how long a license goes on without a further refresh. */
export const FILE_SECONDS = 14 * DAY_SECONDS
/** Servers count by the calendar: what they make of so many seconds may be a little more. */
const LEEWAY_SECONDS = 48 * 3600

/** Signed, so it cannot be edited: a longer file, or one without an end, came from the vendor's back office. */
export const isAsShortAsAsked = ({
  issued,
  fileExpiry,
}: Pick<MachineGrant, 'issued' | 'fileExpiry'>): boolean =>
  fileExpiry !== null && fileExpiry - issued <= (FILE_SECONDS + LEEWAY_SECONDS) * 1000
