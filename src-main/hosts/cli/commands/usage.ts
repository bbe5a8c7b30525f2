// activation-desk usage set PRODUCT NUMBER | usage show
import type { UsageLine } from '#shared/contract/views.ts'
import type { Session } from '../session.ts'
import { columns } from '../text.ts'

export async function usageSet(product: string, number: string, session: Session): Promise<void> {
  const usage = /^\d{1,15}$/.test(number) ? Number(number) : Number.NaN
  if (Number.isNaN(usage)) session.misuse(`“${number}” is not a usage: give a whole number from 0 on`)
  const line = session.settle(await session.router.call('usage.set', { product, usage }))
  session.answer(line, () => usageTable([line]))
}

export async function usageShow(session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('usage.show', {}))
  session.answer(answer, () =>
    answer.usage.length === 0 ? 'No license is activated on this machine.' : usageTable(answer.usage),
  )
}

export async function usageHistory(product: string, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('usage.history', { product }))
  session.answer(answer, () =>
    columns(
      ['REPORTED', 'USAGE', 'LIMIT'],
      answer.points.map((point) => [point.at, point.usage, point.limit ?? '-']),
    ),
  )
}

function usageTable(lines: readonly UsageLine[]): string {
  return columns(
    ['PRODUCT', 'NAME', 'USAGE', 'LIMIT', 'REPORTED'],
    lines.map((line) => [
      line.product,
      line.name,
      line.usage ?? '',
      line.limit ?? '-',
      line.reportedAt ?? 'never',
    ]),
  )
}
