// Until when an online license that is well runs where no check reaches the activation server.
import type { LicenseRow } from './rows.ts'

type Facts = Pick<LicenseRow, 'status' | 'until' | 'untilOf' | 'released' | 'now'> & {
  readonly license: Pick<LicenseRow['license'], 'mode' | 'localKeyValidUntil'>
}

/** At least until then: days of grace may follow. null: a nearer end is said, or nothing is checked. */
export function checksUntil({ status, until, untilOf, released, now, license }: Facts): string | null {
  const { mode, localKeyValidUntil: day } = license
  if (mode !== 'online' || released || untilOf === 'check') return null
  if (status !== 'active' && status !== 'expiring') return null
  if (day === null || Date.parse(day) <= now || (until !== null && until <= day)) return null
  return day
}
