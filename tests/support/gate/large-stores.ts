// Stores of many records, names, braces and licenses, of which a reader that looks at each beside each other one takes for ever.
import type { Entries } from './gate-case.ts'
import { at, ID, kept, NOW, STORE, type GateVendor } from './gate-vendor.ts'
import { used, withFile } from './vectors.ts'

export interface LargeStore {
  readonly name: string
  /** How many in the large one; in the small one a sixteenth of them. */
  readonly most: number
  readonly store: (count: number, vendor: GateVendor) => Entries
}

export const TIMES = 16

const listOf = <T>(count: number, of: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, index) => of(index))
const json = (value: unknown) => ({ text: JSON.stringify(value) })
const limited = (vendor: GateVendor) => withFile(vendor, { metadata: { overLimit: 3 } })

export const LARGE_STORES: readonly LargeStore[] = [
  {
    name: 'records of as many products',
    most: 200_000,
    store: (count, vendor) => ({
      ...limited(vendor),
      'usage.json': json({ usage: [used(1), ...listOf(count, (index) => record(`p${index}`))] }),
    }),
  },
  {
    name: 'records of one product, the first with as many days',
    most: 160_000,
    store: (count, vendor) => ({
      ...limited(vendor),
      'usage.json': json({
        usage: [
          used(17, { overLimitDays: listOf(count / TIMES, (day) => -day) }),
          ...listOf(count, () => record('alpha')),
        ],
      }),
    }),
  },
  {
    name: 'braces that open, and then as many that close',
    most: 120_000,
    store: (count, vendor) => ({
      ...limited(vendor),
      'usage.json': { text: `${'{x'.repeat(count)}${'}'.repeat(count)}` },
      'returned.json': { text: `${'{'.repeat(count)}${'}'.repeat(count)}${'{}'.repeat(count)}` },
    }),
  },
  {
    name: 'keys and seats that were given back, beside thirty licenses',
    most: 160_000,
    store: (count, vendor) => ({
      ...licenses(30, vendor),
      'returned.json': json({
        returned: listOf(count / 2, (index) => ({
          licenseId: `r${index}`,
          issued: NOW,
          returned: NOW,
          returnCode: 'R',
        })),
        givenBack: listOf(count / 2, (index) => ({ licenseId: `s${index}`, issued: NOW, givenBack: NOW })),
      }),
    }),
  },
  {
    name: 'names in the folder of licenses that are none',
    most: 48_000,
    store: (count, vendor) => ({
      ...withFile(vendor),
      ...Object.fromEntries(listOf(count, (index) => [`licenses/n${index}`, { text: '' }])),
    }),
  },
  {
    name: 'names in the staging folder',
    most: 48_000,
    store: (count, vendor) => ({
      ...withFile(vendor),
      ...Object.fromEntries(listOf(count, (index) => [`staging/n${index}.1`, { text: '' }])),
    }),
  },
  {
    name: 'licenses that hold, each with features of its own',
    most: 1600,
    store: (count, vendor) => licenses(count, vendor),
  },
]

const record = (product: string) => ({ product, usage: 1, reportedAt: NOW })

function licenses(count: number, vendor: GateVendor): Entries {
  const each = listOf(count, (index) => {
    const id = index === 0 ? ID : `license-${index}`
    const features = listOf(20, (number) => `${index}-${number}`)
    return kept({ id, key: vendor.file({ id, issued: at(-10), metadata: { features } }), code: vendor.code })
  })
  return Object.assign({}, STORE, ...each) as Entries
}
