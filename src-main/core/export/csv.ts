// CSV (RFC 4180, UTF-8 with BOM so that a spreadsheet reads it right), one line for each product.
import { stringify } from 'csv-stringify/sync'
import type { LicenseView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { ExportFacts } from './export-facts.ts'

const COLUMNS = [
  'License Owner',
  'Product Name',
  'License Type',
  'License Limit',
  'License Usage',
  'License Expiration',
  'Last Check Date',
  'License Status',
  'Product Code',
  'License ID',
  'License Code',
  'Activation Mode',
  'Activated On',
  'Local Key Valid Until',
  'Maintenance Until',
  'Features',
  'Issued By',
  'Notes',
  'Machine',
  'Vendor',
  'Exported At',
  'Exported By',
]

/** `escape_formulas` puts a quote before cells that a spreadsheet would run (=, +, -, @, tab). */
export function toCsv(about: ExportFacts, licenses: readonly LicenseView[]): string {
  const rows = licenses.flatMap((license) => rowsOf(license).map((row) => [...row, ...tail(about)]))
  return stringify([COLUMNS, ...rows], { bom: true, record_delimiter: 'windows', escape_formulas: true })
}

function rowsOf(license: LicenseView): (string | number)[][] {
  const shared = [
    license.id,
    license.codeMasked,
    license.mode,
    license.activatedOn ?? '',
    license.localKeyValidUntil ?? '',
    license.maintenanceUntil ?? '',
    license.features.join(' '),
    license.issuedBy ?? '',
    license.notes ?? '',
    license.machine,
  ]
  const lastCheck = license.lastCheck ?? ''
  // A license that proves nothing has no products to show, but an auditor must see that it is there.
  if (license.products.length === 0)
    return [[license.owner, '', '', '', '', '', lastCheck, license.status, '', ...shared]]
  return license.products.map((product) => [
    license.owner,
    product.name,
    product.type,
    isOnOff(product.type) ? '' : (product.limit ?? 'No limit'),
    product.usage ?? '',
    product.expires ?? 'Unlimited',
    lastCheck,
    product.status,
    product.code,
    ...shared,
  ])
}

const tail = (about: ExportFacts) => [about.vendor, about.exportedAt, about.app]
