// What a person is to be told of: ends at thirty, fourteen, seven and one day, what has stopped, and what could not be
// refreshed for three days (docs/product.md#notices). Each once, until it is over.
import { rowKey } from '#shared/contract/row-key.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'
import { DAY, type Instant } from '#shared/instant.ts'
import { noticeDue } from '#shared/license/near-ends.ts'
import { asReleased } from '#shared/messages/status-words.ts'
import type { Notice, NoticeOf } from '../ports/notifier.ts'

/** The last notice of each end, in days before it; of what has no days, 0. */
export type Told = Readonly<Record<string, number>>

export interface Due {
  readonly notices: readonly Notice[]
  /** With these, and without what is over: what happens again is told again. */
  readonly told: Told
}

const REFRESHED_WITHIN = 3 * DAY

interface Found {
  readonly key: string
  readonly value: number
  readonly of: NoticeOf
}

/** `refreshes`: this installation may ask the server, and has tried to before this is called. */
export function dueNotices(list: LicenseList, told: Told, now: Instant, refreshes: boolean): Due {
  const rows = rowsOf(list)
  const found = {
    stopped: rows.filter(({ mayRun, status }) => !mayRun && status !== 'unknown').map(stopped),
    ends: rows.flatMap((row) => ending(row, now)),
    not_refreshed: refreshes ? list.licenses.filter((one) => isStale(one, now)).map(notRefreshed) : [],
  }
  const notices = KINDS.flatMap((kind) => {
    const due = byLicense(found[kind].filter(({ key, value }) => value < (told[key] ?? Infinity)))
    return due.length === 0 ? [] : { kind, of: due }
  })
  const all = KINDS.flatMap((kind) => found[kind])
  return {
    notices,
    told: Object.fromEntries(all.map(({ key, value }) => [key, Math.min(value, told[key] ?? value)])),
  }
}

const KINDS = ['stopped', 'ends', 'not_refreshed'] as const satisfies readonly Notice['kind'][]

function rowsOf({ licenses, seatReleased }: LicenseList): NoticeOf[] {
  return licenses.flatMap((license) => {
    const released = seatReleased.includes(license.id)
    return (license.products.length === 0 ? [null] : license.products).map((product) =>
      rowOf(license, product, released),
    )
  })
}

function rowOf(license: LicenseView, product: ProductView | null, released: boolean): NoticeOf {
  const { status, mayRun, end, until, untilOf } = product ?? license
  const row = rowKey(license.id, product?.code ?? null)
  const products = product ? [product.name] : []
  return asReleased({ license, products, row, status, mayRun, end, until, untilOf, released }, released)
}

const stopped = (row: NoticeOf): Found => ({ key: `stopped ${row.row}`, value: 0, of: row })

function ending(row: NoticeOf, now: Instant): Found[] {
  const notice = noticeDue(row, now)
  return notice === null ? [] : [{ key: `${row.row} ${row.until}`, value: notice, of: row }]
}

/** An offline license never is: nobody refreshes it. */
const isStale = ({ mode, mayRun, lastCheck }: LicenseView, now: Instant): boolean =>
  mode === 'online' && mayRun && lastCheck !== null && now - Date.parse(lastCheck) >= REFRESHED_WITHIN

const notRefreshed = (license: LicenseView): Found => ({
  key: `stale ${license.id}`,
  value: 0,
  of: rowOf(license, null, false),
})

/** One line for a license, however many of its products end or stop at once. */
function byLicense(found: readonly Found[]): NoticeOf[] {
  const groups = Map.groupBy(found, ({ of }) => `${of.license.id} ${of.status} ${of.until}`)
  return [...groups.values()]
    .flatMap(([first, ...more]) =>
      first ? { ...first.of, products: [first, ...more].flatMap(({ of }) => of.products) } : [],
    )
    .toSorted((one, other) => endOf(one) - endOf(other))
}

const endOf = ({ until }: NoticeOf): number => (until === null ? 0 : Date.parse(until))
