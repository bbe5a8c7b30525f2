// Licenses, codes and keys for the page's tests.
import { formatLicenseCode } from '#shared/formats/license-code.ts'
import { writeArmor } from '#shared/formats/armor.ts'
import { checkValues } from '#shared/formats/check-letters.ts'
import { inGroupsOfFive, valuesToLetters } from '#shared/formats/crockford.ts'
import type { LicenseView, ProductView } from '#shared/contract/views.ts'
import { DAY } from '#shared/instant.ts'

export const licenseCode = formatLicenseCode(Uint8Array.from({ length: 16 }, (_, index) => index * 13 + 7))
/** One letter off. */
export const mistypedCode = `${licenseCode.slice(0, -1)}${licenseCode.endsWith('0') ? '1' : '0'}`
export const uniqueKey = uniqueKeyOf(3)
export const otherUniqueKey = uniqueKeyOf(5)
export const localKey = writeArmor('machine', 'eyJlbmMiOiJ0ZXN0In0'.repeat(9))

/** Letters with true check letters; which machine they stand for does not matter here. */
function uniqueKeyOf(step: number): string {
  const data = Array.from({ length: 28 }, (_, index) => (index * step) % 32)
  return `VIRTUALMETRIC-${inGroupsOfFive(valuesToLetters([...data, ...checkValues(data)]))}`
}

const { locale, timeZone } = Intl.DateTimeFormat().resolvedOptions()
/** What a page asks of a file for people: its language, and how this browser writes dates. */
export const asRead = { language: 'en', locale, timeZone }

export function product(name: string, over: Partial<ProductView> = {}): ProductView {
  return {
    code: name.toLowerCase().replaceAll(/\W+/g, '-'),
    name,
    type: 'Socket',
    limit: 16,
    // One license alone for its product, unless a test says otherwise.
    totalLimit: over.limit === undefined ? 16 : over.limit,
    usage: 9,
    expires: '2028-02-28T23:59:59.999Z',
    status: 'active',
    mayRun: true,
    end: null,
    until: null,
    untilOf: null,
    ...over,
  }
}

export function license(
  owner: string,
  products: ProductView[],
  over: Partial<LicenseView> = {},
): LicenseView {
  return {
    id: `id-${owner}`,
    owner,
    mode: 'online',
    status: 'active',
    mayRun: true,
    end: null,
    until: null,
    untilOf: null,
    expires: '2028-02-28T23:59:59.999Z',
    lastCheck: '2026-11-13T03:38:00.000Z',
    codeMasked: '•••••-7KQ2M',
    activatedOn: '2026-03-02T09:12:00.000Z',
    localKeyValidUntil: null,
    maintenanceUntil: null,
    machine: 'srv-01',
    features: [],
    issuedBy: null,
    policy: null,
    notes: null,
    problem: null,
    products,
    ...over,
  }
}

/** A license with one product that ends so many days after the time of the fake host. */
export function ending(days: number): LicenseView {
  const until = new Date(Date.parse('2027-03-01T12:00:00.000Z') + days * DAY).toISOString()
  const over = { status: 'expiring', until, end: { at: until, of: 'license' } } as const
  return license('Contoso', [product('Storage', over)], over)
}

export const contoso = license(
  'Contoso B.V.',
  [
    product('Virtualization'),
    product('Server / VM', { type: 'Server', limit: 50, usage: 43 }),
    product('Network Devices', { type: 'Count', limit: 100, usage: 112, status: 'over_limit' }),
    product('Storage', { type: 'Count', limit: null, usage: 6 }),
    product('Log Analytics', { type: 'GB', limit: 500, usage: 500, status: 'expiring' }),
    product('Change Tracking', { type: 'Status', limit: null, usage: null }),
    product('Inventory', { type: 'Status', limit: null, usage: null, expires: null }),
  ],
  { status: 'over_limit' },
)
