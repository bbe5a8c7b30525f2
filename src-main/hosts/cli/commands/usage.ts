// activation-desk usage set PRODUCT NUMBER | usage show | usage history PRODUCT | usage report
import { columns } from '#shared/columns.ts'
import type { Output } from '#shared/contract/contract.ts'
import type { Paper } from '#shared/contract/papers.ts'
import { MOST_MONTHS } from '#shared/contract/usage-months.ts'
import { minuteOfIso } from '#shared/instant.ts'
import type { UsageLine } from '#shared/contract/views.ts'
import type { CommandContext } from '../command-context.ts'
import { giveFile } from '../exported-file.ts'
import { gateSentence } from '#shared/messages/gate-sentence.ts'
import { printableSentence } from '#shared/printable.ts'
import { wrapped } from '#shared/wrapped.ts'

export async function usageSet(product: string, number: string, context: CommandContext): Promise<void> {
  const usage = /^\d{1,16}$/.test(number) ? Number(number) : Number.NaN
  if (!Number.isSafeInteger(usage)) context.misuse(context.messages.cli.misuse.noUsage(number))
  const line = context.settle(await context.router.call('usage.set', { product, usage }))
  const isOver = line.limit !== null && usage > line.limit
  const asked = isOver ? await context.router.call('licenses.check', { product }) : null
  const check = asked?.ok ? asked.value : null
  context.answer({ ...line, check }, () =>
    [usageTable([line], context), ...(check ? [overLimit(product, check, context)] : [])].join('\n\n'),
  )
}

/** What the license does then, as the gate says it. */
function overLimit(
  product: string,
  check: Output<'licenses.check'>,
  { messages, width }: CommandContext,
): string {
  const { statuses, standing, cli } = messages
  const sentence = gateSentence({ product }, check, { ...cli.gate, statuses, standing })
  return wrapped(printableSentence(sentence), width)
}

export async function usageShow(context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('usage.show', {}))
  context.answer(answer, () =>
    answer.usage.length === 0 ? context.messages.cli.noLicense : usageTable(answer.usage, context),
  )
}

export async function usageHistory(product: string, context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('usage.history', { product }))
  const { heads } = context.messages.cli
  context.answer(answer, () =>
    columns(
      [heads.reported, heads.usage, heads.limit],
      answer.points.map((point) => [minuteOfIso(point.at), point.usage, point.limit ?? '-']),
      context,
    ),
  )
}

export interface UsageReportOptions {
  readonly months?: string
  readonly format?: (typeof USAGE_FORMATS)[number]
  readonly output?: string
  readonly paper?: Paper
}

export const USAGE_FORMATS = ['csv', 'xlsx', 'html', 'pdf'] as const

/** The figures, or a file of them. */
export async function usageReport(
  { months: wanted, format, output, paper }: UsageReportOptions,
  context: CommandContext,
): Promise<void> {
  const { misuse } = context.messages.cli
  const count = wanted === undefined ? MOST_MONTHS : /^\d{1,2}$/.test(wanted) ? Number(wanted) : 0
  if (count < 1 || count > MOST_MONTHS) context.misuse(misuse.noMonths(wanted ?? '', String(MOST_MONTHS)))
  const months = { months: count }
  if (format === undefined) {
    if (output !== undefined) context.misuse(misuse.outputNeedsFormat)
    const answer = context.settle(await context.router.call('usage.months', months))
    return context.answer(answer, () => monthsTable(answer, context))
  }
  if ((format === 'xlsx' || format === 'pdf') && output === undefined && !context.json)
    context.misuse(misuse.binary(format))
  const { language } = context.messages
  const input = { ...months, format, language, ...(paper ? { paper } : {}) }
  giveFile(context.settle(await context.router.call('usage.export', input)), output, context)
}

function monthsTable({ products }: Output<'usage.months'>, { messages, width }: CommandContext): string {
  const { usageMonths } = messages.page
  if (products.length === 0) return usageMonths.nothing
  const { product, month, peak, average, limit, overage, days, daysOver, noReport } = usageMonths
  return columns(
    [product, month, peak, average, limit, overage, days, daysOver],
    products.flatMap((one) =>
      one.months.map((line) =>
        line.peak === null
          ? [one.product, line.month, noReport, '', '', '', '', '']
          : [
              one.product,
              line.month,
              line.peak,
              line.average ?? '',
              line.limit ?? '-',
              line.overage ?? '',
              line.days,
              line.daysOver,
            ],
      ),
    ),
    { width },
  )
}

function usageTable(lines: readonly UsageLine[], { messages, width }: CommandContext): string {
  const { heads, never } = messages.cli
  return columns(
    [heads.product, heads.name, heads.usage, heads.limit, heads.reported],
    lines.map((line) => [
      line.product,
      line.name,
      line.usage ?? '',
      line.limit ?? '-',
      line.reportedAt === null ? never : minuteOfIso(line.reportedAt),
    ]),
    { width },
  )
}
