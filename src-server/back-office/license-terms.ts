// The terms of a license as a representative states them, and what is refused of them.
import { isoOrNull } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { shortPattern } from '#shared/formats/text/short-pattern.ts'
import type { LicenseFields, LicenseMetadata } from '../store/licenses.ts'
import type { Policy } from '../store/policies.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { findPolicy, type FindPolicyRefusal } from './find-policy.ts'
import { readCoveredProducts, type ProductRefusal } from './covered-products.ts'
import { readOverrides, type RuleRefusal } from './policy-rules-asked.ts'
import { isOneLine, refusal, type Refusal } from './refusal.ts'
import { MOST_DAYS } from './term-texts.ts'

const FEATURE = shortPattern(/^[\w.:-]{1,100}$/)

/** What can be said of a license; what is left out keeps its value. Times in milliseconds since 1970. */
export interface LicenseTerms {
  readonly owner?: string | undefined
  /** `CODE` or `CODE:LIMIT`; replaces the whole list. */
  readonly products?: readonly string[] | undefined
  /** Null: unlimited. */
  readonly expiry?: number | null | undefined
  readonly machines?: number | undefined
  /** Days for which a file holds at the most that the License Code checks out. */
  readonly checkOutDays?: number | undefined
  readonly graceDays?: number | undefined
  readonly overLimit?: LicenseMetadata['overLimit'] | undefined
  readonly maintenanceUntil?: number | null | undefined
  readonly features?: readonly string[] | undefined
  /** Empty: none. */
  readonly notes?: string | undefined
  /** The code of the licensed application. */
  readonly application?: string | undefined
  /** The id or the name of a policy. */
  readonly policy?: string | undefined
  /** `maxCores=16`: what the license has otherwise than its policy. */
  readonly rules?: readonly string[] | undefined
}

const MOST_MACHINES = 1_000_000

export type TermsRefusal =
  | ProductRefusal
  | FindPolicyRefusal
  | RuleRefusal
  | UnknownApplication
  | Refusal<'owner_invalid' | 'machines_invalid' | 'days_invalid' | 'feature_invalid' | 'policy_does_not_fit'>

export type UnknownApplication = Refusal<'unknown_application'>

/** The fields with these terms applied. */
export async function applyTerms(
  vendor: Vendor,
  fields: LicenseFields,
  terms: LicenseTerms,
): Promise<Result<LicenseFields, TermsRefusal>> {
  const metadata = applyToMetadata(vendor, fields.metadata, terms)
  if (!metadata.ok) return metadata
  const product =
    terms.application === undefined ? null : await vendor.store.products.byCode(terms.application)
  if (terms.application !== undefined && !product)
    return err(await unknownApplication(vendor, terms.application))
  const { machines = fields.maxMachines, expiry = fields.expiry, checkOutDays = fields.checkOutDays } = terms
  if (!Number.isSafeInteger(machines) || machines < 1 || machines > MOST_MACHINES)
    return err(refusal('machines_invalid', (words) => words.machinesInvalid(MOST_MACHINES)))
  if (!isDays(checkOutDays) || checkOutDays < 1)
    return err(refusal('days_invalid', (words) => words.checkOutDaysInvalid))
  const policy = await choosePolicy(vendor, fields, { ...terms, machines }, product?.id)
  if (!policy.ok) return policy
  const overrides = readOverrides(terms.rules ?? [], fields.overrides)
  if (!overrides.ok) return overrides
  const name = metadata.value.owner
  return ok({
    ...fields,
    name,
    productId: policy.value.productId,
    policyId: policy.value.id,
    overrides: overrides.value,
    maxMachines: machines,
    expiry,
    checkOutDays,
    metadata: metadata.value,
  })
}

/** The one that is named, or its own. A standard one follows the application and the number of machines. */
async function choosePolicy(
  { store }: Vendor,
  fields: LicenseFields,
  { policy: name, machines }: { readonly policy?: string | undefined; readonly machines: number },
  application: string | undefined,
): Promise<Result<Policy, TermsRefusal>> {
  const named =
    name === undefined ? ok(await store.policies.byId(fields.policyId)) : await findPolicy(store, name)
  if (!named.ok) return named
  const policy = named.value
  if (!policy) throw new Error(`there is no policy ${fields.policyId}`)
  const productId = application ?? policy.productId
  if (policy.standard) return ok(await store.policies.standard(productId, machines > 1))
  if (policy.productId !== productId)
    return err(refusal('policy_does_not_fit', (words) => words.policyOfOther(policy.name)))
  return policy.rules.floating || machines === 1
    ? ok(policy)
    : err(refusal('policy_does_not_fit', (words) => words.policyForOne(policy.name)))
}

function applyToMetadata(
  vendor: Vendor,
  metadata: LicenseMetadata,
  terms: LicenseTerms,
): Result<LicenseMetadata, TermsRefusal> {
  const { catalogue } = vendor.account.vendor
  const products = terms.products ? readCoveredProducts(catalogue, terms.products) : ok(metadata.products)
  if (!products.ok) return products
  const { owner = metadata.owner, graceDays = metadata.graceDays, overLimit = metadata.overLimit } = terms
  const { features = metadata.features, maintenanceUntil, notes } = terms
  if (!isOneLine(owner) || owner.length > 200)
    return err(refusal('owner_invalid', (words) => words.ownerInvalid))
  if ([graceDays, overLimit].some((days) => typeof days === 'number' && !isDays(days)))
    return err(refusal('days_invalid', (words) => words.daysInvalid))
  const odd = features.find((feature) => !FEATURE.matches(feature))
  if (odd !== undefined) return err(refusal('feature_invalid', (words) => words.featureInvalid(odd)))
  return ok({
    owner: owner.trim(),
    products: products.value,
    graceDays,
    overLimit,
    maintenanceUntil:
      maintenanceUntil === undefined ? metadata.maintenanceUntil : isoOrNull(maintenanceUntil),
    features: [...new Set(features)],
    notes: notes === undefined ? metadata.notes : notes.trim() || null,
  })
}

const isDays = (days: number): boolean => Number.isInteger(days) && days >= 0 && days <= MOST_DAYS

export async function unknownApplication(vendor: Vendor, code: string): Promise<UnknownApplication> {
  const known = (await vendor.store.products.all()).map((product) => product.code).join(', ')
  return refusal('unknown_application', (words) => words.unknownApplication(code, known))
}
