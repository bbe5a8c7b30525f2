// Where the system allows a few colors of its own: nothing is told by color, and nothing that color drew is gone.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { page } from 'vitest/browser'
import { words } from '../../../src-renderer/state/words.svelte.ts'
import { everyStatus, gatheredHost } from '../gallery/samples.ts'
import { stateOf } from '../gallery/states.ts'
import { openState } from '../gallery/open-state.ts'
import { endLooks, takeLook } from '../support/looks.ts'
import { openPage } from '../support/open-page.ts'

const THEMES = ['light', 'dark'] as const
const look = (theme: (typeof THEMES)[number]) => takeLook({ width: 1280, height: 800, theme, forced: true })
beforeAll(() => look('light'))
afterAll(endLooks)

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
  expect(style(pinned).backgroundColor).not.toBe(style(loose).backgroundColor)
  for (const current of all('[aria-current=page], .page[aria-current]'))
    expect(style(current).outlineStyle).toBe('solid')
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
