// The same rows for every table: N entries of N / 7 licenses, a fixed mixture of owners, products and dates.
import { DAY } from '#shared/instant.ts'

export interface BenchRow {
  readonly owner: string
  readonly product: string
  readonly type: string
  readonly limit: number | null
  readonly usage: number | null
  readonly expires: string | null
  readonly lastCheck: string
  readonly status: 'active' | 'expiring' | 'over_limit'
}

export const PRODUCTS = [
  ['Virtualization', 'Socket'],
  ['Server / VM', 'Server'],
  ['Network Devices', 'Count'],
  ['Storage', 'Count'],
  ['Log Analytics', 'GB'],
  ['Change Tracking', 'Status'],
  ['Inventory', 'Status'],
] as const

const OWNERS = [
  'Contoso',
  'Fabrikam',
  'Northwind',
  'Adventure Works',
  'Tailspin',
  'Wingtip',
  'Litware',
  'Proseware',
]
const LEGAL_FORMS = ['B.V.', 'GmbH', 'Ltd.', 'Inc.', 'A.Ş.']
const STATUSES = ['active', 'active', 'active', 'expiring', 'over_limit'] as const
const START = Date.parse('2027-01-01T00:00:00Z')

/** Of all three: what each draws at once, and what its pages hold. */
export const PAGE_SIZE = 100

/** What is typed into the search field: some ten rows of every hundred have it. */
export const SEARCHED = 'tails'

/** What stands in every row in view after sorting by product, in small letters. */
export const FIRST_PRODUCT = 'change tracking'

function benchRow(index: number): BenchRow {
  const license = Math.floor(index / PRODUCTS.length)
  const [product, type] = PRODUCTS[index % PRODUCTS.length] ?? PRODUCTS[0]
  // A multiplier without a common factor: mixed, and the same at every run.
  const mixed = (license * 7919) % 100_003
  const owner = `${OWNERS[mixed % OWNERS.length]} ${LEGAL_FORMS[mixed % LEGAL_FORMS.length]} ${mixed}`
  const onOff = type === 'Status'
  return {
    owner,
    product,
    type,
    limit: onOff ? null : (mixed % 900) + 10,
    usage: onOff ? null : mixed % 700,
    expires: mixed % 11 === 0 ? null : new Date(START + (mixed % 2000) * DAY).toISOString(),
    lastCheck: new Date(START + (mixed % 300) * DAY).toISOString(),
    status: STATUSES[mixed % STATUSES.length] ?? 'active',
  }
}

export const benchRows = (count: number): BenchRow[] =>
  Array.from({ length: count }, (_, index) => benchRow(index))
