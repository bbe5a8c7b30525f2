// The line above the table that says what needs doing, and what it leads to.
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { ending, license, product } from '../support/samples.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const
afterEach(() => page.viewport(1280, 800))

describe('above the table', () => {
  test.each(SIZES)(
    'one line says what is stopped and what ends, in view at %i×%i (issue 13.9)',
    async (width, height) => {
      await page.viewport(width, height)
      const stopped = license('Stopped', [product('Storage', { status: 'expired', mayRun: false })])
      const screen = await openPage(new FakeHost([stopped, ending(5), ending(20)]))
      const line = screen.getByText(
        /^1 product stopped, 1 ends within 7 days, 1 ends within 30 days · next: Mar\s6,\s2027/,
      )
      await expect.element(line).toBeVisible()
      expect(boxOf(line.element()).bottom).toBeLessThan(boxOf(document.querySelector('table')).top)
      expect(boxOf(line.element()).right).toBeLessThanOrEqual(width)
    },
  )

  test.each(SIZES)(
    'a license that is over its limit and also ends soon is told for both at %i×%i (issue 13.9)',
    async (width, height) => {
      await page.viewport(width, height)
      const { until } = ending(5)
      const end = { until, untilOf: 'license', end: { at: until ?? '', of: 'license' } } as const
      const over = product('Service', { ...end, status: 'over_limit', usage: 48 })
      const { summary } = words.page.licensing
      const screen = await openPage(
        new FakeHost([license('Contoso', [over, product('Storage', { ...end, status: 'expiring' })], end)]),
      )
      const line = screen.getByText(new RegExp(`^${summary.thisWeek('2')}, ${summary.others('1')}`))
      await expect.element(line).toBeVisible()
      expect(boxOf(line.element()).right).toBeLessThanOrEqual(width)
    },
  )

  test('the line brings what is stopped to the top, before all that runs, and the focus to the first (issue 13)', async () => {
    const host = gatheredHost(everyStatus)
    host.preferences = { ...host.preferences, pageSize: null }
    const screen = await openPage(host)
    await screen.getByRole('button', { name: words.page.licensing.summary.showFirst }).first().click()
    await expect
      .poll(() => document.activeElement?.closest('tr')?.querySelector('.status')?.textContent)
      .toContain('· stopped')
    expect(document.activeElement?.closest('tr')?.ariaRowIndex ?? '').toBe('2')
    /** Rows beyond those in view are drawn in idle moments. */
    const stoppedRows = () =>
      [...document.querySelectorAll('tbody tr')]
        .toSorted((a, b) => Number(a.getAttribute('aria-rowindex')) - Number(b.getAttribute('aria-rowindex')))
        .map((row) => /· stopped(?!\?)/.test(row.querySelector('.status')?.textContent ?? ''))
    const count = everyStatus.filter(({ status, mayRun }) => !mayRun && status !== 'unknown').length
    expect(count).toBeGreaterThan(5)
    await expect.poll(() => stoppedRows().filter(Boolean)).toHaveLength(count)
    await expect.poll(() => stoppedRows().lastIndexOf(true)).toBe(count - 1)
  })

  test('“Show first” leads back to the order and the search that the person had, and only that order is remembered (issue 13)', async () => {
    const host = gatheredHost(everyStatus)
    const chosen = [{ column: 'owner', descending: true }]
    host.preferences = { ...host.preferences, sort: chosen }
    const { summary } = words.page.licensing
    const screen = await openPage(host)
    const search = screen.getByRole('searchbox')
    await search.fill('In status')
    await screen.getByRole('main').getByText(summary.showFirst, { exact: true }).first().click()
    await expect.poll(() => document.activeElement?.closest('tr')?.ariaRowIndex).toBe('2')
    await expect.element(search).toHaveValue('')
    await screen.getByRole('button', { name: summary.asBefore }).click()
    await expect.element(search).toHaveValue('In status')
    await expect
      .element(screen.getByRole('columnheader', { name: 'License Owner' }))
      .toHaveAttribute('aria-sort', 'descending')
    await expect.element(screen.getByText(summary.showFirst, { exact: true }).first()).toBeVisible()
    expect(host.preferences.sort).toEqual(chosen)
  })

  test.each(SIZES)(
    'where what is stopped needs several things, its notice offers no refresh, and “and more” shows them in the table, at %i×%i (issue 13)',
    async (width, height) => {
      await page.viewport(width, height)
      const screen = await openPage(gatheredHost(everyStatus))
      const heading = screen.getByText(/^\d+ products are stopped$/)
      await expect.element(heading).toBeVisible()
      const notice = heading.element().closest('.notice') ?? document.body
      await expect.element(screen.getByRole('link', { name: 'Next: Show first' })).toBeInTheDocument()
      await heading.click()
      await expect
        .element(page.elementLocator(notice).getByRole('button', { name: /^and \d+ more products$/ }))
        .toBeVisible()
      expect(
        page.elementLocator(notice).getByRole('button', { name: words.page.licensing.refresh }).query(),
      ).toBeNull()
      await page
        .elementLocator(notice)
        .getByRole('button', { name: /^and \d+ more products$/ })
        .click()
      await expect
        .poll(() => document.activeElement?.closest('tr')?.querySelector('.status')?.textContent)
        .toContain('· stopped')
    },
  )

  test('at 800×600 “Show first” leaves owner and product of the worst row in view (issue 13)', async () => {
    await page.viewport(800, 600)
    const screen = await openPage(gatheredHost(everyStatus))
    await expect.poll(() => document.querySelector('tbody td.status')).not.toBeNull()
    await screen.getByRole('button', { name: words.page.licensing.summary.showFirst }).first().click()
    await expect.poll(() => document.activeElement?.closest('tr')?.ariaRowIndex).toBe('2')
    expect(document.querySelector('.scroller')?.scrollLeft).toBe(0)
    const row = document.activeElement?.closest('tr')
    for (const cell of [...(row?.querySelectorAll('td') ?? [])].slice(0, 2))
      expect(boxOf(cell).left).toBeGreaterThanOrEqual(boxOf(document.querySelector('.scroller')).left)
  })

  test('what nobody can tell is in the line: it may be stopped (issue 13)', async () => {
    await openPage(gatheredHost(everyStatus.filter(({ status }) => status === 'unknown')))
    await expect.poll(() => document.querySelector('.card > p')?.textContent).toContain('1 may be stopped')
  })

  test('nothing stands where all is well (issue 13.9)', async () => {
    const screen = await openPage(new FakeHost([license('Contoso', [product('Storage')])]))
    await expect.element(screen.getByRole('gridcell', { name: 'Active' })).toBeVisible()
    const above = document.querySelector('.controls')?.previousElementSibling
    expect(above?.localName).toBe('svg')
    expect(document.querySelectorAll('.card > p')).toHaveLength(0)
  })

  test('a clock that is a little behind is in the line too, where all licenses are well (issue 13)', async () => {
    const host = new FakeHost([license('Contoso', [product('Storage')])])
    host.clock = { state: 'behind', mark: '2027-03-09T18:00:00.000Z', now: '2027-03-09T12:00:00.000Z' }
    await openPage(host)
    await expect.poll(() => document.querySelector('.card > p')?.textContent.trim()).toBe('The clocks differ')
  })
})
