// Sells a license: a License Code and the terms that go with it.
import { randomBytes, randomUUID } from 'node:crypto'
import { canBeForeign } from '#shared/formats/foreign-code.ts'
import { formatLicenseCode, readLicenseCode } from '#shared/formats/license-code.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { License, LicenseFields } from '../store/licenses.ts'
import type { Policy } from '../store/policies.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { findPolicy } from './find-policy.ts'
import { applyTerms, type LicenseTerms, type TermsRefusal } from './license-terms.ts'
import { refusal, type Refusal } from './refusal.ts'

const DEFAULT_GRACE_DAYS = 7
const DEFAULT_CHECK_OUT_DAYS = 31

export type NewLicenseTerms = LicenseTerms & {
  readonly owner: string
  readonly products: readonly string[]
  /** A code that another system issued, kept as it is; one of our own form is kept in its one spelling. */
  readonly code?: string | undefined
}

export type CreateRefusal = TermsRefusal | Refusal<'code_invalid' | 'code_taken'>

/** As its policy says, else: one machine, no expiry, the first application; and seven days of grace and no refusal over limits. */
export function createLicense(
  vendor: Vendor,
  terms: NewLicenseTerms,
): Promise<Result<License, CreateRefusal>> {
  const now = vendor.clock()
  return vendor.store.transaction(async () => {
    const draft = await draftLicense(vendor, terms, now)
    if (!draft.ok) return draft
    const { fields, lastCheckIn } = draft.value
    if (await vendor.store.licenses.byKey(fields.key)) return err(codeTaken())
    const id = randomUUID()
    await vendor.store.licenses.insert(id, fields, now)
    await vendor.store.events.record({ time: now, what: 'license.created', licenseId: id, actor: 'desk' })
    if (lastCheckIn !== null) await vendor.store.licenses.markCheckedIn(id, lastCheckIn)
    const license = await vendor.store.licenses.byId(id)
    if (!license) throw new Error(`license ${id} was not kept`)
    return ok(license)
  })
}

/** A license that nothing speaks against but, perhaps, another one that has its code. */
export interface LicenseDraft {
  readonly fields: LicenseFields
  readonly lastCheckIn: number | null
}

export async function draftLicense(
  vendor: Vendor,
  terms: NewLicenseTerms,
  now: number,
): Promise<Result<LicenseDraft, TermsRefusal | Refusal<'code_invalid'>>> {
  const code = terms.code === undefined ? newCode() : bringCode(terms.code)
  if (!code.ok) return code
  const policy =
    terms.policy === undefined ? ok(await firstPolicy(vendor)) : await findPolicy(vendor.store, terms.policy)
  if (!policy.ok) return policy
  const fields = await applyTerms(vendor, blankLicense(policy.value, code.value, now), terms)
  if (!fields.ok) return fields
  // The first interval begins with the sale.
  return ok({ fields: fields.value, lastCheckIn: policy.value.rules.requireCheckIn ? now : null })
}

export const codeTaken = () => refusal('code_taken', (words) => words.codeTaken)

const newCode = () => ok(formatLicenseCode(randomBytes(16)))

function bringCode(text: string): Result<string, Refusal<'code_invalid'>> {
  const reading = readLicenseCode(text)
  switch (reading.kind) {
    case 'ours':
      return ok(reading.code)
    case 'other':
      // The app would not send any other.
      return canBeForeign(reading.code)
        ? ok(reading.code)
        : err(refusal('code_invalid', (words) => words.codeNotUsable))
    case 'several':
      return err(refusal('code_invalid', (words) => words.codeNotUsable))
    case 'mistyped':
      return err(refusal('code_invalid', (words) => words.codeLooksMistyped))
    case 'empty':
      return err(refusal('code_invalid', (words) => words.codeEmpty))
  }
}

async function firstPolicy({ store }: Vendor): Promise<Policy> {
  const [application] = await store.products.all()
  if (!application) throw new Error('the back office has no application')
  return store.policies.standard(application.id, false)
}

function blankLicense({ id, productId, rules }: Policy, key: string, now: number): LicenseFields {
  const { duration, expirationBasis, maxMachines } = rules
  return {
    key,
    name: null,
    productId,
    policyId: id,
    overrides: {},
    expiry: duration !== null && expirationBasis === 'FROM_CREATION' ? now + duration * 1000 : null,
    maxMachines: maxMachines ?? 1,
    checkOutDays: DEFAULT_CHECK_OUT_DAYS,
    suspended: false,
    banned: false,
    metadata: {
      owner: '',
      products: [],
      graceDays: DEFAULT_GRACE_DAYS,
      overLimit: 'allow',
      maintenanceUntil: null,
      features: [],
      notes: null,
    },
  }
}
