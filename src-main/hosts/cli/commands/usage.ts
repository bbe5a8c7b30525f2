// activation-desk usage set PRODUCT NUMBER | usage show
import { columns } from '#shared/columns.ts'
import type { Output } from '#shared/contract/contract.ts'
import type { UsageLine } from '#shared/contract/views.ts'
import type { CommandContext } from '../command-context.ts'
import { gateSentence } from '../gate-sentence.ts'
import { wrapped } from '#shared/wrapped.ts'

export async function usageSet(product: string, number: string, context: CommandContext): Promise<void> {
  const usage = /^\d{1,15}$/.test(number) ? Number(number) : Number.NaN
  if (Number.isNaN(usage)) context.misuse(context.messages.cli.misuse.noUsage(number))
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
  return wrapped(gateSentence({ product }, check, { ...cli.gate, statuses, standing }), width)
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
      answer.points.map((point) => [point.at, point.usage, point.limit ?? '-']),
      context,
    ),
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
      line.reportedAt ?? never,
    ]),
    { width },
  )
}
