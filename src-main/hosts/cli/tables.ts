// The licensing table as text.
import { columns } from '#shared/columns.ts'
import { dayOfIso, minuteOfIso, momentOfIso, type Instant } from '#shared/instant.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import { judgedNow, statusLine, withDays } from '#shared/messages/status-words.ts'
import type { CommandContext } from './command-context.ts'

/** By owner, as the page has it at first. */
export function licenseTable(
  { licenses, clock }: LicenseList,
  { messages, width }: Pick<CommandContext, 'messages' | 'width'>,
): string {
  const { cli: words } = messages
  const { heads } = words
  const now = judgedNow(clock)
  const label = (facts: LicenseView | ProductView) => statusLine(facts, now, messages, momentOfIso)
  const byOwner = new Intl.Collator(messages.language, { numeric: true })
  const sorted = licenses.toSorted((a, b) => byOwner.compare(a.owner, b.owner))
  const rows = sorted.flatMap((license) => {
    const lastCheck = [license.mode === 'offline' ? words.offline : '', minute(license.lastCheck)]
      .join(' ')
      .trim()
    const broken = license.products.length === 0
    if (broken) return [[license.owner, license.id, '', '', '', '', '', lastCheck, label(license)]]
    return license.products.map((product) => [
      license.owner,
      product.name,
      product.code,
      product.type,
      isOnOff(product.type) ? '' : (product.limit ?? '-'),
      usageText(product, messages),
      endText(product, now, messages),
      lastCheck,
      label(product),
    ])
  })
  const { owner, product, code, type, limit, usage, expiration, lastCheck, status } = heads
  const header = [owner, product, code, type, limit, usage, expiration, lastCheck, status]
  return columns(header, rows, { width })
}

/** The date that ends it: of a Local License Key that ends before its license, that one. */
function endText({ end, expires }: ProductView, now: Instant, { cli, standing }: CliMessages): string {
  if (end?.of === 'local_key') return standing.key(withDays(momentOfIso(end.at), end.at, now, standing))
  return expires === null ? cli.unlimited : withDays(dayOfIso(expires), expires, now, standing)
}

/** Where other licenses of the product count too, with what they allow together. */
function usageText({ usage, limit, totalLimit }: ProductView, { page }: CliMessages): string {
  if (usage === null) return ''
  const pooled = totalLimit !== null && totalLimit !== limit
  return pooled ? page.licensing.ofPooled(String(usage), String(totalLimit)) : String(usage)
}

const minute = (iso: string | null) => (iso === null ? '' : minuteOfIso(iso))
