// The room of the table goes to those who need it: nothing is cut or broken while another column has blank room (issue 13.7).
import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { DAY } from '#shared/instant.ts'
import type { LicenseView } from '#shared/contract/views.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { endLooks, LOOKS, nameOf, SMALLEST, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'
import { license, product } from '../support/samples.ts'
import { cutOff } from '../support/cut-off.ts'

afterEach(endLooks)

const NOW = Date.parse('2027-03-01T12:00:00.000Z')
const inDays = (days: number) => new Date(NOW + days * DAY).toISOString()
const endsIn = (days: number, of: 'license' | 'local_key') =>
  ({ status: 'expiring', until: inDays(days), end: { at: inDays(days), of }, untilOf: of }) as const

/** What the vendor’s demo sells, of which two licenses allow twice as much. */
const seven = (over: object) =>
  (
    [
      ['Virtualization', 'Socket', 16, 9],
      ['Server / VM', 'Server', 50, 43],
      ['Network Devices', 'Count', 1600, 412],
      ['Log Analytics', 'GB', 500, 187],
      ['Service', 'Workloads', 3000, 1310],
    ] as const
  ).map(([name, type, limit, usage]) => product(name, { type, limit, totalLimit: limit * 2, usage, ...over }))
const soon = { ...endsIn(6, 'license'), expires: inDays(6) }
const key = endsIn(2, 'local_key')
const two: readonly LicenseView[] = [
  license('Contoso B.V.', seven(soon), soon),
  license('Fabrikam Closed Networks', seven(key), {
    ...key,
    mode: 'offline',
    localKeyValidUntil: inDays(2),
  }),
]
const SIZES = LOOKS.filter(({ forced }) => !forced)

const cells = (column: number) => [...document.querySelectorAll(`tbody td:nth-child(${column})`)]
const linesOf = (element: Element) => {
  const range = document.createRange()
  range.selectNodeContents(element)
  return [...range.getClientRects()].filter(({ width }) => width > 0)
}
const lineCount = (element: Element) => new Set(linesOf(element).map(({ top }) => Math.round(top))).size

/** Names of up to fourteen letters, and usages, on more than one line. */
const brokenLines = () =>
  [...cells(1), ...cells(5)]
    .map((cell) => cell.querySelector('.number > span, .text') ?? cell)
    .filter((text) => text.textContent.length <= 14 && lineCount(text) > 1)
    .map((text) => text.textContent)

/** Figures that are nearer to the row’s lines, to their bar or to the status than two pixels. */
function touching(): string[] {
  return cells(5)
    .filter((cell) => getComputedStyle(cell).opacity !== '0')
    .flatMap((cell) => {
      const row = cell.parentElement?.getBoundingClientRect() ?? new DOMRect()
      const status = cell.parentElement?.querySelector('.status')?.getBoundingClientRect().left ?? Infinity
      const text = cell.querySelector('.number > span')
      const bar = cell.querySelector('.usage-bar')?.getBoundingClientRect().top ?? row.bottom
      return text === null
        ? []
        : linesOf(text)
            // Letters are lower than their line.
            .filter(
              ({ top, bottom, right }) => top < row.top + 1.5 || bottom > bar + 1.5 || right > status - 2,
            )
            .map(() => text.textContent)
    })
}

test.each(SIZES.map((look) => [nameOf(look), look] as const))(
  'owners, usages and dates of two licenses are whole at %s (issue 13.7)',
  async (_, look) => {
    await takeLook(look)
    const host = gatheredHost([...two])
    host.preferences = { ...host.preferences, pageSize: null }
    await openPage(host)
    await expect.element(page.getByRole('gridcell', { name: /Fabrikam/ }).first()).toBeInTheDocument()
    await expect.poll(() => [...cutOff(), ...brokenLines()]).toEqual([])
    expect(touching()).toEqual([])
    // Nothing blank lies between the last column that is whole and the status.
    const row = document.querySelector('tbody tr')
    const status = row?.querySelector('.status')?.getBoundingClientRect().left ?? 0
    const whole = [...(row?.querySelectorAll('td:not(.status)') ?? [])]
      .map((cell) => cell.getBoundingClientRect().right)
      .filter((right) => right <= status + 1)
    expect(status - Math.max(...whole)).toBeLessThan(6)
  },
)

test.each(SIZES.map((look) => [nameOf(look), look] as const))(
  'the owner of every status is whole at %s (issue 13.7)',
  async (_, look) => {
    await takeLook(look)
    const host = gatheredHost([...everyStatus])
    host.preferences = { ...host.preferences, pageSize: null }
    await openPage(host)
    await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(everyStatus.length)
    await expect.poll(cutOff).toEqual([])
    expect(touching()).toEqual([])
  },
)

test('the date below a status is clear of the row’s lines, and begins where the status does (issue 13)', async () => {
  await takeLook(SMALLEST)
  await openPage(gatheredHost([...two]))
  await expect.element(page.getByText(/^until\sMar\s7/).first()).toBeVisible()
  for (const cell of document.querySelectorAll('tbody td.status')) {
    const row = cell.parentElement?.getBoundingClientRect() ?? new DOMRect()
    const badge = cell.querySelector('.badge')?.getBoundingClientRect()
    const [date] = linesOf(cell.querySelector('.date') ?? cell)
    expect(badge?.top).toBeGreaterThanOrEqual(row.top + 1.5)
    expect(date?.bottom).toBeLessThanOrEqual(row.bottom - 1.5)
    expect(Math.abs((date?.left ?? 0) - (badge?.left ?? 0))).toBeLessThan(1)
  }
})
