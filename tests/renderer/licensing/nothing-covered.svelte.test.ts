// What lies above what in the table: no column name below its menu, no cell half below the status.
import { afterEach, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { gatheredHost } from '../gallery/samples.ts'
import { info } from '../support/fake-host.ts'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { header, press } from '../support/grid.ts'
import { boxOf } from '../support/in-view.ts'
import { openPage } from '../support/open-page.ts'
import { contoso } from '../support/samples.ts'

afterEach(() => page.viewport(1280, 800))

/** Of a cell: no word is in it. */
const PADDING = 8

/** The lines of a text, and not the box around it. */
function linesOf(element: Element): DOMRect[] {
  const range = document.createRange()
  range.selectNodeContents(element)
  return [...range.getClientRects()]
}

const meet = (a: DOMRect, b: DOMRect): boolean =>
  a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom

test.each([
  [1280, 800],
  [800, 600],
])('no name of a column is cut, or lies below its sign or its menu, at %i×%i', async (width, height) => {
  await page.viewport(width, height)
  await openPage(gatheredHost([contoso]))
  await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(7)
  const faults = [...document.querySelectorAll('th')].flatMap((th) => {
    const name = th.querySelector('.sort > span:first-child')
    if (!name) return ['no name']
    const above = [...th.querySelectorAll('.menu, .sign')].map(boxOf)
    const lines = linesOf(name)
    const covered = lines.some((line) => above.some((box) => meet(line, box)))
    const cut = lines.some(
      ({ left, right }) => left < boxOf(name).left - 0.5 || right > boxOf(name).right + 0.5,
    )
    return covered || cut ? [`${name.textContent}: ${covered ? 'covered' : 'cut'}`] : []
  })
  expect(faults).toEqual([])
})

test('no column lies half below the status at 800×600', async () => {
  await page.viewport(800, 600)
  await openPage(gatheredHost([contoso]))
  await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(7)
  const row = document.querySelector('tbody tr')
  const edge = boxOf(row?.querySelector('.status') ?? document.body).left
  const half = [...(row?.querySelectorAll('td:not(.status)') ?? [])]
    .map(boxOf)
    .filter(({ left, right }) => left + PADDING < edge && right - PADDING > edge)
  // Its figure is not drawn there (whole-numbers.svelte.test.ts), and no more of it is seen than a cell's own edge.
  expect(half.filter(({ left }) => edge - left > 2 * PADDING)).toEqual([])
})

test('a cell that the keyboard reaches is not below the status', async () => {
  await page.viewport(800, 600)
  await openPage(gatheredHost([contoso]))
  await expect.poll(() => document.querySelectorAll('tbody tr').length).toBe(7)
  const cells = [...document.querySelectorAll<HTMLElement>('tbody tr:first-child td:not(.status)')]
  header('License Owner').element().focus()
  await press('{ArrowDown}')
  for (const cell of cells) {
    await expect.element(cell).toHaveFocus()
    const { left } = boxOf(document.querySelector('tbody .status') ?? document.body)
    expect(boxOf(cell).right).toBeLessThanOrEqual(left + 0.5)
    await press('{ArrowRight}')
  }
})

test.each([
  [1280, 800],
  [800, 600],
])('a short notice covers no banner, at %i×%i (issue 13)', async (width, height) => {
  await page.viewport(width, height)
  const host = gatheredHost([contoso]).answer('app.info', () => ({
    ok: true,
    value: { ...info, demo: true },
  }))
  const screen = await openPage(host)
  await expect.element(screen.getByText(words.page.shell.demoText)).toBeVisible()
  await screen.getByRole('button', { name: words.page.licensing.refresh, exact: true }).first().click()
  const notices = screen.getByRole('complementary', { name: words.page.shell.notices })
  const dismiss = notices.getByRole('button', { name: words.page.shell.dismiss })
  await expect.element(dismiss).toBeVisible()
  const banner = document.querySelector('.demo') ?? document.body
  const shown = dismiss.element().parentElement ?? document.body
  await expect.poll(() => meet(boxOf(banner), boxOf(shown))).toBe(false)
})
