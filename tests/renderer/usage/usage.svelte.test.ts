// The Usage page: a chart and a table for each product, months without a report, and the files (issue 14.6).
import { userEvent } from 'vitest/browser'
import { describe, expect, test } from 'vitest'
import { gatheredHost } from '../gallery/samples.ts'
import { monthlyUsage } from '../support/months.ts'
import { openPage } from '../support/open-page.ts'
import { asRead } from '../support/samples.ts'

describe('the Usage page', () => {
  test('shows the months of each product, the newest first, and says where there was no report', async () => {
    const screen = await openPage(gatheredHost(), 'usage')
    const section = screen.getByRole('region', { name: 'Virtualization, Count' }).first()
    await expect.element(section.getByRole('row', { name: /Jun 2026 16 12 16 0 20 0/ })).toBeVisible()
    await expect.element(section.getByRole('row', { name: /Apr 2026 20 15 16 4 20 3/ })).toBeInTheDocument()
    await expect.element(section.getByRole('row', { name: /Mar 2026 No report/ })).toBeInTheDocument()
    const heads = section.getByRole('rowheader').elements()
    expect(heads.map(({ textContent }) => textContent)[0]).toBe('Jun 2026')
  })

  test('draws a bar for each month that has a report, says the same in words, and marks what is over', async () => {
    const screen = await openPage(gatheredHost(), 'usage')
    const chart = screen.getByRole('img', { name: /^Virtualization, Count, Peak\./ })
    await expect.element(chart).toBeVisible()
    expect(chart.element().querySelectorAll('rect')).toHaveLength(5)
    expect(chart.element().querySelectorAll('rect.over')).toHaveLength(1)
    expect(chart.element().getAttribute('aria-label')).toContain('Mar 2026: No report')
    // Of a product that never reported there is nothing to draw.
    await expect.element(screen.getByRole('img', { name: /^Log/ })).not.toBeInTheDocument()
  })

  test.each([1, 2, 6, 24])(
    'names months below their bars, whole and apart, the last one always: of %s',
    async (count) => {
      const [sample] = monthlyUsage.products
      const [month] = sample?.months ?? []
      if (!sample || !month) throw new Error('no sample')
      const months = Array.from({ length: count }, (_, index) => ({
        ...month,
        month: `${2025 + Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`,
      }))
      const value = { ...monthlyUsage, products: [{ ...sample, months }] }
      const screen = await openPage(
        gatheredHost().answer('usage.months', () => ({ ok: true, value })),
        'usage',
      )
      const chart = screen.getByRole('img', { name: /^Virtualization/ })
      await expect.element(chart).toBeVisible()
      const boxes = (selector: string) =>
        [...chart.element().querySelectorAll(selector)].map((part) => part.getBoundingClientRect())
      const whole = chart.element().getBoundingClientRect()
      const middle = ({ left, right }: DOMRect) => (left + right) / 2
      await expect.poll(() => boxes('text').at(-1)?.right).toBeLessThanOrEqual(whole.right)
      const names = boxes('text').slice(2)
      const bars = boxes('rect').map(middle)
      expect(names.every(({ left }) => left >= whole.left)).toBe(true)
      expect(names.every((name) => bars.some((bar) => Math.abs(bar - middle(name)) < 1))).toBe(true)
      expect(names.slice(1).every(({ left }, index) => left > (names[index]?.right ?? Infinity))).toBe(true)
      expect(Math.abs((bars.at(-1) ?? 0) - middle(names.at(-1) ?? new DOMRect()))).toBeLessThan(1)
    },
  )

  test('saves the format that is chosen, by the keyboard alone', async () => {
    const file = { fileName: 'usage.csv', mediaType: 'text/csv', encoding: 'utf8', content: 'x' } as const
    const host = gatheredHost().answer('usage.export', () => ({ ok: true, value: file }))
    const screen = await openPage(host, 'usage')
    const open = screen.getByRole('button', { name: 'Export' })
    await expect.element(open).toBeEnabled()
    ;(open.element() as HTMLElement).focus()
    await userEvent.keyboard('{Enter}')
    await expect.element(screen.getByRole('button', { name: /CSV/ })).toHaveFocus()
    await userEvent.keyboard('{Enter}')
    await expect.poll(() => host.saved).toEqual([{ ...file, confidential: false }])
    expect(host.callsOf('usage.export')).toEqual([{ format: 'csv', ...asRead }])
  })

  test('reads again when something is reported', async () => {
    const host = gatheredHost()
    const screen = await openPage(host, 'usage')
    await expect.element(screen.getByRole('rowheader', { name: 'Jun 2026' }).first()).toBeVisible()
    host.answer('usage.months', () => ({ ok: true, value: { ...monthlyUsage, products: [] } }))
    host.change([])
    await expect.element(screen.getByText(/none has reported/)).toBeVisible()
  })
})
