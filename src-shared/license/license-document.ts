// From Keygen's JSON:API document inside a machine file to our domain (PROTOCOL §1 and §3).
import { z } from 'zod'
import { err, ok, type Result } from '../result.ts'
import { isOnOff, type Instant, type License, type LicensedProduct, type OverLimitRule } from './license.ts'

const instant = z.string().transform((text, context): Instant => {
  const value = Date.parse(text)
  if (Number.isFinite(value)) return value
  context.addIssue('not a date')
  return z.NEVER
})
const optionalInstant = instant.nullish().transform((value) => value ?? null)
const linkage = z
  .object({ data: z.object({ id: z.string() }).nullish() })
  .partial()
  .optional()
const shortText = z.string().max(20_000)

const productLine = z.object({
  code: z.string().min(1).max(200),
  name: shortText.min(1),
  type: z.string().max(200).default('Count'),
  limit: z.number().int().nonnegative().nullish(),
  expiry: optionalInstant,
})
const productLines = z.preprocess(
  (value) => (typeof value === 'string' ? parseJson(value) : value),
  z.array(productLine).max(10_000),
)

const metadata = z.looseObject({
  owner: shortText.optional(),
  products: productLines.optional(),
  graceDays: z.number().int().min(0).max(3650).optional(),
  overLimit: z.union([z.enum(['allow', 'refuse']), z.number().int().min(0).max(3650)]).optional(),
  maintenanceUntil: optionalInstant,
  features: z.array(shortText).max(1000).optional(),
  notes: shortText.nullish(),
})

const licenseResource = z.object({
  type: z.enum(['licenses', 'license']),
  id: z.string().min(1).max(200),
  attributes: z.object({
    key: z.string().min(1),
    name: shortText.nullish(),
    expiry: optionalInstant,
    suspended: z.boolean().optional(),
    status: z.string().nullish(),
    maxMachines: z.number().int().nonnegative().nullish(),
    metadata: metadata.nullish(),
  }),
  relationships: z
    .object({ account: linkage, product: linkage, policy: linkage, owner: linkage, user: linkage })
    .partial()
    .optional(),
})

const machineResource = z.object({
  type: z.enum(['machines', 'machine']),
  id: z.string().min(1).max(200),
  attributes: z.object({ fingerprint: z.string(), name: shortText.nullish() }),
})

const otherResource = z.looseObject({
  type: z.string(),
  id: z.string(),
  attributes: z.record(z.string(), z.unknown()).optional(),
})

export const machineFileDocument = z.object({
  data: machineResource,
  included: z.array(otherResource).max(10_000).optional(),
  meta: z.object({ issued: instant, expiry: optionalInstant }),
})
export type MachineFileDocument = z.infer<typeof machineFileDocument>
type LicenseResource = z.infer<typeof licenseResource>
type OtherResource = z.infer<typeof otherResource>

/** The license among the included resources: `absent` where the file was made without it. */
export function includedLicense(document: MachineFileDocument): Result<License, 'absent' | 'malformed'> {
  const included = document.included ?? []
  const found = included.find((resource) => resource.type === 'licenses' || resource.type === 'license')
  if (!found) return err('absent')
  const resource = licenseResource.safeParse(found)
  return resource.success ? ok(toLicense(resource.data, included)) : err('malformed')
}

/** `included` gives the names of owner, product and policy, and the entitlements' codes. */
function toLicense(resource: LicenseResource, included: readonly OtherResource[]): License {
  const { attributes, relationships } = resource
  const facts = attributes.metadata ?? null
  const named = (id: string | undefined) => included.find((other) => other.id === id)?.attributes
  const owner = named(relationships?.owner?.data?.id ?? relationships?.user?.data?.id)
  const policyName = text(named(relationships?.policy?.data?.id)?.['name'])
  const application = relationships?.product?.data?.id ?? null
  const entitlements = included
    .filter((other) => other.type === 'entitlements')
    .map((other) => text(other.attributes?.['code']))
  return {
    id: resource.id,
    code: attributes.key,
    owner: fullName(owner) ?? facts?.owner ?? attributes.name ?? '',
    name: attributes.name ?? null,
    policy: policyName,
    products: productsOf(resource, text(named(application ?? undefined)?.['name']), policyName),
    expiry: attributes.expiry,
    suspended: attributes.suspended ?? attributes.status === 'SUSPENDED',
    graceDays: facts?.graceDays ?? 0,
    overLimit: overLimitRule(facts?.overLimit),
    maintenanceUntil: facts?.maintenanceUntil ?? null,
    features: [...(facts?.features ?? []), ...entitlements.filter((code) => code !== null)],
    notes: facts?.notes ?? null,
    account: relationships?.account?.data?.id ?? null,
    application,
  }
}

function productsOf(
  { attributes }: LicenseResource,
  productName: string | null,
  policyName: string | null,
): LicensedProduct[] {
  const lines = attributes.metadata?.products
  if (lines)
    return lines.map((line) => ({
      code: line.code,
      name: line.name,
      type: line.type,
      limit: isOnOff(line.type) ? null : (line.limit ?? null),
      expiry: line.expiry ?? attributes.expiry,
    }))
  const name = productName ?? attributes.name ?? 'License'
  const type = policyName ?? 'Machines'
  return [{ code: slug(name), name, type, limit: attributes.maxMachines ?? null, expiry: attributes.expiry }]
}

function overLimitRule(value: 'allow' | 'refuse' | number | undefined): OverLimitRule {
  return typeof value === 'number' ? { days: value } : (value ?? 'allow')
}

function fullName(owner: Record<string, unknown> | undefined): string | null {
  const name = text(owner?.['fullName']) ?? text(owner?.['name'])
  if (name) return name
  const parts = [text(owner?.['firstName']), text(owner?.['lastName'])].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : null
}

function text(value: unknown): string | null {
  return typeof value === 'string' && value !== '' ? value : null
}

function slug(name: string): string {
  return (
    name
      .toLowerCase()
      .replaceAll(/[^a-z0-9]+/g, '-')
      .replaceAll(/^-|-$/g, '') || 'license'
  )
}

function parseJson(value: string): unknown {
  try {
    return JSON.parse(value)
  } catch {
    return undefined
  }
}
