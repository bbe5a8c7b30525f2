// What does not fit the window is read with the keyboard alone, at once: no Tab first, and nothing is caught.
import { describe, expect, test } from 'vitest'
import { page, userEvent } from 'vitest/browser'
import { openState } from '../gallery/open-state.ts'
import { stateOf } from '../gallery/states.ts'
import { hiddenPart } from '../support/in-view.ts'
import { SMALLEST, takeLook } from '../support/looks.ts'

const parts = (dialog: Element): Element[] => [dialog, ...dialog.querySelectorAll('*')]
/** How far down it is, of all that can scroll in the window in front. */
const scrolled = (dialog: Element): number => Math.max(...parts(dialog).map(({ scrollTop }) => scrollTop))
/** How far down it can go: what is still being read makes nothing too high. */
const overflow = (dialog: Element): number =>
  Math.max(...parts(dialog).map((part) => part.scrollHeight - part.clientHeight))

/** A key that comes before the focus, before there is more than fits, or before it was painted once scrolls nothing. */
async function canBeScrolled(dialog: Element): Promise<void> {
  await expect.poll(() => dialog.contains(document.activeElement)).toBe(true)
  await expect.poll(() => overflow(dialog)).toBeGreaterThan(50)
  for (let frames = 2; frames > 0; frames--) await new Promise(requestAnimationFrame)
}

describe.each([
  'the shortcuts',
  'details: far over the limit, its record opened',
  'details: days of grace',
  'show and hide columns',
])('%s, at 800×600', (name) => {
  test.each(['{PageDown}', '{ArrowDown}', '{End}'])(
    '%s scrolls, with the focus where it is at first',
    async (key) => {
      await takeLook(SMALLEST)
      const screen = await openState(stateOf(name))
      const dialog = page.getByRole('dialog').last()
      await expect.element(dialog).toBeVisible()
      await canBeScrolled(dialog.element())
      await userEvent.keyboard(key)
      await expect.poll(() => scrolled(dialog.element())).toBeGreaterThan(0)
      await screen.unmount()
    },
  )
})

test('the last shortcut and the button that closes are in view at the end of the list', async () => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf('the shortcuts'))
  const dialog = page.getByRole('dialog')
  await canBeScrolled(dialog.element())
  await userEvent.keyboard('{End}')
  await expect.poll(() => hiddenPart(dialog.getByRole('row').last().element())).toBe('')
  expect(hiddenPart(dialog.getByRole('button', { name: 'Close' }).element())).toBe('')
  await screen.unmount()
})

test('why a code cannot be revealed is as wide as the panel, in view, has the focus, and scrolls in nothing of its own', async () => {
  await takeLook(SMALLEST)
  const screen = await openState(stateOf('details: a code that cannot be revealed'))
  const panel = page.getByRole('dialog')
  const box = panel.getByRole('group').filter({ hasText: 'Code: store_not_readable' })
  await expect.element(box).toHaveFocus()
  await expect.poll(() => hiddenPart(box.element())).toBe('')
  const inside = box.element()
  expect(inside.getBoundingClientRect().width).toBeGreaterThan(0.8 * panel.element().clientWidth)
  for (let at = inside.parentElement; at && at !== panel.element(); at = at.parentElement)
    expect(at.scrollHeight, at.outerHTML.slice(0, 60)).toBeLessThanOrEqual(at.clientHeight + 1)
  await screen.unmount()
})
