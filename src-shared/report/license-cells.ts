// What stands in the cells and blocks of a report on licenses: the words and dates of the page (docs/product.md#columns).
import type { LicenseView, ProductView } from '../contract/views.ts'
import type { Instant } from '../instant.ts'
import { isOnOff } from '../license/license.ts'
import type { ReportMessages } from '../messages/messages.ts'
import { statusLine, withDaysOrAgo } from '../messages/status-words.ts'
import { visibleText } from '../messages/visible-text.ts'
import type { DateTexts } from './date-texts.ts'

/** One line of the table: a product of a license. */
export interface ReportRow {
  readonly license: LicenseView
  /** null: the license names none, or cannot be read. */
  readonly product: ProductView | null
  /** The time it is judged at. */
  readonly now: Instant
}

export type ReportWords = Pick<ReportMessages, 'language' | 'page' | 'statuses' | 'standing' | 'report'>

interface Told {
  readonly words: ReportWords
  readonly dates: DateTexts
}

export const TABLE_IDS = [
  'owner',
  'product',
  'type',
  'limit',
  'usage',
  'expires',
  'lastCheck',
  'status',
] as const
export type TableId = (typeof TABLE_IDS)[number]

/** A license that cannot be read says nothing of its end. */
const isRead = (license: LicenseView): boolean => license.problem === null

export function cellText(id: TableId, { license, product, now }: ReportRow, { words, dates }: Told): string {
  const { licensing, details } = words.page
  // Of what it is for, neither: but there is something.
  const unknown = isRead(license) ? '' : details.unknown
  switch (id) {
    case 'owner':
      return visibleText(license.owner) || licensing.unknownOwner
    case 'product':
      return product === null ? unknown : visibleText(product.name)
    case 'type':
      return product === null ? unknown : visibleText(product.type)
    case 'limit':
      if (product === null) return unknown
      if (isOnOff(product.type)) return licensing.onOff
      return product.limit === null ? words.report.noLimit : dates.number(product.limit)
    case 'usage':
      return product === null ? '' : usageText(product, { words, dates })
    case 'expires': {
      const { end, expires } = product ?? license
      const dated = (text: string, at: string) => withDaysOrAgo(text, at, now, words.standing)
      if (end?.of === 'local_key') return words.standing.key(dated(dates.end(end.at), end.at))
      if (expires !== null) return dated(dates.day(expires), expires)
      return isRead(license) ? licensing.unlimited : ''
    }
    case 'lastCheck':
      if (license.lastCheck === null) return isRead(license) ? licensing.never : details.unknown
      return license.mode === 'offline'
        ? `${licensing.offline} ${dates.localDay(license.lastCheck)}`
        : dates.minute(license.lastCheck)
    case 'status':
      return statusLine(product ?? license, now, words, dates.end)
  }
}

function usageText({ usage, limit, totalLimit, mayRun }: ProductView, { words, dates }: Told): string {
  const { licensing } = words.page
  if (usage === null) return ''
  const used = dates.number(usage)
  if (limit === totalLimit) return used
  if (totalLimit !== null) return licensing.ofPooled(used, dates.number(totalLimit))
  return mayRun ? licensing.ofNoLimit(used) : used
}

/** What a license has besides, in a block of its own. */
export const PROPERTY_IDS = [
  'id',
  'code',
  'mode',
  'activatedOn',
  'localKeyValidUntil',
  'maintenanceUntil',
  'issuedBy',
  'features',
  'productCode',
  'notes',
  'machine',
] as const
export type PropertyId = (typeof PROPERTY_IDS)[number]

/** Those that may be long have a line to themselves. */
export const WIDE_PROPERTIES: ReadonlySet<PropertyId> = new Set([
  'features',
  'productCode',
  'notes',
  'machine',
])

export function propertyName(id: PropertyId, { page, report }: ReportWords): string {
  return id === 'productCode' ? report.productCode : page.licensing.columns[id]
}

/** `products`: those of its products that the report is about. */
export function propertyText(
  id: PropertyId,
  license: LicenseView,
  products: readonly ProductView[],
  { words, dates }: Told,
): string {
  const { licensing, details } = words.page
  const none = isRead(license) ? details.none : details.unknown
  const date = (iso: string | null, write: (iso: string) => string, without: string) =>
    iso === null ? without : write(iso)
  switch (id) {
    case 'id':
      return license.id
    case 'code':
      return license.codeMasked
    case 'mode':
      return licensing.mode[license.mode]
    case 'activatedOn':
      return date(license.activatedOn, dates.minute, details.unknown)
    case 'localKeyValidUntil':
      return date(license.localKeyValidUntil, dates.end, isRead(license) ? licensing.asTheLicense : none)
    case 'maintenanceUntil':
      return date(license.maintenanceUntil, dates.day, none)
    case 'issuedBy':
      return license.issuedBy ?? details.unknown
    case 'features':
      return visibleText(license.features.join(', ')) || none
    case 'productCode':
      return products.map(({ name, code }) => visibleText(`${name}: ${code}`)).join('; ') || none
    case 'notes':
      return visibleText(license.notes ?? '') || none
    case 'machine':
      return visibleText(license.machine ?? '') || details.unknown
  }
}
