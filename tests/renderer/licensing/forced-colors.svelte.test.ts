// Where the system allows a few colors of its own: nothing is told by color, and nothing that color drew is gone.
import { beforeAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { stateOf } from '../gallery/states.ts'
import { openState } from '../gallery/open-state.ts'
import { takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'

const THEMES = ['light', 'dark'] as const
const look = (theme: (typeof THEMES)[number]) => takeLook({ width: 1280, height: 800, theme, forced: true })
beforeAll(() => look('light'))

const all = (selector: string) => [...document.querySelectorAll(selector)]
const style = (element: Element | null | undefined) => getComputedStyle(element ?? document.body)
/** The system's own, as the page gets them now. */
function system(color: 'Canvas' | 'CanvasText' | 'Highlight'): string {
  const probe = document.createElement('i')
  probe.style.color = color
  document.body.append(probe)
  const found = getComputedStyle(probe).color
  probe.remove()
  return found
}

test.each(THEMES)('in forced colors, %s, each row is told by lines, icons and bars', async (theme) => {
  await look(theme)
  const host = gatheredHost(everyStatus)
  host.preferences = { ...host.preferences, pageSize: null, theme: theme === 'light' ? 'dark' : 'light' }
  const screen = await openPage(host)
  await expect.poll(() => all('td.status .badge').length).toBe(everyStatus.length)
  const canvas = system('Canvas')
  for (const badge of all('td.status .badge')) {
    expect(style(badge).borderTopColor).not.toBe(canvas)
    expect(style(badge.querySelector('svg')).color).toBe(system('CanvasText'))
  }
  for (const bar of all('td.usage svg:has(.track)')) {
    expect(style(bar.querySelector('.fill')).fill).not.toBe(style(bar.querySelector('.track')).fill)
    expect(style(bar).outlineStyle).toBe('solid')
  }
  for (const sign of all('.summary svg, .notice > svg')) expect(style(sign).color).toBe(system('CanvasText'))
  const pinned = screen.getByRole('switch', { name: words.page.licensing.pin }).element()
  const loose = screen.getByRole('switch', { name: words.page.licensing.autoRefresh }).element()
  expect(style(pinned).borderTopWidth).not.toBe(style(loose).borderTopWidth)
  // Filled is the one to press (issue 13).
  const add = screen.getByRole('button', { name: words.page.licensing.add, exact: true }).first().element()
  expect(style(add).backgroundColor).toBe(system('Highlight'))
  expect(style(pinned).backgroundColor).not.toBe(system('Highlight'))
  for (const current of all('[aria-current=page], .page[aria-current]'))
    expect(style(current).outlineStyle).toBe('solid')
  await screen.getByRole('gridcell').first().click()
  await expect.poll(() => all('tr.opened').length).toBe(1)
  for (const cell of all('tr.opened > td'))
    expect([style(cell).borderTopStyle, style(cell).borderTopColor]).toEqual(['solid', system('Highlight')])
  await screen.unmount()
})

test('in forced colors the focus is seen on every kind of control', async () => {
  await look('light')
  const screen = await openState(stateOf('adding: offline instead'))
  const kinds = [
    'button',
    'input[type=text], input:not([type])',
    'input[type=checkbox]',
    'input[type=radio]',
    'textarea',
    'select',
  ]
  const canvas = system('Canvas')
  const unseen = kinds.filter((kind) => {
    const one = all(`[role=dialog] :is(${kind})`).find((each) => each.checkVisibility()) as
      HTMLElement | undefined
    one?.focus({ focusVisible: true })
    if (!one) return false
    const rings = [one, one.closest('label')].map(style)
    return !rings.some(
      ({ outlineStyle, outlineWidth, outlineColor }) =>
        outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2 && outlineColor !== canvas,
    )
  })
  expect(unseen).toEqual([])
  await screen.unmount()
})

test('in forced colors what is under way is seen', async () => {
  const screen = await openState(stateOf('a check under way'))
  const bar = page.getByRole('progressbar').element()
  const colors = [bar, ...bar.querySelectorAll('*')].map((part) => style(part).backgroundColor)
  expect(colors).toContain(system('Highlight'))
  await screen.unmount()
})

test('in forced colors a month above its limit is told from the others in chart and legend (issue 13)', async () => {
  await look('light')
  const host = gatheredHost()
  const screen = await openPage(host, 'usage')
  await expect.poll(() => all('svg[role=img] rect.over').length).toBeGreaterThan(0)
  for (const place of ['svg[role=img]', 'p[aria-hidden] svg']) {
    const over = document.querySelector(`${place} rect.over`)
    const peak = document.querySelector(`${place} rect:not(.over)`)
    expect(style(over).fill).not.toBe(style(peak).fill)
    expect(style(over).stroke).toBe(system('CanvasText'))
  }
  await screen.unmount()
})
