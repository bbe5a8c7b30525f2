// What a person has before them: at both sizes and in both themes, verdict, date and next action are inside the window, and
// the action is within two Tabs of where the focus is (issue 13).
import { expect, test } from 'vitest'
import { cdp, page, userEvent, type Locator } from 'vitest/browser'
import { openState } from '../gallery/open-state.ts'
import type { GalleryState } from '../gallery/gallery-state.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const
const THEMES = ['light', 'dark'] as const
const LOOKS = SIZES.flatMap(([width, height]) => THEMES.map((theme) => ({ width, height, theme })))
type Look = (typeof LOOKS)[number]

/** Vitest's type of it is empty. */
interface DevTools {
  send(method: string, params: object): Promise<unknown>
}

async function takeLook({ width, height, theme }: Look): Promise<void> {
  await page.viewport(width, height)
  const features = [
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
  ]
  await (cdp() as unknown as DevTools).send('Emulation.setEmulatedMedia', { features })
}

/** What stands in a state: how it is found, once the state is on the screen. */
export interface Stands {
  readonly state: GalleryState
  /** What is said of it; all of them, and whole. */
  readonly verdict: readonly Locator[]
  /** null: the state has no date. */
  readonly date: Locator | null
  readonly action: Locator
}

const TABS = 2

/** A test for each state at each size and in each theme. */
export function staysInView(issue: string, all: readonly Stands[]): void {
  const cases = all.flatMap((stands) =>
    LOOKS.map((look) => ({ ...stands, ...look, name: stands.state.name })),
  )
  test.each(cases)(
    `$name, at $width×$height, $theme: verdict, date and next action are in view (issue ${issue})`,
    async ({ state, verdict, date, action, ...look }) => {
      await takeLook(look)
      await openState(state)
      for (const one of [...verdict, ...(date === null ? [] : [date]), action]) await expectInView(one)
      await expectWithinTabs(action, TABS)
    },
  )
}

/** All of it is inside the window, and nothing lies above it. */
export async function expectInView(locator: Locator): Promise<void> {
  await expect.element(locator.first()).toBeVisible()
  await expect.poll(() => hiddenPart(locator.first().element())).toBe('')
}

/** Words, so that a failure says which edge. */
function hiddenPart(element: Element): string {
  const { top, left, bottom, right } = element.getBoundingClientRect()
  if (top < 0 || left < 0 || bottom > innerHeight + 0.5 || right > innerWidth + 0.5)
    return `outside: ${left},${top} to ${right},${bottom} of ${innerWidth}×${innerHeight}`
  const inset = 2
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

async function expectWithinTabs(locator: Locator, most: number): Promise<void> {
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
