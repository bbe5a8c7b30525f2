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
const THEMES: readonly Theme[] = ['light', 'dark']

/** Vitest's type of it is empty. */
interface DevTools {
  send(method: string, params: object): Promise<unknown>
}

export function findsNothing(states: readonly GalleryState[]): void {
  describe.each(states.map((state) => [state.name, state] as const))('%s', (_, state) => {
    // Opened once for both, by whichever comes first: to come to a state takes as long as to look at it.
    let looks: Promise<readonly Look[]> | null = null

    test.each(THEMES)('%s', async (theme) => {
      looks ??= lookAt(state)
      const all = await looks
      expect(all.find((look) => look.theme === theme)?.found).toEqual([])
      expect(new Set(all.map(({ ink }) => ink)).size, 'each theme was seen').toBe(THEMES.length)
    })
  })
}

interface Look {
  readonly theme: Theme
  readonly ink: string
  /** Each finding by its rule and elements. */
  readonly found: readonly string[]
}

async function lookAt(state: GalleryState): Promise<readonly Look[]> {
  await emulate('light')
  const screen = await openState(state)
  const looks: Look[] = []
  for (const theme of THEMES) {
    await emulate(theme)
    const ink = getComputedStyle(document.body).color
    looks.push({ theme, ink, found: await findings(LOOKS[theme]) })
  }
  await screen.unmount()
  return looks
}

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
