// What a person sees without a press: how each row stands, until when, and where there is more.
import { afterEach, describe, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost, IN_FIVE_DAYS } from '../gallery/samples.ts'
import { FakeHost } from '../support/fake-host.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { contoso, license, product } from '../support/samples.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const
afterEach(() => page.viewport(1280, 800))

const statusCells = () => [...document.querySelectorAll<HTMLElement>('td.status')]
const scroller = () => document.querySelector<HTMLElement>('.scroller')

describe('the status of a row', () => {
  test('that stops the product says so in word and icon, and no other looks like it (issue 13.8)', async () => {
    await openPage(gatheredHost(everyStatus))
    await expect.poll(() => statusCells().length).toBe(10)
    await page.getByRole('combobox').selectOptions('25')
    await expect.poll(() => statusCells().length).toBe(everyStatus.length)
    const faces = statusCells().map((cell) => {
      const icon = cell.querySelector('use')?.getAttribute('href') ?? ''
      return { icon, word: cell.querySelector('.badge')?.textContent.trim() ?? '' }
    })
    for (const { icon, word } of faces) expect(icon === '#sign-stopped').toBe(word.endsWith('· stopped'))
    // Without color too, as forced colors have it.
    expect(new Set(faces.map(({ icon, word }) => `${icon} ${word}`)).size).toBe(everyStatus.length)
    const stopped = everyStatus.filter(({ status, mayRun }) => !mayRun && status !== 'unknown').length
    expect(faces.filter(({ icon }) => icon === '#sign-stopped')).toHaveLength(stopped)
  })

  test.each(SIZES)(
    'is in view at %i×%i, however far the table was scrolled (issue 13.7)',
    async (width, height) => {
      await page.viewport(width, height)
      const host = gatheredHost(everyStatus)
      host.preferences = { ...host.preferences, pageSize: null }
      await openPage(host)
      await expect.poll(() => statusCells().length).toBe(everyStatus.length)
      for (const left of [0, 120, 5000]) {
        scroller()?.scrollTo({ left })
        await expect
          .poll(() => Math.max(...statusCells().map((cell) => boxOf(cell).right)))
          .toBeLessThanOrEqual(width)
        const { bottom } = boxOf(scroller() ?? document.body)
        const inside = statusCells().filter((cell) => boxOf(cell).bottom < Math.min(bottom, height - 40))
        expect(inside.length).toBeGreaterThan(3)
        for (const cell of inside) {
          const { left: edge, top, height: high } = boxOf(cell.querySelector('.badge') ?? cell)
          expect(cell.contains(document.elementFromPoint(edge + 4, top + high / 2))).toBe(true)
        }
        for (const cell of statusCells()) expect(cell.scrollWidth).toBeLessThanOrEqual(cell.clientWidth)
      }
    },
  )

  test.each(SIZES)(
    'has a date or its days in view at %i×%i, whole, wherever one is known (issue 13.9)',
    async (width, height) => {
      await page.viewport(width, height)
      const end = { at: IN_FIVE_DAYS, of: 'license' } as const
      const far = {
        until: '2028-02-28T23:59:59.999Z',
        end: { ...end, at: '2028-02-28T23:59:59.999Z' },
      } as const
      const running = license('Running', [product('Storage', { ...far, expires: far.until })], far)
      const host = gatheredHost([running, ...everyStatus])
      host.preferences = { ...host.preferences, pageSize: null }
      await openPage(host)
      await expect.poll(() => statusCells().length).toBe(everyStatus.length + 1)
      const right = boxOf(scroller() ?? document.body).right
      for (const row of document.querySelectorAll('tbody tr')) {
        const status = row.querySelector('td.status')
        const owner = row.textContent
        // Nothing that is invalid is believed, and “In status active” never ends.
        if (/In status (invalid|active)/.test(owner)) continue
        const dates = [...row.querySelectorAll<HTMLElement>('time, .date')].filter((date) => {
          const { left, right: end, width: wide } = boxOf(date)
          const covered = status?.contains(date) !== true && end > boxOf(status ?? row).left
          return /\d{4}|\sago/.test(date.textContent) && wide > 0 && left >= 0 && end <= right && !covered
        })
        expect(
          dates.map(({ textContent }) => textContent),
          owner,
        ).not.toEqual([])
        for (const cell of [status ?? row]) {
          expect(cell.scrollHeight, owner).toBeLessThanOrEqual(cell.clientHeight)
          expect(cell.scrollWidth, owner).toBeLessThanOrEqual(cell.clientWidth)
        }
      }
    },
  )

  test('counts the days that are left, and goes on counting while the page stays open (issue 13.9)', async () => {
    const over = { status: 'grace', until: IN_FIVE_DAYS } as const
    const host = new FakeHost([license('Contoso', [product('Storage', over)], over)])
    const screen = await openPage(host)
    await expect
      .element(screen.getByRole('gridcell', { name: 'Grace until Mar 6, 2027 (5 days)' }))
      .toBeVisible()
    host.clock = { ...host.clock, now: '2027-03-04T12:00:00.000Z' }
    host.change([license('Contoso', [product('Storage', over)], { ...over, notes: 'changed' })])
    await expect
      .element(screen.getByRole('gridcell', { name: 'Grace until Mar 6, 2027 (2 days)' }))
      .toBeVisible()
  })
})

