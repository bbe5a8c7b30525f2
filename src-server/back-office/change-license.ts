// Changes a license that was sold: its terms, or whether it may be used at all.
import { isoOrNull } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { License, LicenseFields } from '../store/licenses.ts'
import { OVERRIDABLE } from '../store/policy-rules.ts'
import type { Store } from '../store/store.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { applyTerms, type LicenseTerms, type TermsRefusal } from './license-terms.ts'
import { refusal, type Refusal } from './refusal.ts'

export interface Change {
  readonly field: string
  readonly before: unknown
  readonly after: unknown
}

export interface Changed {
  readonly license: License
  /** Empty where it already was like this. */
  readonly changes: readonly Change[]
}

/** Offline keys that were issued before keep their terms: a machine in a closed network needs a new answer. */
export function updateLicense(
  vendor: Vendor,
  id: string,
  terms: LicenseTerms,
): Promise<Result<Changed, TermsRefusal>> {
  return change(vendor, id, 'license.updated', async (license) => {
    const fields = await applyTerms(vendor, license, terms)
    return fields.ok ? ok(await transferred(vendor, license, fields.value, terms)) : fields
  })
}

/** Comes to another policy: its end is counted anew from now where that policy says so, and no other end was named. */
async function transferred(
  { store, clock }: Vendor,
  { policyId }: License,
  fields: LicenseFields,
  terms: LicenseTerms,
): Promise<LicenseFields> {
  if (terms.policy === undefined || terms.expiry !== undefined || fields.policyId === policyId) return fields
  const rules = (await store.policies.byId(fields.policyId))?.rules
  if (rules?.transferStrategy !== 'RESET_EXPIRY') return fields
  return { ...fields, expiry: rules.duration === null ? null : clock() + rules.duration * 1000 }
}

export type RenewRefusal = Refusal<'expiry_in_the_past' | 'expiry_earlier'> | TermsRefusal

/** `expiry` in milliseconds since 1970, null: from now on unlimited. Refuses an expiry that has passed or that is earlier. */
export async function renewLicense(
  vendor: Vendor,
  id: string,
  expiry: number | null,
): Promise<Result<Changed, RenewRefusal>> {
  if (expiry !== null && expiry <= vendor.clock())
    return err(refusal('expiry_in_the_past', (words) => words.expiryInThePast))
  return change(vendor, id, 'license.renewed', (license) =>
    expiry !== null && (license.expiry === null || expiry < license.expiry)
      ? err(refusal('expiry_earlier', (words) => words.expiryEarlier))
      : ok({ ...license, expiry }),
  )
}

/** Sets what clients counted. */
export function setUses(vendor: Vendor, id: string, uses: number): Promise<Result<Changed, never>> {
  const { store } = vendor
  return store.transaction(async () => {
    const before = await store.licenses.byId(id)
    if (!before) throw new Error(`license ${id} is gone`)
    if (before.uses === uses) return ok({ license: before, changes: [] })
    const now = vendor.clock()
    const changes = [{ field: 'uses', before: before.uses, after: uses }]
    await store.licenses.setUses(id, uses, now)
    await store.events.record({
      time: now,
      what: 'license.uses-set',
      licenseId: id,
      actor: 'desk',
      details: { changes },
    })
    return ok({ license: { ...before, uses, updated: now }, changes })
  })
}

/** Until it is reinstated no client may use it. Keygen's code for it: SUSPENDED. */
export function suspendLicense(vendor: Vendor, id: string): Promise<Result<Changed, never>> {
  return change(vendor, id, 'license.suspended', (license) => ok({ ...license, suspended: true }))
}

export function reinstateLicense(
  vendor: Vendor,
  id: string,
): Promise<Result<Changed, Refusal<'license_revoked'>>> {
  return change(vendor, id, 'license.reinstated', (license) =>
    license.banned
      ? err(refusal('license_revoked', (words) => words.staysRevoked))
      : ok({ ...license, suspended: false }),
  )
}

/** For good. Keygen's code for it: BANNED. */
export function revokeLicense(vendor: Vendor, id: string): Promise<Result<Changed, never>> {
  return change(vendor, id, 'license.revoked', (license) => ok({ ...license, banned: true }))
}

function change<E>(
  vendor: Vendor,
  id: string,
  what: string,
  apply: (license: License) => Result<LicenseFields, E> | Promise<Result<LicenseFields, E>>,
): Promise<Result<Changed, E>> {
  const { store } = vendor
  return store.transaction(async () => {
    const before = await store.licenses.byId(id)
    if (!before) throw new Error(`license ${id} is gone`)
    const fields = await apply(before)
    if (!fields.ok) return fields
    const changes = await differences(store, before, fields.value)
    if (changes.length === 0) return ok({ license: before, changes })
    const now = vendor.clock()
    await store.licenses.update(id, fields.value, now)
    await store.events.record({ time: now, what, licenseId: id, actor: 'desk', details: { changes } })
    return ok({ license: (await store.licenses.byId(id)) ?? before, changes })
  })
}

async function differences(store: Store, before: LicenseFields, after: LicenseFields): Promise<Change[]> {
  const [old, now] = [await flatten(store, before), await flatten(store, after)]
  return Object.keys(now)
    .filter((field) => JSON.stringify(old[field]) !== JSON.stringify(now[field]))
    .map((field) => ({ field, before: old[field], after: now[field] }))
}

/** A policy that follows from machines and application is no news beside these. */
async function flatten(store: Store, fields: LicenseFields): Promise<Record<string, unknown>> {
  const { productId, policyId, overrides, expiry, maxMachines, checkOutDays } = fields
  const { suspended, banned, metadata } = fields
  const expires = isoOrNull(expiry)
  return {
    application: productId,
    policy: (await store.policies.byId(policyId))?.standard ? null : policyId,
    ...Object.fromEntries(OVERRIDABLE.map((name) => [name, overrides[name] ?? null])),
    expires,
    machines: maxMachines,
    checkOutDays,
    suspended,
    revoked: banned,
    ...metadata,
  }
}
