// No word of a name is broken inside: neither of what the vendor's demo sells, nor another of up to sixteen letters (issue 13).
import { expect, test } from 'vitest'
import { page } from 'vitest/browser'
import type { LicenseView } from '#shared/contract/views.ts'
import { everyStatus } from '../gallery/samples.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'
import { FakeHost } from '../support/fake-host.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'
import { cutOff } from '../support/cut-off.ts'

const LONG = license('Interoperability AMMWMMWMAMMWMMWM', [
  product('Telecommunications Devices of Interconnections'),
  product('MAINTENANCECENTR / Virtualizations', { type: 'Workloads' }),
])

/** Words that stand on more than one line. */
function broken(): string[] {
  const found: string[] = []
  for (const cell of document.querySelectorAll('tbody td .text, th .sort > span:first-child')) {
    const walker = document.createTreeWalker(cell, NodeFilter.SHOW_TEXT)
    for (let at = walker.nextNode(); at; at = walker.nextNode())
      for (const { 0: word, index } of (at.textContent ?? '').matchAll(/[^\s/-]+/g)) {
        const range = document.createRange()
        range.setStart(at, index)
        range.setEnd(at, index + word.length)
        const lines = new Set([...range.getClientRects()].map(({ top }) => Math.round(top)))
        if (lines.size > 1 && word.length <= 16) found.push(word)
      }
  }
  return found
}

const OWNERS = [
  'Fabrikam Closed Networks',
  'Adventure Works Cycles',
  'Northwind Traders GmbH',
  'Wide World Importers',
  'Wide World Bank AG',
  'Contoso International BV',
].map((owner) => license(owner, [product('Server Monitoring Suite')]))

test('owners of up to 24 letters are whole at 800×600 and at 1280×800 (issue 13.7)', async () => {
  await takeLook(SMALLEST)
  await openPage(new FakeHost(OWNERS))
  await expect.element(page.getByRole('gridcell', { name: 'Wide World Bank AG' })).toBeVisible()
  await expect.poll(() => [...cutOff(), ...broken()]).toEqual([])
  await takeLook({ ...SMALLEST, width: 1280, height: 800 })
  await expect.poll(() => [...cutOff(), ...broken()]).toEqual([])
})

test.each([
  [800, 600],
  [1280, 800],
])(
  'a long owner keeps clear of the lines of its row at %i×%i, and its end is in view (issue 13)',
  async (width, height) => {
    await takeLook({ ...SMALLEST, width, height })
    const until = '2027-03-23T23:59:59.999Z'
    const over = { status: 'active', until, untilOf: 'check' } as const
    const names = [1, 2, 3].map((no) => `Northwind Traders Datacenter No. ${no}`)
    await openPage(new FakeHost(names.map((name) => license(name, [product('Storage', over)], over))))
    for (const name of names) {
      const cell = page.getByRole('gridcell', { name, exact: true })
      await expect.element(cell).toBeVisible()
      const row = cell.element().getBoundingClientRect()
      const walker = document.createTreeWalker(cell.element(), NodeFilter.SHOW_TEXT)
      const end = document.createRange()
      for (let at = walker.nextNode(); at; at = walker.nextNode()) {
        end.selectNodeContents(at)
        expect(end.getBoundingClientRect().top).toBeGreaterThanOrEqual(row.top + 2)
        expect(end.getBoundingClientRect().bottom).toBeLessThanOrEqual(row.bottom - 2)
        end.setStart(at, (at.textContent ?? '').length - 1)
      }
      const last = end.getBoundingClientRect()
      expect(last.width).toBeGreaterThan(3)
      expect(last.left).toBeGreaterThanOrEqual(row.left)
      expect(last.right).toBeLessThanOrEqual(row.right)
    }
  },
)

test('long owners, products and pooled usages are whole where the columns beside them have room (issue 13.7)', async () => {
  const owners = [
    'Northwind Traders Datacenter No. 1',
    'Consolidated Messenger Services Northwest',
    'Fabrikam',
  ]
  const used = { usage: 900, limit: 800, totalLimit: 4032, mayRun: true } as const
  const products = [product('Server Suite', used), product('Virtualization')]
  const ends = { expires: null } as const
  for (const width of [1280, 1440, 1920]) {
    await takeLook({ ...SMALLEST, width, height: 800 })
    const screen = await openPage(
      new FakeHost(
        owners.map((owner) =>
          license(
            owner,
            products.map((one) => ({ ...one, ...ends })),
            ends,
          ),
        ),
      ),
    )
    await expect.element(page.getByRole('gridcell', { name: 'Fabrikam' }).first()).toBeVisible()
    await expect.poll(() => [width, ...cutOff()]).toEqual([width])
    const usages = [...document.querySelectorAll('td.usage .number > span')]
    // At 1280 the owners have all that there is.
    if (width > 1280)
      await expect.poll(() => usages.filter((one) => one.getClientRects().length > 1).length).toBe(0)
    expect(document.querySelector('.scroller')?.scrollWidth).toBe(
      document.querySelector('.scroller')?.clientWidth,
    )
    await screen.unmount()
  }
})

