// The term of a license that begins when it is first used in some way, as its policy says.
import { iso } from '#shared/instant.ts'
import type { License } from '../store/licenses.ts'
import type { PolicyRules } from '../store/policy-rules.ts'
import type { Store } from '../store/store.ts'

/** What the license is once `first` has happened. To be called within a transaction. */
export async function beginTerm(
  store: Store,
  license: License,
  first: PolicyRules['expirationBasis'],
  now: number,
): Promise<License> {
  if (!beginsWith(license, first)) return license
  const expiry = now + (license.rules.duration ?? 0) * 1000
  await store.licenses.update(license.id, { ...license, expiry }, now)
  const details = { expires: iso(expiry) }
  await store.events.record({
    time: now,
    what: 'license.term-begun',
    licenseId: license.id,
    actor: 'license',
    details,
  })
  return { ...license, expiry, updated: now }
}

export const beginsWith = (
  { expiry, rules: { duration, expirationBasis } }: License,
  first: PolicyRules['expirationBasis'],
): boolean => expiry === null && duration !== null && expirationBasis === first
