// The usage of each product by month, for whoever is billed or audited by it: peak, average, limit, overage.
import type { Output } from '#shared/contract/contract.ts'
import type { MethodResult, ParsedInput } from '#shared/contract/contract.ts'
import { iso } from '#shared/instant.ts'
import { isOnOff } from '#shared/license/license.ts'
import { ok } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { UsagePoint } from '../ports/license-store.ts'
import { judgeStored, type JudgeDependencies } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'

export type ProductMonths = Output<'usage.months'>['products'][number]
type Month = ProductMonths['months'][number]

/** Of each product that is licensed here or ever reported; a month without a report is among them. */
export async function usageMonths(
  { months }: ParsedInput<'usage.months'>,
  dependencies: JudgeDependencies & Pick<Dependencies, 'vendor'>,
): Promise<MethodResult<'usage.months'>> {
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const { store, clock, vendor } = dependencies
  const products: (Pick<ProductMonths, 'product' | 'name' | 'type' | 'whole'> & {
    points: readonly UsagePoint[]
  })[] = []
  for (const named of productsOf(judged.value, vendor)) {
    const points = store.usageHistory(named.product)
    if (!points.ok) return points
    if (points.value.length > 0 || !isOnOff(named.type))
      products.push({ ...named, whole: store.isHistoryWhole(named.product), points: points.value })
  }
  const to = monthOf(clock.now())
  const earliest = monthsBefore(to, months - 1)
  const reported = products.flatMap(({ points }) => points.map(({ at }) => monthOf(at)))
  const first = reported.reduce((least, month) => (month < least ? month : least), to)
  const from = first > earliest ? first : earliest
  return ok({
    from,
    to,
    products: products.map(({ points, ...named }) => {
      const byMonth = Map.groupBy(points, ({ at }) => monthOf(at))
      return {
        ...named,
        months: monthsBetween(from, to).map((month) => monthLine(month, byMonth.get(month) ?? [])),
      }
    }),
  })
}

/** In the order of the list; then those that reported and are licensed no more. */
function productsOf(
  { licenses, contents }: Judged,
  { catalogue }: Dependencies['vendor'],
): Pick<ProductMonths, 'product' | 'name' | 'type'>[] {
  const licensed = licenses.flatMap(({ products }) =>
    products.map(({ product: { code, name, type } }) => [code, { product: code, name, type }] as const),
  )
  const before = contents.usage.map(({ product }) => {
    const known = catalogue.find(({ code }) => code === product)
    return [product, { product, name: known?.name ?? product, type: known?.type ?? '' }] as const
  })
  return [...new Map([...before, ...licensed]).values()]
}

/** Of a day counts the highest report, so that it does not matter how often a product reports. */
function monthLine(month: string, points: readonly UsagePoint[]): Month {
  const days = [...Map.groupBy(points, ({ at }) => iso(at).slice(0, 10)).values()]
  const peaks = days.map((day) => Math.max(...day.map(({ usage }) => usage)))
  const overages = days.map((day) => Math.max(...day.map(overageOf)))
  if (peaks.length === 0)
    return { month, days: 0, peak: null, average: null, limit: null, overage: null, daysOver: 0 }
  return {
    month,
    days: days.length,
    peak: Math.max(...peaks),
    average: Math.round((peaks.reduce((sum, peak) => sum + peak, 0) / peaks.length) * 100) / 100,
    limit: points.at(-1)?.limit ?? null,
    overage: Math.max(...overages),
    daysOver: overages.filter((over) => over > 0).length,
  }
}

/** Against the limit as it was then. */
const overageOf = ({ usage, limit }: UsagePoint): number => (limit === null ? 0 : Math.max(0, usage - limit))

/** In UTC, as all days of a license. */
const monthOf = (at: number): string => iso(at).slice(0, 7)

function monthsBefore(month: string, count: number): string {
  const at = new Date(`${month}-01T00:00:00Z`)
  at.setUTCMonth(at.getUTCMonth() - count)
  return monthOf(at.getTime())
}

function monthsBetween(from: string, to: string): string[] {
  const months: string[] = []
  for (let month = to; month >= from; month = monthsBefore(month, 1)) months.unshift(month)
  return months
}