test('an end stands once in a row where its column is in view, with its days also when it is over; else its status shows it (issue 13)', async () => {
  const shown = () =>
    [...document.querySelectorAll('td.status .date')].filter(
      (one) => getComputedStyle(one).clipPath === 'none' && getComputedStyle(one).display !== 'none',
    ).length
  const near = everyStatus.filter(({ status }) => status === 'expiring' || status === 'expired')
  await takeLook({ ...SMALLEST, width: 1280, height: 800 })
  const screen = await openPage(new FakeHost([...near]))
  await expect
    .element(page.getByRole('gridcell', { name: 'Feb 26, 2027 (2 days ago)', exact: true }))
    .toBeVisible()
  await expect.poll(shown).toBe(0)
  await expect
    .element(page.getByRole('gridcell', { name: 'Expiring until Mar 6, 2027 (5 days)' }))
    .toBeInTheDocument()
  await takeLook(SMALLEST)
  await expect.poll(shown).toBe(near.length)
  await screen.unmount()
  await takeLook({ ...SMALLEST, width: 1280, height: 800 })
  const host = new FakeHost([...near])
  host.preferences = { ...host.preferences, shownColumns: ['owner', 'product', 'status'] }
  await openPage(host)
  await expect.poll(shown).toBe(near.length)
})

test('no words of the page are smaller than 12 pixels at 800×600 (issue 13)', async () => {
  await takeLook(SMALLEST)
  await openPage(new FakeHost(OWNERS))
  await expect.element(page.getByRole('gridcell', { name: 'Wide World Bank AG' })).toBeVisible()
  const small = () =>
    [...document.querySelectorAll('#app *')]
      .filter((one) => [...one.childNodes].some((node) => node.nodeType === 3 && node.nodeValue?.trim()))
      .filter((one) => Number.parseFloat(getComputedStyle(one).fontSize) < 12)
      .map((one) => one.textContent)
  expect(small()).toEqual([])
})

test('the word of every status is whole at 800×600 and at 1280×800 (issue 13.8)', async () => {
  await takeLook(SMALLEST)
  const used = license('Released', [product('Storage', { usage: 15, limit: 16, totalLimit: 16 })])
  const host = new FakeHost([...everyStatus, used])
  const list = () => FakeHost.prototype.list.call(host)
  host.list = () => ({ ...list(), seatReleased: [used.id] })
  host.preferences = { ...host.preferences, pageSize: null }
  await openPage(host)
  await expect.element(page.getByText('Unknown · may be off')).toBeInTheDocument()
  const cut = () =>
    [...document.querySelectorAll('tbody .badge')]
      .filter((badge) => {
        const cell = badge.closest('td')
        return !cell || badge.getBoundingClientRect().right > cell.getBoundingClientRect().right
      })
      .map((badge) => badge.textContent)
  await expect.poll(cut).toEqual([])
  await takeLook({ ...SMALLEST, width: 1280, height: 800 })
  await expect.poll(cut).toEqual([])
})

test('the date below a status is whole, with the days that are left (issue 13.9)', async () => {
  await takeLook(SMALLEST)
  const until = '2027-03-23T23:59:59.999Z'
  const unrefreshed = { status: 'active', until, untilOf: 'check' } as const
  await openPage(new FakeHost([license('Contoso', [product('Storage', unrefreshed)], unrefreshed)]))
  const date = page.getByText(/^refresh\sby\sMar\s23,\s2027\s\(22\sdays\)$/)
  await expect.element(date).toBeVisible()
  const end = (element: Element | null | undefined) => element?.getBoundingClientRect().right ?? 0
  expect(end(date.element())).toBeLessThanOrEqual(end(date.element().closest('td')) + 0.5)
})

test.each([
  ['the demo', contoso, 800, 600],
  ['the demo', contoso, 1280, 800],
  ['long words', LONG, 800, 600],
  ['long words', LONG, 1280, 800],
] as const)('no word of %s is broken inside', async (_, held: LicenseView, width, height) => {
  await takeLook({ width, height, theme: 'light', forced: false })
  await openPage(new FakeHost([held]))
  await expect.element(page.getByRole('gridcell').first()).toBeVisible()
  await expect.poll(broken).toEqual([])
})

/** Dates that stand on more than one line. */
const wrapped = () =>
  [...document.querySelectorAll('tbody td.date .text')]
    .filter((text) => {
      const range = document.createRange()
      range.selectNodeContents(text)
      return new Set([...range.getClientRects()].map(({ top }) => Math.round(top))).size > 1
    })
    .map((text) => text.textContent)

test.each([1280, 1920])('no date is broken at %i pixels, whatever its hour (issue 13)', async (width) => {
  await takeLook({ ...SMALLEST, width, height: 800 })
  const LATE = new Date(2026, 10, 28, 12, 6).toISOString()
  const soon = '2027-03-20T23:59:59.999Z'
  const ends = { status: 'expiring', until: soon, expires: soon, end: { at: soon, of: 'license' } } as const
  await openPage(
    new FakeHost([
      license('Contoso', [product('Storage')], { lastCheck: LATE }),
      license('Ends Soon AG', [product('Virtualization', ends)], { ...ends, lastCheck: LATE }),
    ]),
  )
  await expect.element(page.getByRole('gridcell', { name: 'Ends Soon AG' })).toBeVisible()
  // At 1280 no column has room for the days of an end: they take the second line, whole.
  const holdsDays = (text: string) => width === 1280 && text.endsWith(')')
  await expect.poll(() => wrapped().filter((text) => !holdsDays(text))).toEqual([])
  await expect.poll(() => document.querySelector('.scroller.more')).toBeNull()
})
