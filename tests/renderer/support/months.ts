// Usage by month, for the page's tests and the gallery.
import type { Output } from '#shared/contract/contract.ts'

type MonthlyUsage = Output<'usage.months'>
type Product = MonthlyUsage['products'][number]

/** `peaks`: of 2026 from January on; null: no report. */
const product = (name: string, limit: number | null, peaks: readonly (number | null)[]): Product => ({
  product: name.toLowerCase(),
  name,
  type: 'Count',
  whole: true,
  months: peaks.map((peak, index) => ({
    month: `2026-${String(index + 1).padStart(2, '0')}`,
    days: peak === null ? 0 : 20,
    peak,
    average: peak === null ? null : peak * 0.75,
    limit: peak === null ? null : limit,
    overage: peak === null ? null : Math.max(0, peak - (limit ?? Infinity)),
    daysOver: peak !== null && limit !== null && peak > limit ? 3 : 0,
  })),
})

export const monthlyUsage: MonthlyUsage = {
  from: '2026-01',
  to: '2026-06',
  products: [
    product('Virtualization', 16, [9, 12, null, 20, 14, 16]),
    product('Storage', null, [1200, 1400, 1500, 1800, null, 2100]),
    { ...product('Log', 50, [null, null, null, null, null, null]), whole: false },
  ],
}
