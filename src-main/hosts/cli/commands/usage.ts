// activation-desk usage set PRODUCT NUMBER | usage show
import type { UsageLine } from '#shared/contract/views.ts'
import type { Session } from '../session.ts'
import { columns } from '../text.ts'

export async function usageSet(product: string, number: string, session: Session): Promise<void> {
  const usage = /^\d{1,15}$/.test(number) ? Number(number) : Number.NaN
  if (Number.isNaN(usage)) session.misuse(session.messages.cli.misuse.noUsage(number))
  const line = session.settle(await session.router.call('usage.set', { product, usage }))
  session.answer(line, () => usageTable([line], session))
}

export async function usageShow(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('usage.show', {}))
  session.answer(answer, () =>
    answer.usage.length === 0 ? session.messages.cli.noLicense : usageTable(answer.usage, session),
  )
}

export async function usageHistory(product: string, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('usage.history', { product }))
  const { heads } = session.messages.cli
  session.answer(answer, () =>
    columns(
      [heads.reported, heads.usage, heads.limit],
      answer.points.map((point) => [point.at, point.usage, point.limit ?? '-']),
    ),
  )
}

function usageTable(lines: readonly UsageLine[], { messages }: Session): string {
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
  )
}
