// What needs doing, above the table and in the details; and the room that is left for the rows.
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { DAY } from '#shared/instant.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost, IN_FIVE_DAYS, manyRows } from '../gallery/samples.ts'
import { FakeHost, identity, info, later } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const
afterEach(() => page.viewport(1280, 800))

const boxOf = (element: Element | null) => (element ?? document.body).getBoundingClientRect()
const ending = (days: number): LicenseView => {
  const until = new Date(Date.parse('2027-03-01T12:00:00.000Z') + days * DAY).toISOString()
  const over = { status: 'expiring', until, end: { at: until, of: 'license' } } as const
  return license('Contoso', [product('Storage', over)], over)
}
const notice = page.getByText('One product ends soon')

describe('above the table', () => {
  test.each(SIZES)(
    'one line says what is stopped and what ends, in view at %i×%i (issue 13.9)',
    async (width, height) => {
      await page.viewport(width, height)
      const stopped = license('Stopped', [product('Storage', { status: 'expired', mayRun: false })])
      const screen = await openPage(new FakeHost([stopped, ending(5), ending(20)]))
      const line = screen.getByText(
        /^1 product stopped, 1 ends this week, 1 ends within 30 days · next: Mar\s6,\s2027/,
      )
      await expect.element(line).toBeVisible()
      expect(boxOf(line.element()).bottom).toBeLessThan(boxOf(document.querySelector('table')).top)
      expect(boxOf(line.element()).right).toBeLessThanOrEqual(width)
    },
  )

  test('the line brings what is stopped to the top, before all that runs, and the focus to the first (issue 13)', async () => {
    const host = gatheredHost(everyStatus)
    host.preferences = { ...host.preferences, pageSize: null }
    const screen = await openPage(host)
    await screen.getByRole('button', { name: words.page.licensing.summary.showFirst }).click()
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
        .element(page.elementLocator(notice).getByRole('button', { name: /^and \d+ more$/ }))
        .toBeVisible()
      expect(
        page.elementLocator(notice).getByRole('button', { name: words.page.licensing.refresh }).query(),
      ).toBeNull()
      await page
        .elementLocator(notice)
        .getByRole('button', { name: /^and \d+ more$/ })
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
    await screen.getByRole('button', { name: words.page.licensing.summary.showFirst }).click()
    await expect.poll(() => document.activeElement?.closest('tr')?.ariaRowIndex).toBe('2')
    expect(document.querySelector('.scroller')?.scrollLeft).toBe(0)
    const row = document.activeElement?.closest('tr')
    for (const cell of [...(row?.querySelectorAll('td') ?? [])].slice(0, 2))
      expect(boxOf(cell).left).toBeGreaterThanOrEqual(boxOf(document.querySelector('.scroller')).left)
  })

  test('beside what is stopped, what ends soon is one line with its buttons: four rows stay at 800×600, not three (issue 13)', async () => {
    await page.viewport(800, 600)
    const screen = await openPage(gatheredHost(everyStatus))
    await expect.element(screen.getByText('6 products end soon')).toBeVisible()
    await expect.element(screen.getByRole('button', { name: words.page.licensing.enterNewKey })).toBeVisible()
    const main = document.querySelector('main')
    expect(main?.scrollHeight).toBe(main?.clientHeight)
    const { bottom } = boxOf(document.querySelector('.scroller'))
    const rows = [...document.querySelectorAll('tbody tr')].filter((row) => boxOf(row).bottom <= bottom + 1)
    expect(rows.length).toBeGreaterThanOrEqual(4)
  })

  test('what nobody can tell is in the line: it may be stopped (issue 13)', async () => {
    await openPage(gatheredHost(everyStatus.filter(({ status }) => status === 'unknown')))
    await expect
      .poll(() => document.querySelector('.card > p')?.textContent)
      .toContain('1 unknown, may be stopped')
  })

  test('what is over its limit runs until a date, and is not over it until then (issue 13)', async () => {
    const screen = await openPage(
      gatheredHost(everyStatus.filter(({ status, mayRun }) => status === 'over_limit' && mayRun)),
    )
    await expect
      .element(screen.getByRole('gridcell', { name: 'Over limit runs until Mar 6, 2027 (5 days)' }))
      .toBeVisible()
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
    await expect
      .poll(() => document.querySelector('.card > p')?.textContent.trim())
      .toBe('The clock is behind')
  })

  test('an end is told at 30, 14, 7 and 1 days, once each, with a key to enter and whom to write to (issue 13.9)', async () => {
    const host = new FakeHost([ending(29)])
    const screen = await openPage(host)
    await expect.element(notice).toBeVisible()
    await expect.element(screen.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
    // Of one license, whose end does not move: time does.
    const DUE = new Set([29, 14, 7, 1])
    const at = Date.parse(ending(29).until ?? '')
    for (const left of [29, 20, 14, 10, 7, 3, 1]) {
      host.clock = { ...host.clock, now: new Date(at - left * DAY).toISOString() }
      host.change([{ ...ending(29), notes: String(left) }])
      await expect
        .poll(() => document.querySelector('td.status')?.textContent)
        .toMatch(new RegExp(`\\b${left}\\sday`))
      if (!DUE.has(left)) expect(notice.query(), `${left} days`).toBeNull()
      if (!DUE.has(left)) continue
      await expect.element(notice).toBeVisible()
      await screen.getByRole('button', { name: words.page.shell.dismiss }).click()
      await expect.element(notice).not.toBeInTheDocument()
    }
    // It was renewed, and another end comes near.
    host.clock = { ...host.clock, now: '2027-03-01T12:00:00.000Z' }
    host.change([ending(28)])
    await expect.element(notice).toBeVisible()
    await screen.getByRole('button', { name: words.page.licensing.enterNewKey }).click()
    await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
  })
})

test('a license that could not be refreshed asks for a refresh, and for no new key (issue 13.9)', async () => {
  const until = new Date(Date.parse('2027-03-01T12:00:00.000Z') + 3 * DAY).toISOString()
  const over = { status: 'check_overdue', until, end: null } as const
  const host = new FakeHost([license('Contoso', [product('Storage', over)], over)])
  host.answer('licenses.refresh', () => later<never>().promise)
  const screen = await openPage(host)
  await expect.element(screen.getByText('One product ends soon')).toBeVisible()
  expect(screen.getByRole('button', { name: words.page.licensing.enterNewKey }).query()).toBeNull()
  const box = page.elementLocator(document.querySelector('.notice') ?? document.body)
  await box.getByRole('button', { name: words.page.licensing.refresh }).click()
  await expect.poll(() => host.callsOf('licenses.refresh')).toHaveLength(1)
})

describe('the details of a row', () => {
  test('say what it means, until when, and what to do, in this order (issue 13.13)', async () => {
    const grace = everyStatus.filter(({ status, end }) => status === 'grace' && end?.of === 'license')
    const screen = await openPage(gatheredHost(grace))
    await screen.getByRole('gridcell', { name: 'Grace until Mar 6, 2027 (5 days)' }).click()
    const panel = screen.getByRole('dialog')
    let above = 0
    for (const part of [
      panel.getByText(words.statuses.grace.meaning),
      panel.getByText('The license ended on Feb 26, 2027. Runs until Mar 6, 2027 (5 days).'),
      panel.getByText(words.statuses.grace.todo),
      panel.getByRole('button', { name: words.page.licensing.refresh }),
    ]) {
      await expect.element(part).toBeVisible()
      const { top, bottom } = boxOf(part.element())
      expect(top).toBeGreaterThanOrEqual(above)
      above = bottom
    }
    await expect.element(panel.getByRole('button', { name: words.page.licensing.enterNewKey })).toBeVisible()
    await expect.element(panel.getByRole('link', { name: info.vendor.supportEmail })).toBeVisible()
  })

  test('of an online license say that it is checked by itself, and until when it runs without a connection (issue 13)', async () => {
    const ends = {
      end: { at: '2028-02-28T23:59:59.999Z', of: 'license' },
      until: '2028-02-28T23:59:59.999Z',
    } as const
    const over = { ...ends, localKeyValidUntil: '2027-03-15T23:59:59.999Z' }
    const host = gatheredHost([license('Contoso', [product('Storage', ends)], over)])
    const screen = await openPage(host)
    await screen.getByRole('gridcell', { name: /^Active/ }).click()
    const panel = screen.getByRole('dialog')
    const told = panel.getByText(
      'Checked with the vendor by itself; without a connection it runs at least until Mar 15, 2027 (14 days).',
    )
    await expect.element(told).toBeVisible()
    await expect.element(panel.getByText('Nothing to do.')).toBeVisible()
    // An offline one is checked by nobody.
    host.change([license('Contoso', [product('Storage', ends)], { ...over, mode: 'offline' })])
    await expect.element(told).not.toBeInTheDocument()
  })

  test('of a wrong clock have a button that looks again once it is set (issue 13)', async () => {
    const clock = everyStatus.filter(({ status }) => status === 'clock_problem')
    const host = gatheredHost(clock)
    const screen = await openPage(host)
    await screen.getByRole('gridcell', { name: /^Clock problem · stopped/ }).click()
    const before = host.callsOf('licenses.list').length
    await screen.getByRole('dialog').getByRole('button', { name: 'Try again' }).click()
    await expect.poll(() => host.callsOf('licenses.list').length).toBeGreaterThan(before)
  })

  test('of a key that ended name the key, its date, and this Unique Key, which the button leads to (issue 13.10)', async () => {
    const key = everyStatus.filter(({ status, end }) => status === 'expired' && end?.of === 'local_key')
    const screen = await openPage(gatheredHost(key))
    await expect.element(screen.getByRole('gridcell', { name: 'Key: Feb 26, 2027' })).toBeVisible()
    await screen.getByRole('gridcell', { name: /^Key ended · stopped/ }).click()
    const panel = screen.getByRole('dialog')
    await expect.element(panel.getByText('The Local License Key ended on Feb 26, 2027.')).toBeVisible()
    await expect.element(panel.getByText('Ask for a new key for this Unique Key.')).toBeVisible()
    expect(panel.element().textContent).not.toContain('license has expired')
    await panel.getByRole('button', { name: words.page.licensing.askForKey }).click()
    const adding = screen.getByRole('dialog', { name: 'Add a license' })
    await expect.element(adding.getByLabelText('Unique Key:')).toHaveValue(identity.uniqueKey)
    await expect.element(adding.getByRole('button', { name: 'Copy', exact: true })).toHaveFocus()
  })

  test('call unknown what nobody can tell, and none what there is none of (issue 13.11)', async () => {
    const invalid = everyStatus.filter(({ status }) => status === 'invalid')
    const screen = await openPage(gatheredHost(invalid))
    await screen.getByRole('gridcell', { name: /^Invalid · stopped/ }).click()
    const panel = screen.getByRole('dialog')
    await expect.element(panel.getByText('Unknown').first()).toBeVisible()
    expect(panel.getByText('None', { exact: true }).query()).toBeNull()
  })
})

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

test('days of an end are those of the host’s clock, not of this browser (issue 13.9)', async () => {
  const over = { status: 'expiring', until: IN_FIVE_DAYS } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], over)]))
  await expect
    .element(screen.getByRole('gridcell', { name: 'Expiring until Mar 6, 2027 (5 days)' }))
    .toBeVisible()
})

