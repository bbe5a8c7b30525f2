// What an eye, an ear or a small window would miss: names beside what is scrolled, whole dates, words beside colors, and heads
// that stay (issue 13).
import { afterAll, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { openState } from '../gallery/open-state.ts'
import { stateOf } from '../gallery/states.ts'
import { boxOf } from '../support/in-view.ts'
import { endLooks, looksOf, nameOf, SMALLEST, takeLook } from '../support/looks.ts'

afterAll(endLooks)

test('wherever the table is scrolled to, a row shows its product beside its status', async () => {
  await takeLook(SMALLEST)
  await openState(stateOf('seven rows'))
  const scroller = document.querySelector('.scroller') ?? document.body
  const name = page.getByRole('gridcell', { name: 'Virtualization' })
  const isWhole = () => boxOf(name.element()).left >= boxOf(scroller).left - 1
  scroller.scrollLeft = scroller.scrollWidth
  await expect.poll(isWhole).toBe(true)
  // Nor is it below the cell that has the focus.
  const focused = () => document.activeElement
  page.getByRole('gridcell', { name: '16', exact: true }).element().focus()
  await userEvent.keyboard('{End}{ArrowLeft}')
  await expect.poll(isWhole).toBe(true)
  await userEvent.keyboard('{ArrowLeft}{ArrowLeft}{ArrowLeft}{ArrowLeft}')
  await expect.poll(() => boxOf(focused()).left).toBeGreaterThanOrEqual(boxOf(name.element()).right - 1)
  await userEvent.keyboard('{Home}')
  await expect.poll(() => boxOf(focused()).left).toBeGreaterThanOrEqual(boxOf(scroller).left)
})

/** Days and times that a line's end has cut in two. */
function cutDates(): string[] {
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  const cut: string[] = []
  for (let node = texts.nextNode(); node; node = texts.nextNode())
    for (const found of (node.nodeValue ?? '').matchAll(/[A-Z][a-z]{2}\s\d+,\s\d{4}|\d+:\d\d\s[AP]M/g)) {
      const range = document.createRange()
      range.setStart(node, found.index)
      range.setEnd(node, found.index + found[0].length)
      if (new Set(Array.from(range.getClientRects(), ({ top }) => Math.round(top))).size > 1)
        cut.push(found[0])
    }
  return cut
}

test.each(
  [
    'a check under way',
    'every status',
    'a clock that is behind',
    'a clock problem',
    'a seat to be returned',
    'the log',
    'details: days of grace',
  ].map((name, index) => [name, index] as const),
)('%s: no line ends within a day or a time, in any look', async (name, index) => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf(name))
  for (const look of looksOf(index)) {
    await takeLook(look)
    await expect.poll(cutDates, { message: nameOf(look) }).toEqual([])
  }
  await screen.unmount()
})

test('a usage near its limit is in the words of the status, which is not green then', async () => {
  const screen = await openState(stateOf('seven rows'))
  const near = screen.getByRole('gridcell', { name: 'Active · near the limit' })
  await expect.element(near).toBeVisible()
  expect(near.element().querySelector('.good')).toBeNull()
  await expect.element(screen.getByRole('gridcell', { name: /^Expiring · limit reached/ })).toBeVisible()
})

test('rows of a host that is away are called not up to date, with their day', async () => {
  const screen = await openState(stateOf('a host that has stopped'))
  await expect
    .element(screen.getByText(/Not up to date: as of \S+\s\d+,\s\d{4},\s\d+:\d\d:\d\d/))
    .toBeVisible()
})

test('where the search finds nothing, no row 0 is counted', async () => {
  const screen = await openState(stateOf('nothing found'))
  await expect.element(screen.getByText(/^None of 17 entries/)).toBeVisible()
})

test('the heading of the menu is read as the name of its list, and not once more', async () => {
  const screen = await openState(stateOf('seven rows'))
  const list = screen.getByRole('list', { name: words.page.shell.system })
  await expect.element(list).toBeVisible()
  await expect.element(screen.getByRole('paragraph').filter({ hasText: /^System$/ })).not.toBeInTheDocument()
})

test.each(['light', 'dark'] as const)(
  'the sign of a column that is not sorted has 3:1, %s',
  async (theme) => {
    await takeLook({ ...SMALLEST, theme })
    await openState(stateOf('seven rows'))
    const sign = document.querySelector("th[aria-sort='none'] .sign")
    const ground = rgbOf(getComputedStyle(document.querySelector('thead') ?? document.body).backgroundColor)
    const { color, opacity } = getComputedStyle(sign ?? document.body)
    const ink = rgbOf(color).map(
      (part, at) => part * Number(opacity) + (ground[at] ?? 0) * (1 - Number(opacity)),
    )
    expect(contrastOf(ink, ground)).toBeGreaterThanOrEqual(3)
  },
)

const rgbOf = (color: string): number[] => [...color.matchAll(/[\d.]+/g)].slice(0, 3).map(Number)
function lightOf(rgb: readonly number[]): number {
  const [red = 0, green = 0, blue = 0] = rgb.map((part) => {
    const value = part / 255
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
function contrastOf(one: readonly number[], other: readonly number[]): number {
  const [dark = 0, light = 0] = [lightOf(one), lightOf(other)].toSorted((a, b) => a - b)
  return (light + 0.05) / (dark + 0.05)
}

test('a long log keeps its column names in view', async () => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf('five hundred entries'))
  const main = screen.getByRole('main').element()
  main.scrollTop = 900
  await expect.poll(() => boxOf(document.querySelector('th')).top).toBeGreaterThanOrEqual(0)
  expect(boxOf(document.querySelector('th')).bottom).toBeLessThan(80)
})

test('the ring around Hide is whole: it lies within what scrolls', async () => {
  await openState(stateOf('details: offline, its code revealed'))
  await userEvent.keyboard('{Tab}')
  const hide = page.getByRole('button', { name: words.page.details.hide }).element()
  hide.focus()
  expect(Number.parseFloat(getComputedStyle(hide).outlineOffset)).toBeLessThanOrEqual(-2)
})
