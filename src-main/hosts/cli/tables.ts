// The licensing table as text.
import { columns } from '#shared/columns.ts'
import { dayOfIso, minuteOfIso, momentOfIso, type Instant } from '#shared/instant.ts'
import type { LicenseList, LicenseView, ProductView } from '#shared/contract/views.ts'
import { isOfLicenses } from '#shared/license/in-place.ts'
import { isOnOff } from '#shared/license/license.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import {
  asReleased,
  judgedNow,
  statusLabel,
  statusLine,
  withDaysOrAgo,
} from '#shared/messages/status-words.ts'
import { wrapped } from '#shared/wrapped.ts'
import type { CommandContext } from './command-context.ts'

/** The status comes with its date and days, which are what is looked for. */
const LONGEST_STATUS = 90

/** By owner, as the page has it at first. */
export function licenseTable(
  { licenses, clock, seatReleased }: LicenseList,
  { messages, width }: Pick<CommandContext, 'messages' | 'width'>,
): string {
  const { cli: words } = messages
  const { heads } = words
  const now = judgedNow(clock)
  const label = ({ id }: LicenseView, facts: LicenseView | ProductView, endBeside: string | null = null) => {
    const standing = asReleased(facts, seatReleased.includes(id))
    // An end stands once in a row.
    return standing.until !== null && standing.until === endBeside && standing.untilOf !== 'check'
      ? statusLabel(standing, messages)
      : statusLine(standing, now, messages, momentOfIso)
  }
  const byOwner = new Intl.Collator(messages.language, { numeric: true })
  const sorted = licenses.toSorted((a, b) => byOwner.compare(a.owner, b.owner))
  const rows = sorted.flatMap((license) => {
    const lastCheck = [license.mode === 'offline' ? words.offline : '', minute(license.lastCheck)]
      .join(' ')
      .trim()
    const broken = license.products.length === 0
    if (broken) return [[license.owner, license.id, '', '', '', '', '', lastCheck, label(license, license)]]
    return license.products.map((product) => [
      license.owner,
      product.name,
      product.code,
      product.type,
      limitText(product, messages),
      usageText(product, messages),
      endText(product, now, messages),
      lastCheck,
      label(license, product, endOf(product)),
    ])
  })
  const { owner, product, code, type, limit, usage, expiration, lastCheck, status } = heads
  const header = [owner, product, code, type, limit, usage, expiration, lastCheck, status]
  return columns(header, rows, { width, longest: LONGEST_STATUS })
}

/** Below a table, of which a console of 24 lines shows the end: how many products have which status, stopped ones first. */
export function tableEnd(
  { licenses, seatReleased, problems }: LicenseList,
  { messages, width }: Pick<CommandContext, 'messages' | 'width'>,
): string[] {
  const facts = licenses.flatMap((license) =>
    (license.products.length > 0 ? license.products : [license]).map((one) =>
      asReleased(one, seatReleased.includes(license.id)),
    ),
  )
  const stoppedFirst = facts.toSorted((a, b) => Number(a.mayRun) - Number(b.mayRun))
  const byStatus = Map.groupBy(stoppedFirst, (one) => statusLabel(one, messages))
  const { inAll, withStatus, notReadAbove } = messages.cli
  const counts = [...byStatus].map(([status, { length }]) => withStatus(length, status))
  const unread = problems.filter(({ where }) => isOfLicenses(where)).length
  return [
    wrapped(inAll(facts.length, counts), width),
    ...(unread > 0 ? [wrapped(notReadAbove(unread), width)] : []),
  ]
}

const endOf = ({ end, expires }: ProductView): string | null => (end?.of === 'local_key' ? end.at : expires)

/** The date that ends it: of a Local License Key that ends before its license, that one. */
function endText({ end, expires }: ProductView, now: Instant, { cli, standing }: CliMessages): string {
  if (end?.of === 'local_key') return standing.key(withDaysOrAgo(momentOfIso(end.at), end.at, now, standing))
  return expires === null ? cli.unlimited : withDaysOrAgo(dayOfIso(expires), expires, now, standing)
}

export function limitText(
  { type, limit }: Pick<ProductView, 'type' | 'limit'>,
  { page }: Pick<CliMessages, 'page'>,
): string {
  if (isOnOff(type)) return page.licensing.onOff
  return limit === null ? page.licensing.noLimit : String(limit)
}

/** Where other licenses of the product count too, with what they allow together. */
function usageText({ usage, limit, totalLimit }: ProductView, { page }: CliMessages): string {
  if (usage === null) return ''
  const pooled = totalLimit !== null && totalLimit !== limit
  return pooled ? page.licensing.ofPooled(String(usage), String(totalLimit)) : String(usage)
}

const minute = (iso: string | null) => (iso === null ? '' : minuteOfIso(iso))
