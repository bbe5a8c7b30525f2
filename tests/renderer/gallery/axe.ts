// axe on one state of the gallery: the rules of WCAG 2.2 AA, by whose number a customer asks.
import axe from 'axe-core'
import { describe, expect, test } from 'vitest'
import { cdp } from 'vitest/browser'
import type { GalleryState } from './gallery-state.ts'
import { openState } from './open-state.ts'

const LOOKS = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  // A theme changes nothing but colors, and all the rules take seconds.
  dark: { type: 'rule', values: ['color-contrast'] },
} as const
type Theme = keyof typeof LOOKS

/** Vitest's type of it is empty. */
interface DevTools {
  send(method: string, params: object): Promise<unknown>
}

export function findsNothing(states: readonly GalleryState[]): void {
  describe.each(states.map((state) => [state.name, state] as const))('%s', (_, state) => {
    test.each(['light', 'dark'] as const)('%s', async (theme) => {
      await emulate(theme)
      await openState(state)
      expect(await findings(LOOKS[theme])).toEqual([])
    })
  })
}

/** Each finding by its rule and elements. */
async function findings(runOnly: (typeof LOOKS)[Theme]): Promise<string[]> {
  const { violations } = await axe.run(document, {
    runOnly: { ...runOnly, values: [...runOnly.values] },
    resultTypes: ['violations'],
  })
  return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' | ')}`)
}

/** What the operating system says: the page follows it where nobody chose a theme. */
const emulate = (theme: Theme) =>
  (cdp() as unknown as DevTools).send('Emulation.setEmulatedMedia', {
    features: [
      { name: 'prefers-color-scheme', value: theme },
      { name: 'prefers-reduced-motion', value: 'reduce' },
    ],
  })
