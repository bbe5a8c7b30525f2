// What a person has set on their machine: the size of the window, its theme, and the system's own few colors.
import { inject } from 'vitest'
import { cdp, page } from 'vitest/browser'
// What npm run test:long says of itself: ProvidedContext.
import type {} from '../../support/whole-sweeps.ts'

const SIZES = [
  [800, 600],
  [1280, 800],
] as const

export interface Look {
  readonly width: number
  readonly height: number
  readonly theme: 'light' | 'dark'
  readonly forced: boolean
}

const COLORS = [
  { theme: 'light', forced: false },
  { theme: 'dark', forced: false },
  { theme: 'light', forced: true },
  { theme: 'dark', forced: true },
] as const

/** The smallest first: what finds its place there has it in the others. */
export const LOOKS: readonly Look[] = SIZES.flatMap(([width, height]) =>
  COLORS.map((colors) => ({ width, height, ...colors })),
)

/**
 * Those in which the state of this number is looked at: in test:long all; in npm test the smallest, and the others in turn,
 * so that each of them is taken by some state.
 */
export function looksOf(index: number): readonly Look[] {
  if (inject('wholeSweeps')) return LOOKS
  const [smallest, ...others] = LOOKS
  return [smallest, others[index % others.length]].filter((look) => look !== undefined)
}

/** Where room is scarcest. */
export const SMALLEST: Look = { width: 800, height: 600, theme: 'light', forced: false }

export const nameOf = ({ width, height, theme, forced }: Look): string =>
  `${width}×${height}, ${theme}${forced ? ', forced colors' : ''}`

/** Vitest's type of it is empty. */
interface DevTools {
  send(method: string, params: object): Promise<unknown>
}

export async function takeLook({ width, height, theme, forced }: Look): Promise<void> {
  await page.viewport(width, height)
  await emulate([
    { name: 'prefers-color-scheme', value: theme },
    { name: 'prefers-reduced-motion', value: 'reduce' },
    { name: 'forced-colors', value: forced ? 'active' : 'none' },
  ])
}

/** As it was: the next file has the same browser, and a pointer that rests over something there would be seen. */
export async function endLooks(): Promise<void> {
  await page.viewport(1280, 800)
  await emulate([])
  await devTools().send('Input.dispatchMouseEvent', { type: 'mouseMoved', x: 0, y: 0 })
}

const devTools = () => cdp() as unknown as DevTools
const emulate = (features: readonly { readonly name: string; readonly value: string }[]) =>
  devTools().send('Emulation.setEmulatedMedia', { features })
