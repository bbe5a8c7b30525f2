// What ends soon: its notice above the table, and its row.
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { DAY } from '#shared/instant.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { FakeHost, info, later } from '../support/fake-host.ts'
import { boxOf, expectInView } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { ending, license, product } from '../support/samples.ts'

afterEach(() => page.viewport(1280, 800))

const notice = page.getByText(/^Contoso \(Storage\): Runs until/)

const { asBefore, showFirst } = words.page.licensing.summary
const dismiss = (screen: Awaited<ReturnType<typeof openPage>>) =>
  screen.getByRole('button', { name: words.page.shell.dismiss }).click()

describe('above the table', () => {
  test('ends alone are told in one box, which counts them and shows them first; once it is dismissed the line does (issue 13)', async () => {
    await page.viewport(800, 600)
    const ends = (days: number) => ending(days).products[0] ?? product('Storage')
    const names = ['Storage', 'Network', 'Inventory']
    const host = new FakeHost(
      [2, 3, 12, 20, 25].map((days) =>
        license(
          `Owner ${days}`,
          names.map((name) => ({ ...product(name), ...ends(days), name, code: name })),
        ),
      ),
    )
    const screen = await openPage(host)
    const counts = screen.getByText(/^6 end within 7 days, 9 end within 30 days · next: Mar\s3,\s2027/)
    await expect.element(counts).toBeVisible()
    expect(counts.elements()).toHaveLength(1)
    const lines = [...document.querySelectorAll('.notice li')].map(({ textContent }) => textContent.trim())
    expect(lines).toHaveLength(4)
    expect(lines[3]).toBe('and 6 more products')
    await expectInView(screen.getByRole('button', { name: 'Next' }))
    await screen.getByRole('button', { name: 'and 6 more products' }).click()
    await screen.getByRole('button', { name: asBefore }).click()
    await expect.element(screen.getByRole('button', { name: 'and 6 more products' })).toBeVisible()
    await dismiss(screen)
    await expect.element(counts).toBeVisible()
    await expect.element(screen.getByRole('button', { name: showFirst, exact: true })).toBeVisible()
    expect(document.querySelectorAll('main .notice')).toHaveLength(0)
  })

  test('one end alone is told by its name, in one box, and beside what is stopped once more by its count (issue 13)', async () => {
    const screen = await openPage(new FakeHost([ending(5)]))
    await expect.element(notice).toBeVisible()
    expect(document.querySelector('main')?.textContent).not.toMatch(/within 7 days|ends soon/)
    await screen.unmount()
    const stopped = license('Stopped', [product('Storage', { status: 'expired', mayRun: false })])
    await openPage(new FakeHost([stopped, ending(5)]))
    await expect.element(page.getByText(/^1 product stopped, 1 ends within 7 days · next: /)).toBeVisible()
    await expect.element(notice).toBeVisible()
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

  test('what is over its limit runs until a date, and is not over it until then (issue 13)', async () => {
    const screen = await openPage(
      gatheredHost(everyStatus.filter(({ status, mayRun }) => status === 'over_limit' && mayRun)),
    )
    await expect
      .element(screen.getByRole('gridcell', { name: 'Over limit runs until Mar 6, 2027 (5 days)' }))
      .toBeVisible()
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
  await expect.element(screen.getByText(/^Contoso \(Storage\): Runs until/)).toBeVisible()
  expect(screen.getByRole('button', { name: words.page.licensing.enterNewKey }).query()).toBeNull()
  const box = page.elementLocator(document.querySelector('.notice') ?? document.body)
  await box.getByRole('button', { name: words.page.licensing.refresh }).click()
  await expect.poll(() => host.callsOf('licenses.refresh')).toHaveLength(1)
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
  await expect.element(screen.getByText(/^3 end within 7 days/)).toBeVisible()
  const lines = [...document.querySelectorAll('.notice li')].map(({ textContent }) => textContent.trim())
  expect(lines.map((line) => line.split(':')[0])).toEqual([
    'Contoso (Inventory)',
    'Contoso (Storage, Network)',
  ])
})

test('what ends in seven days to the moment ends within 7 days, and is told of in its notice (issue 13)', async () => {
  const screen = await openPage(new FakeHost([ending(7)]))
  await expect.element(notice).toBeVisible()
  await dismiss(screen)
  await expect.element(screen.getByText(/^1 ends within 7 days/)).toBeVisible()
})

test('an end that the table says is seven days away is counted with those within 7 days (issue 13)', async () => {
  const until = new Date(Date.parse('2027-03-01T12:00:00.000Z') + 7.6 * DAY).toISOString()
  const over = { status: 'expiring', until, end: { at: until, of: 'license' } } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], over)]))
  await expect.element(notice).toBeVisible()
  await dismiss(screen)
  await expect.element(screen.getByText(/^1 ends within 7 days · next: .*\(7\sdays\)$/)).toBeVisible()
})

test('the words of an opened notice have its width at 800×600, and the paging stays in the window (issue 13)', async () => {
  await page.viewport(800, 600)
  const host = new FakeHost(
    [1, 2, 3, 4].flatMap((day) => ({
      ...ending(day),
      id: `of day ${day}`,
      owner: `Northwind Traders Datacenter ${day}`,
    })),
  )
  host.answer('app.info', () => ({ ok: true, value: { ...info, demo: true } }))
  const screen = await openPage(host)
  await screen.getByText(/^4 end within 7 days/).click()
  const line = screen.getByText(/^Northwind Traders Datacenter 1/)
  await expect.element(line.first()).toBeVisible()
  const item = document.querySelector('.notice li')
  expect(boxOf(item).height).toBeLessThan(25)
  await expectInView(screen.getByText(/^Showing 1 to/))
  await expectInView(screen.getByRole('button', { name: 'Next' }))
})

test('an active license that is not refreshed tells by when to refresh, in its row and its notice (issue 13.9)', async () => {
  const until = '2027-03-05T23:59:59.999Z'
  const over = { until, untilOf: 'check', end: null, expires: null } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], over)]))
  await expect.element(screen.getByText('Contoso (Storage): Refresh by Mar 5, 2027 (4 days).')).toBeVisible()
  await expect
    .poll(() => document.querySelector('td.status')?.textContent)
    .toMatch(/refresh by Mar\s5,\s2027\s\(4\sdays\)/)
  await expectInView(screen.getByText(/^refresh by Mar\s5,\s2027\s\(4\sdays\)/))
})

test('a key that ends before its license is named in the notice of its end (issue 13.10)', async () => {
  const until = '2027-03-04T23:59:59.999Z'
  const ends = { until, untilOf: 'local_key', end: { at: until, of: 'local_key' } } as const
  const over = { status: 'expiring', ...ends } as const
  const offline = { ...over, mode: 'offline' } as const
  const screen = await openPage(new FakeHost([license('Contoso', [product('Storage', over)], offline)]))
  await expect
    .element(screen.getByText('Contoso (Storage): The Local License Key ends on Mar 4, 2027 (3 days).'))
    .toBeVisible()
})