describe('a table that is wider than the window', () => {
  test('says so, with an arrow to where columns are hidden (issue 13)', async () => {
    await page.viewport(800, 600)
    const screen = await openPage(gatheredHost([contoso]))
    const hint = screen.getByText(words.page.licensing.moreColumns)
    await expect.element(hint).toBeVisible()
    // As wide as it stays: its texts are measured.
    await expect.poll(() => document.querySelector('table')?.style.cssText).not.toContain('minmax(5.25rem')
    scroller()?.scrollTo({ left: 5000 })
    const sign = (at: string) => getComputedStyle(hint.element(), at).content
    await expect.poll(() => sign('::before')).toContain('←')
    expect(sign('::after')).not.toContain('→')
    scroller()?.scrollTo({ left: 0 })
    await expect.poll(() => sign('::after')).toContain('→')
    expect(sign('::before')).not.toContain('←')
  })

  test('is not at 1280×800: names take a second line before dates do (issue 13.7)', async () => {
    await page.viewport(1280, 800)
    const screen = await openPage(
      gatheredHost([
        license('A company of a long name', [product('Virtualization of everything')]),
        ...everyStatus,
      ]),
    )
    await expect.element(screen.getByRole('gridcell', { name: /^A company/ })).toBeVisible()
    expect(scroller()?.scrollWidth).toBe(scroller()?.clientWidth)
    // A date is one line; its days may take the second.
    for (const time of document.querySelectorAll('tbody time'))
      expect(boxOf(time).height).toBeLessThan(time.textContent.includes('(') ? 33 : 20)
    const name = document.querySelector('tbody td .text')
    // Two lines of small letters.
    expect(boxOf(name ?? document.body).height).toBeGreaterThan(20)
    // A line's letters are a pixel higher than it is.
    expect(name?.scrollHeight).toBeLessThanOrEqual((name?.clientHeight ?? 0) + 1)
  })

  test('has the texts of a row on one line with its numbers (issue 13)', async () => {
    await page.viewport(1280, 800)
    await openPage(gatheredHost([contoso]))
    await expect.poll(() => statusCells().length).toBe(7)
    const middle = ({ top, bottom }: DOMRect) => (top + bottom) / 2
    for (const text of document.querySelectorAll('tbody td > .text'))
      expect(Math.abs(middle(boxOf(text)) - middle(boxOf(text.parentElement ?? text)))).toBeLessThan(2)
  })

  test('shows the name of an owner whole at 1280×800, of up to forty letters (issue 13)', async () => {
    await page.viewport(1280, 800)
    const owner = 'Gesellschaft für Netze und Leitungen mbH'
    const screen = await openPage(gatheredHost([license(owner, [product('Storage')]), ...everyStatus]))
    const cell = screen.getByRole('gridcell', { name: owner })
    await expect.element(cell).toBeVisible()
    const [name] = cell.element().children
    // A line's letters are a pixel higher than it is.
    expect(name?.scrollHeight).toBeLessThanOrEqual((name?.clientHeight ?? 0) + 1)
    expect(boxOf(name ?? document.body).height).toBeLessThanOrEqual(boxOf(cell.element()).height)
  })

  test('shows at the end of each row that it opens (issue 13.7)', async () => {
    await page.viewport(800, 600)
    await openPage(gatheredHost([contoso]))
    await expect.poll(() => statusCells().length).toBe(7)
    const row = document.querySelector('tbody tr')
    if (!row) throw new Error('no row')
    expect(getComputedStyle(row, '::after').content).toContain('›')
    expect(getComputedStyle(row).cursor).toBe('pointer')
    const { right } = boxOf(scroller() ?? row)
    await expect.poll(() => boxOf(statusCells()[0] ?? row).right).toBeLessThanOrEqual(right - 20)
  })
})

test('usage is shown against what all licenses of the product allow, as its bar is (issue 13.11)', async () => {
  const pooled = product('Storage', { type: 'Count', limit: 800, totalLimit: 1600, usage: 900 })
  const byOther = product('Network', { type: 'Count', limit: 800, totalLimit: null, usage: 900 })
  const screen = await openPage(gatheredHost([license('Contoso', [pooled, byOther])]))
  await expect.element(screen.getByRole('gridcell', { name: /^900 of 1,600 / })).toBeVisible()
  await expect.element(screen.getByRole('gridcell', { name: /^900, no limit/ })).toBeVisible()
  const bar = document.querySelector('td.usage .fill')
  expect(Number(bar?.getAttribute('width'))).toBeCloseTo(56.25)
})

test('usage over its limit is red where that stops the product, as its status is, and nowhere else (issue 13)', async () => {
  const used = (name: string, usage: number, mayRun: boolean) =>
    product(name, { type: 'Count', limit: 100, usage, status: usage > 100 ? 'over_limit' : 'active', mayRun })
  const products = [used('Runs', 300, true), used('Full', 100, true), used('Stopped', 101, false)]
  await openPage(gatheredHost([license('Contoso', products)]))
  await expect.poll(() => statusCells().length).toBe(3)
  const tones = [...document.querySelectorAll('td.usage .usage')].map(({ classList }) =>
    classList.contains('bad') ? 'bad' : 'warn',
  )
  expect(tones).toEqual(['warn', 'warn', 'bad'])
})
