// From Keygen's JSON:API document inside a machine file to our domain (docs/formats/machine-file.md#content).
import { FIRST_INSTANT, LAST_INSTANT, readInstant, type Instant } from '../instant.ts'
import { err, ok, type Result } from '../result.ts'
import {
  anything,
  either,
  flag,
  integer,
  list,
  nullish,
  object,
  oneOf,
  optional,
  readAs,
  readJsonAs,
  record,
  text,
  whole,
  type Shaped,
} from '../shape.ts'
import { isOnOff, type License, type LicensedProduct, type OverLimitRule } from './license.ts'

const date = nullish(text())
const linkage = optional(object({ data: nullish(object({ id: text() })) }))
const shortText = text({ max: 20_000 })
const id = text({ min: 1, max: 200 })

const productLine = object({
  code: id,
  name: text({ min: 1, max: 20_000 }),
  type: optional(text({ max: 200 })),
  limit: nullish(integer({ min: 0 })),
  expiry: date,
})
const productLines = list(productLine, 10_000)

const licenseResource = object({
  id,
  attributes: object({
    key: text({ min: 1 }),
    name: nullish(shortText),
    expiry: date,
    suspended: optional(flag),
    status: nullish(text()),
    maxMachines: nullish(integer({ min: 0 })),
    metadata: nullish(
      object({
        owner: optional(shortText),
        /** A list of lines, or that list as JSON: some of Keygen's forms take only text. */
        products: anything,
        graceDays: optional(integer({ min: 0, max: 3650 })),
        overLimit: optional(either(oneOf('allow', 'refuse'), integer({ min: 0, max: 3650 }))),
        maintenanceUntil: date,
        features: optional(list(shortText, 1000)),
        notes: nullish(shortText),
      }),
    ),
  }),
  relationships: optional(
    object({ account: linkage, product: linkage, policy: linkage, owner: linkage, user: linkage }),
  ),
})

const machineResource = object({
  type: oneOf('machines', 'machine'),
  id,
  attributes: object({ fingerprint: text(), name: nullish(shortText) }),
})

const otherResource = whole(object({ type: text(), id: text(), attributes: optional(record) }))

const included = optional(list(otherResource, 10_000))

const meta = object({ issued: text(), expiry: date })
const machineFileShape = object({ data: machineResource, included, meta })
const licenseFileShape = object({ data: otherResource, included, meta })

type LicenseResource = Shaped<typeof licenseResource>
type OtherResource = Shaped<typeof otherResource>

export interface MachineFileDocument {
  readonly machine: Shaped<typeof machineResource>
  readonly included: readonly OtherResource[]
  readonly issued: Instant
  readonly expiry: Instant | null
}

/** Null where the content is not a machine file's. */
export function readMachineFileDocument(content: unknown): MachineFileDocument | null {
  const read = readAs(content, machineFileShape)
  if (read === null) return null
  const { data: machine, included = [], meta } = read
  return datedDocument({ machine, included }, meta)
}

function datedDocument<T extends object>(
  document: T,
  { issued, expiry }: Shaped<typeof meta>,
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
  const read = readAs(content, licenseFileShape)
  if (read === null) return null
  const { data, included = [], meta } = read
  return datedDocument({ included: [data, ...included] }, meta)
}

/** The license among the included resources: `absent` where the file was made without it. */
export function includedLicense({
  included,
}: Pick<MachineFileDocument, 'included'>): Result<License, 'absent' | 'malformed'> {
  const found = included.find((resource) => resource.type === 'licenses' || resource.type === 'license')
  if (!found) return err('absent')
  const resource = readAs(found, licenseResource)
  if (resource === null) return err('malformed')
  const lines = readProductLines(resource.attributes.metadata?.products)
  if (lines === 'malformed') return err('malformed')
  try {
    return ok(toLicense(resource, lines, included))
  } catch (error) {
    if (error instanceof NotADate) return err('malformed')
    throw error
  }
}

type ProductLines = Shaped<typeof productLines>

function readProductLines(value: unknown): ProductLines | null | 'malformed' {
  if (value === undefined || value === null) return null
  const lines = typeof value === 'string' ? readJsonAs(value, productLines) : readAs(value, productLines)
  return lines ?? 'malformed'
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
  const policy = wordsOf(policyFacts?.['name'])
  const application = relationships?.product?.data?.id ?? null
  const signedExpiry = instantOrNull(attributes.expiry)
  const strategy = policyFacts?.['expirationStrategy']
  const expiry = keepsAccess(strategy) ? null : signedExpiry
  const entitlements = included
    .filter((other) => other.type === 'entitlements')
    .map((other) => wordsOf(other.attributes?.['code']))
  return {
    id,
    code: attributes.key,
    owner: fullName(owner) ?? facts?.owner ?? attributes.name ?? '',
    name: attributes.name ?? null,
    policy,
    products: lines
      ? lines.map((line) => productOf(line, expiry))
      : [wholeProduct(attributes, wordsOf(named(application ?? undefined)?.['name']), policy, expiry)],
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

function instantOf(text: string): Instant {
  const value = readInstant(text)
  // Days of grace are added to it, and the sum has to be a date too.
  if (value === null || value < FIRST_INSTANT || value > LAST_INSTANT) throw new NotADate()
  return value
}

const instantOrNull = (text: string | null | undefined): Instant | null =>
  text === null || text === undefined ? null : instantOf(text)

function overLimitRule(value: 'allow' | 'refuse' | number | undefined): OverLimitRule {
  return typeof value === 'number' ? { days: value } : (value ?? 'allow')
}

function fullName(owner: Record<string, unknown> | undefined): string | null {
  const name = wordsOf(owner?.['fullName']) ?? wordsOf(owner?.['name'])
  if (name) return name
  const parts = [wordsOf(owner?.['firstName']), wordsOf(owner?.['lastName'])].filter((part) => part !== null)
  return parts.length > 0 ? parts.join(' ') : null
}

function wordsOf(value: unknown): string | null {
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
