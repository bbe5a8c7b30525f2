// The room that is left for the rows, whatever stands above them; and the room of every page.
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost, manyRows } from '../gallery/samples.ts'
import { info } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const
afterEach(() => page.viewport(1280, 800))

describe('room', () => {
  const returns = [{ id: 'gone', owner: 'Fabrikam', since: '2027-02-20T10:00:00.000Z' }]
  const clock = {
    state: 'behind',
    mark: '2027-03-09T18:00:00.000Z',
    now: '2027-03-09T12:00:00.000Z',
  } as const

  /** In the line above the table, and without a notice. */
  const untold = everyStatus.find(({ status }) => status === 'unknown')

  test.each([
    { told: 'a banner', demo: true, over: {}, first: untold, count: 1 },
    { told: 'a banner and a notice', demo: true, over: { returns }, first: untold, count: 2 },
    { told: 'two notices', demo: false, over: { returns, clock }, first: untold, count: 2 },
    { told: 'what is stopped', demo: false, over: {}, first: everyStatus.at(-1), count: 1 },
    { told: 'a banner and what is stopped', demo: true, over: {}, first: everyStatus.at(-1), count: 2 },
  ])('ten rows fit at 1280×800 with $told and the line above the table (issue 13.12)', async (one) => {
    await page.viewport(1280, 800)
    const rows = manyRows(12).map((row, index) => (index === 0 ? { ...row, ...one.first } : row))
    const host = gatheredHost(rows).answer('app.info', () => ({
      ok: true,
      value: { ...info, demo: one.demo },
    }))
    Object.assign(host, one.over)
    const screen = await openPage(host)
    await expect.poll(() => document.querySelectorAll('.notice, .demo').length).toBe(one.count)
    await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(10)
    const grid = document.querySelector('.scroller')
    for (const row of document.querySelectorAll('tbody tr'))
      expect(boxOf(row).bottom).toBeLessThanOrEqual(boxOf(grid).bottom + 1)
    expect(boxOf(screen.getByRole('button', { name: 'Next' }).element()).bottom).toBeLessThanOrEqual(800)
    const main = document.querySelector('main')
    expect(main?.scrollHeight).toBe(main?.clientHeight)
  })

  test.each(SIZES)(
    'a short notice covers neither rows nor paging, and is one, at %i×%i (issue 13.12)',
    async (width, height) => {
      await page.viewport(width, height)
      const screen = await openPage(gatheredHost([contoso, ...manyRows(30)]))
      await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(10)
      const before = boxOf(document.querySelector('footer'))
      for (const tool of [words.page.licensing.autoRefresh, 'Refresh'])
        await screen.getByLabelText(tool, { exact: true }).click()
      const corner = screen.getByRole('complementary', { name: words.page.shell.notices })
      await expect.element(corner.getByText(words.page.licensing.refreshedNone)).toBeVisible()
      expect(corner.getByRole('button').all()).toHaveLength(1)
      const notice = corner.element().firstElementChild
      const { top, bottom, left, right } = boxOf(notice)
      expect(bottom).toBeLessThanOrEqual(boxOf(document.querySelector('.scroller')).top)
      expect([top >= 0, left >= 0, right <= width]).toEqual([true, true, true])
      for (const tool of document.querySelectorAll('h1, header button')) {
        const { left: begins, right: ends } = boxOf(tool)
        expect([tool.textContent, ends <= left || begins >= right]).toEqual([tool.textContent, true])
      }
      // What came moved nothing.
      expect(boxOf(document.querySelector('footer')).top).toBe(before.top)
    },
  )

  test('the card takes the window’s height, and every page begins at one edge (issue 13.12)', async () => {
    for (const [width, height] of SIZES) {
      await page.viewport(width, height)
      await openPage(gatheredHost([contoso]))
      await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(7)
      // No strip is kept free below it.
      expect(boxOf(document.querySelector('.card')).bottom).toBeGreaterThanOrEqual(height - 20)
    }
    const edges = new Set<number>()
    for (const one of ['licensing', 'activity', 'settings', 'about'] as const) {
      const screen = await openPage(gatheredHost([contoso]), one)
      await expect.element(screen.getByRole('heading', { level: 1 })).toBeVisible()
      edges.add(boxOf(screen.getByRole('heading', { level: 1 }).element()).left)
    }
    expect(edges.size).toBe(1)
  })

  test.each([800, 1280, 1920, 2560])(
    'the Unique Key is whole on Settings, %i wide (issue 13.12)',
    async (width) => {
      await page.viewport(width, 900)
      const screen = await openPage(gatheredHost([contoso]), 'settings')
      const field = screen.getByRole('textbox', { name: words.page.network.machine.uniqueKey })
      await expect.element(field).toBeInTheDocument()
      expect(field.element().scrollWidth).toBeLessThanOrEqual(field.element().clientWidth)
    },
  )

  test('the sort arrow stays where the pointer is, and the menu of the column hides nothing of it (issue 13.12)', async () => {
    const screen = await openPage(gatheredHost([contoso]))
    const header = screen.getByRole('columnheader', { name: 'License Owner' })
    await header.hover()
    const sign = boxOf(header.element().querySelector('.sign'))
    const menu = boxOf(header.element().querySelector('.menu'))
    expect(menu.top).toBeGreaterThanOrEqual(sign.bottom - 1)
    const at = document.elementFromPoint(sign.left + sign.width / 2, sign.top + sign.height / 2)
    expect(at?.closest('.sign')).not.toBeNull()
  })
})
