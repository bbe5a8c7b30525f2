// The licensing table as text.
import type { LicenseView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import { columns } from './text.ts'

export function licenseTable(licenses: readonly LicenseView[], messages: CliMessages): string {
  const { cli: words } = messages
  const { heads } = words
  const label = (status: LicenseView['status']) => messages.statuses[status].label
  const rows = licenses.flatMap((license) => {
    const lastCheck = [license.mode === 'offline' ? words.offline : '', minute(license.lastCheck)]
      .join(' ')
      .trim()
    const broken = license.products.length === 0
    if (broken) return [[license.owner, license.id, '', '', '', '', '', lastCheck, label(license.status)]]
    return license.products.map((product) => [
      license.owner,
      product.name,
      product.code,
      product.type,
      isOnOff(product.type) ? '' : (product.limit ?? '-'),
      product.usage ?? '',
      product.expires?.slice(0, 10) ?? words.unlimited,
      lastCheck,
      label(product.status),
    ])
  })
  const { owner, product, code, type, limit, usage, expiration, lastCheck, status } = heads
  const header = [owner, product, code, type, limit, usage, expiration, lastCheck, status]
  return columns(header, rows)
}

const minute = (iso: string | null) => iso?.slice(0, 16).replace('T', ' ') ?? ''