test('what ends is counted in products by line and notice alike, the nearest first, each by its name (issue 13)', async () => {
  const until = (days: number) => ending(days).until
  const soon = (name: string, days: number) => product(name, { status: 'expiring', until: until(days) })
  const one = license('Contoso', [soon('Storage', 6), soon('Network', 6)], { id: 'one' })
  const other = license('Contoso', [soon('Inventory', 3)], { id: 'other' })
  const screen = await openPage(new FakeHost([one, other]))
  await expect.element(screen.getByText(/^3 end this week/)).toBeVisible()
  await expect.element(screen.getByText('3 products end soon')).toBeVisible()
  const lines = [...document.querySelectorAll('.notice li')].map(({ textContent }) => textContent.trim())
  expect(lines.map((line) => line.slice(0, line.indexOf(':')))).toEqual([
    'Contoso (Inventory)',
    'Contoso (Storage, Network)',
  ])
})

test('an active license that is not refreshed tells by when to refresh, in its row and its notice (issue 13.9)', async () => {
  const until = '2027-03-05T23:59:59.999Z'
  const over = { until, untilOf: 'check', end: { at: '2028-02-28T23:59:59.999Z', of: 'license' } } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], over)]))
  await expect.element(screen.getByText('One product ends soon')).toBeVisible()
  await expect.element(screen.getByText('Contoso (Storage): Refresh by Mar 5, 2027 (4 days).')).toBeVisible()
  await expect
    .poll(() => document.querySelector('td.status')?.textContent)
    .toMatch(/refresh by Mar\s5,\s2027\s\(4\sdays\)/)
})

test('a key that ends before its license is named in the notice of its end (issue 13.10)', async () => {
  const until = '2027-03-04T23:59:59.999Z'
  const ends = { until, untilOf: 'local_key', end: { at: until, of: 'local_key' } } as const
  const over = { status: 'expiring', ...ends } as const
  const offline = { ...over, mode: 'offline' } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], offline)]))
  await expect.element(screen.getByText('One product ends soon')).toBeVisible()
  await expect
    .element(screen.getByText('Contoso (Storage): The Local License Key ends on Mar 4, 2027 (3 days).'))
    .toBeVisible()
})

test('a window that was opened by “Next: Add” leaves the focus on Add, and no link over the page (issue 13)', async () => {
  const screen = await openPage(new FakeHost([]))
  const link = screen.getByRole('link', { name: 'Next: Add' })
  await expect.element(link).toBeInTheDocument()
  ;(link.element() as HTMLElement).focus()
  ;(link.element() as HTMLElement).click()
  await expect.element(screen.getByRole('dialog', { name: 'Add a license' })).toBeVisible()
  await screen.getByRole('dialog').getByRole('button', { name: 'Cancel' }).click()
  await expect.poll(() => document.activeElement?.getAttribute('aria-label')).toBe('Add')
})
