// From Keygen's JSON:API document inside a machine file to our domain (docs/formats/machine-file.md#content).
import { z } from 'zod'
import type { Instant } from '../instant.ts'
import { err, ok, type Result } from '../result.ts'
import { isOnOff, type License, type LicensedProduct, type OverLimitRule } from './license.ts'

// Shapes alone: a schema that also transforms costs more than the signature leaves room for (npm run bench).
const date = z.string().nullish()
const linkage = z
  .object({ data: z.object({ id: z.string() }).nullish() })
  .partial()
  .optional()
const shortText = z.string().max(20_000)

const productLines = z
  .array(
    z.object({
      code: z.string().min(1).max(200),
      name: shortText.min(1),
      type: z.string().max(200).optional(),
      limit: z.number().int().nonnegative().nullish(),
      expiry: date,
    }),
  )
  .max(10_000)

const licenseResource = z.object({
  id: z.string().min(1).max(200),
  attributes: z.object({
    key: z.string().min(1),
    name: shortText.nullish(),
    expiry: date,
    suspended: z.boolean().optional(),
    status: z.string().nullish(),
    maxMachines: z.number().int().nonnegative().nullish(),
    metadata: z
      .object({
        owner: shortText.optional(),
        /** A list of lines, or that list as JSON: some of Keygen's forms take only text. */
        products: z.unknown().optional(),
        graceDays: z.number().int().min(0).max(3650).optional(),
        overLimit: z
          .union([z.literal('allow'), z.literal('refuse'), z.number().int().min(0).max(3650)])
          .optional(),
        maintenanceUntil: date,
        features: z.array(shortText).max(1000).optional(),
        notes: shortText.nullish(),
      })
      .nullish(),
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
  attributes: z.looseObject({}).optional(),
})

const included = z.array(otherResource).max(10_000).optional()
const meta = z.object({ issued: z.string(), expiry: date })
const machineFileShape = z.object({ data: machineResource, included, meta })
const licenseFileShape = z.object({ data: otherResource, included, meta })

type LicenseResource = z.infer<typeof licenseResource>
type OtherResource = z.infer<typeof otherResource>

export interface MachineFileDocument {
  readonly machine: z.infer<typeof machineResource>
  readonly included: readonly OtherResource[]
  readonly issued: Instant
  readonly expiry: Instant | null
}

/** Null where the content is not a machine file's. */
export function readMachineFileDocument(content: unknown): MachineFileDocument | null {
  const shape = machineFileShape.safeParse(content)
  if (!shape.success) return null
  const { data: machine, included = [], meta } = shape.data
  return datedDocument({ machine, included }, meta)
}

function datedDocument<T extends object>(
  document: T,
  { issued, expiry }: z.infer<typeof meta>,
): (T & Pick<MachineFileDocument, 'issued' | 'expiry'>) | null {
  try {
    return { ...document, issued: instantOf(issued), expiry: instantOrNull(expiry) }
  } catch (error) {
    if (error instanceof NotADate) return null
    throw error
  }
}

export type LicenseFileDocument = Pick<MachineFileDocument, 'included' | 'issued' | 'expiry'>

/** The license of a license file is its data. Null where the content is not a license file's. */
export function readLicenseFileDocument(content: unknown): LicenseFileDocument | null {
  const shape = licenseFileShape.safeParse(content)
  if (!shape.success) return null
  const { data, included = [], meta } = shape.data
  return datedDocument({ included: [data, ...included] }, meta)
}

/** The license among the included resources: `absent` where the file was made without it. */
export function includedLicense({
  included,
}: Pick<MachineFileDocument, 'included'>): Result<License, 'absent' | 'malformed'> {
  const found = included.find((resource) => resource.type === 'licenses' || resource.type === 'license')
  if (!found) return err('absent')
  const resource = licenseResource.safeParse(found)
  if (!resource.success) return err('malformed')
  const lines = readProductLines(resource.data.attributes.metadata?.products)
  if (lines === 'malformed') return err('malformed')
  try {
    return ok(toLicense(resource.data, lines, included))
  } catch (error) {
    if (error instanceof NotADate) return err('malformed')
    throw error
  }
}

type ProductLines = z.infer<typeof productLines>

function readProductLines(value: unknown): ProductLines | null | 'malformed' {
  if (value === undefined || value === null) return null
  const lines = productLines.safeParse(typeof value === 'string' ? parseJson(value) : value)
  return lines.success ? lines.data : 'malformed'
}

/** `included` gives the names of owner, product and policy, and the entitlements' codes. */
function toLicense(
  { id, attributes, relationships }: LicenseResource,
  lines: ProductLines | null,
  included: readonly OtherResource[],
): License {
  const facts = attributes.metadata ?? null
  const named = (other: string | undefined) => included.find((resource) => resource.id === other)?.attributes
  const owner = named(relationships?.owner?.data?.id ?? relationships?.user?.data?.id)
  const policyFacts = named(relationships?.policy?.data?.id)
  const policy = text(policyFacts?.['name'])
  const application = relationships?.product?.data?.id ?? null
  const signedExpiry = instantOrNull(attributes.expiry)
  const strategy = policyFacts?.['expirationStrategy']
  const expiry = keepsAccess(strategy) ? null : signedExpiry
  const entitlements = included
    .filter((other) => other.type === 'entitlements')
    .map((other) => text(other.attributes?.['code']))
  return {
    id,
    code: attributes.key,
    owner: fullName(owner) ?? facts?.owner ?? attributes.name ?? '',
    name: attributes.name ?? null,
    policy,
    products: lines
      ? lines.map((line) => productOf(line, expiry))
      : [wholeProduct(attributes, text(named(application ?? undefined)?.['name']), policy, expiry)],
    expiry,
    suspended: attributes.suspended ?? attributes.status === 'SUSPENDED',
    graceDays: facts?.graceDays ?? 0,
    overLimit: overLimitRule(facts?.overLimit),
    maintenanceUntil:
      instantOrNull(facts?.maintenanceUntil) ?? (strategy === 'MAINTAIN_ACCESS' ? signedExpiry : null),
    // A vendor may grant a feature both ways.
    features: [...new Set([...(facts?.features ?? []), ...entitlements.filter((code) => code !== null)])],
    notes: facts?.notes ?? null,
    account: relationships?.account?.data?.id ?? null,
    application,
  }
}

/** Keygen's policies under which an expired license is still valid: with the releases up to then, or with all. */
const keepsAccess = (strategy: unknown): boolean =>
  strategy === 'MAINTAIN_ACCESS' || strategy === 'ALLOW_ACCESS'

function productOf(line: ProductLines[number], licenseExpiry: Instant | null): LicensedProduct {
  const { code, name, type = 'Count' } = line
  const limit = isOnOff(type) ? null : (line.limit ?? null)
  return { code, name, type, limit, expiry: instantOrNull(line.expiry) ?? licenseExpiry }
}

/** A license without product lines is one row: the application, its policy, its machines (docs/protocol.md#the-table-from-a-license). */
function wholeProduct(
  attributes: LicenseResource['attributes'],
  productName: string | null,
  policy: string | null,
  expiry: Instant | null,
): LicensedProduct {
  const name = productName ?? attributes.name ?? 'License'
  const limit = attributes.maxMachines ?? null
  return { code: slug(name), name, type: policy ?? 'Machines', limit, expiry }
}

class NotADate extends Error {}

/** The years with four digits. */
const FIRST_MOMENT = Date.parse('0000-01-01T00:00:00.000Z')
const LAST_MOMENT = Date.parse('9999-12-31T23:59:59.999Z')

function instantOf(text: string): Instant {
  const value = Date.parse(text)
  // Days of grace are added to it, and the sum has to be a date too.
  if (Number.isNaN(value) || value < FIRST_MOMENT || value > LAST_MOMENT) throw new NotADate()
  return value
}

const instantOrNull = (text: string | null | undefined): Instant | null =>
  text === null || text === undefined ? null : instantOf(text)

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
