// axe on one state of the gallery: the rules of WCAG 2.2 AA, by whose number a customer asks.
import axe from 'axe-core'
import { cdp } from 'vitest/browser'
import { bareDates } from './bare-dates.ts'
import type { GalleryState } from './gallery-state.ts'
import { filesBehind } from './on-screen.ts'
import { openState } from './open-state.ts'

const LOOKS = {
  light: { type: 'tag', values: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'] },
  // A theme changes nothing but colors, and all the rules take seconds.
  dark: { type: 'rule', values: ['color-contrast'] },
} as const
export type Theme = keyof typeof LOOKS
export const THEMES: readonly Theme[] = ['light', 'dark']

/** Vitest's type of it is empty. */
interface DevTools {
  send(method: string, params: object): Promise<unknown>
}

export interface Seen {
  readonly looks: readonly Look[]
  /** The components that drew what is there. */
  readonly drawn: ReadonlySet<string>
  /** Those of them that are open above or beside the page. */
  readonly open: ReadonlySet<string>
  /** Texts with a date that lacks its days. */
  readonly bareDates: readonly string[]
}

interface Look {
  readonly theme: Theme
  readonly ink: string
  /** Each finding by its rule and elements. */
  readonly found: readonly string[]
}

const seen = new Map<GalleryState, Promise<Seen>>()

/** Opened once for all that is asked of it, by whoever asks first: to come to a state takes as long as to look at it. */
export function see(state: GalleryState): Promise<Seen> {
  const known = seen.get(state) ?? lookAt(state)
  seen.set(state, known)
  return known
}

async function lookAt(state: GalleryState): Promise<Seen> {
  await emulate('light')
  const screen = await openState(state)
  const drawn = filesBehind(document.querySelectorAll('*'))
  const open = filesBehind(document.querySelectorAll('[role=dialog] *, [role=dialog], [role=menu] *'))
  const bare = state.page === 'licensing' ? bareDates() : []
  const looks: Look[] = []
  for (const theme of THEMES) {
    await emulate(theme)
    const ink = getComputedStyle(document.body).color
    looks.push({ theme, ink, found: await findings(LOOKS[theme]) })
  }
  await screen.unmount()
  return { looks, drawn, open, bareDates: bare }
}

/** What lies behind a modal window is dimmed and out of reach: it has a state of its own, in which it is looked at. */
const withinReach = () => document.querySelector('[role=dialog][aria-modal=true]') ?? document

async function findings(runOnly: (typeof LOOKS)[Theme]): Promise<string[]> {
  const { violations } = await axe.run(withinReach(), {
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
