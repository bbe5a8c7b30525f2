// What a person has before them: in every look, verdict, date and next action are inside the window, and the action is within
// two Tabs of where the focus is (issue 13).
import { expect, test } from 'vitest'
import { userEvent, type Locator } from 'vitest/browser'
import { openState } from '../gallery/open-state.ts'
import type { GalleryState } from '../gallery/gallery-state.ts'
import { looksOf, nameOf, SMALLEST, takeLook } from './looks.ts'

/** What stands in a state: how it is found, once the state is on the screen. */
export interface Stands {
  readonly state: GalleryState
  /** What is said of it; all of them, and whole. */
  readonly verdict: readonly Locator[]
  /** null: the state has no date. */
  readonly date: Locator | null
  /** null: the page has none; the words say what to do elsewhere. */
  readonly action: Locator | null
  /** What is within two Tabs where the action itself is not: a link at the page's start that does the same. */
  readonly link?: Locator
}

const TABS = 2

/** A test for each state: opened once, and looked at in its looks. */
export function staysInView(issue: string, all: readonly Stands[]): void {
  test.each(all.map((stands, index) => [stands.state.name, stands, index] as const))(
    `%s: verdict, date and next action are in view (issue ${issue})`,
    async (_, { state, verdict, date, action, link }, index) => {
      await takeLook(SMALLEST)
      const screen = await openState(state)
      for (const one of verdict) await expect.element(one.first()).toBeInTheDocument()
      const start = document.activeElement
      for (const look of looksOf(index)) {
        await takeLook(look)
        for (const one of [...verdict, date, action]) if (one) await expectInView(one, nameOf(look))
        // Forced colors move nothing: the order of the focus is that of the look before.
        if (look.forced) continue
        if (start instanceof HTMLElement) start.focus()
        const reached = link ?? action
        if (reached) await expectWithinTabs(reached, TABS)
        if (link) await expectInView(link, nameOf(look))
      }
      await screen.unmount()
    },
  )
}

export const boxOf = (element: Element | null | undefined): DOMRect =>
  (element ?? document.body).getBoundingClientRect()

/** All of it is inside the window, and nothing lies above it. */
export async function expectInView(locator: Locator, look = ''): Promise<void> {
  await expect.element(locator.first()).toBeVisible()
  await expect.poll(() => hiddenPart(locator.first().element()), { message: look }).toBe('')
}

/** Words, so that a failure says which edge. */
export function hiddenPart(element: Element): string {
  const { top, left, bottom, right } = element.getBoundingClientRect()
  if (top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
    return `outside: ${left},${top} to ${right},${bottom} of ${innerWidth}×${innerHeight}`
  // Within the round corner of a button, too.
  const inset = 4
  const corners = [
    [left + inset, top + inset],
    [right - inset, bottom - inset],
    [(left + right) / 2, (top + bottom) / 2],
  ] as const
  const covered = corners
    .map(([x, y]) => document.elementFromPoint(x, y))
    .find((at) => !at || !related(at, element))
  return covered === undefined ? '' : `covered by ${covered?.outerHTML.slice(0, 120) ?? 'nothing'}`
}

const related = (one: Element, other: Element): boolean =>
  one.contains(other) ||
  other.contains(one) ||
  one.closest('label, p, dl, li, button') === other.closest('label, p, dl, li, button')

export async function expectWithinTabs(locator: Locator, most: number): Promise<void> {
  const target = locator.first().element()
  const passed: string[] = []
  for (let tabs = 0; tabs <= most; tabs += 1) {
    const at = document.activeElement
    if (at === target) return
    passed.push(at?.outerHTML.slice(0, 80) ?? 'nothing')
    await userEvent.keyboard('{Tab}')
  }
  expect.fail(`not within ${most} Tabs; the focus was on ${passed.join(' → ')}`)
}
