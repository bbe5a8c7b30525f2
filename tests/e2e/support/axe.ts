// axe on a state of the page, in both themes: the rules of WCAG 2.2 AA, by whose number a customer asks.
import AxeBuilder from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { expect } from './test.ts'

const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa']

/** `state` names what is looked at. Each finding is said with its theme, rule and element. */
export async function expectNoFindings(page: Page, state: string): Promise<void> {
  const light = await findings(page, 'light', (axe) => axe.withTags(RULES))
  // A theme changes nothing but colors, and all the rules take seconds.
  const dark = await findings(page, 'dark', (axe) => axe.withRules(['color-contrast']))
  expect([...light, ...dark], state).toEqual([])
}

async function findings(
  page: Page,
  colorScheme: 'light' | 'dark',
  rules: (axe: AxeBuilder) => AxeBuilder,
): Promise<string[]> {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  const { violations } = await rules(new AxeBuilder({ page })).analyze()
  return violations.map(
    ({ id, nodes }) => `${colorScheme}, ${id}: ${nodes.map((node) => node.html).join(' | ')}`,
  )
}
