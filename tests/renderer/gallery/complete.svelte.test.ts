// Nothing is missing from the gallery: each status, each window and menu, each component of the page.
import { describe, expect, test } from 'vitest'
import { STATUSES } from '#shared/license/status.ts'
import { filesBehind } from './on-screen.ts'
import { openState } from './open-state.ts'
import { STATES } from './states.ts'
import { NEVER_DRAWN } from './not-shown.ts'

const sources = import.meta.glob<string>('../../../src-renderer/**/*.svelte', {
  query: '?raw',
  import: 'default',
  eager: true,
})
const componentsOf = (fits: (source: string) => boolean): string[] =>
  Object.entries(sources)
    .filter(([, source]) => fits(source))
    .map(([file]) => file.replace('../../../src-renderer/', ''))

/** What opens above or beside the page: by the part that each of them is made of. */
const OPENS = /<(Dialog|SidePanel|FloatingPanel|Popover)\b/
const openers = componentsOf((source) => OPENS.test(source)).filter((file) => file.startsWith('features/'))

test('each state has a name of its own', () => {
  const names = STATES.map(({ name }) => name)
  expect(names.filter((name, index) => names.indexOf(name) !== index)).toEqual([])
})

test('each status of the contract is in a state', () => {
  const shown = STATES.flatMap(({ host }) => host().licenses).flatMap(({ status, products }) => [
    status,
    ...products.map((product) => product.status),
  ])
  expect(STATUSES.filter((status) => !shown.includes(status))).toEqual([])
})

describe('in all states together', () => {
  const drawn = new Set<string>()
  const open = new Set<string>()

  test('each window, panel and menu is open once, and each component is drawn', async () => {
    for (const state of STATES) {
      const screen = await openState(state)
      for (const file of filesBehind(document.querySelectorAll('*'))) drawn.add(file)
      const above = document.querySelectorAll('[role=dialog] *, [role=dialog], [role=menu] *')
      for (const file of filesBehind(above)) open.add(file)
      await screen.unmount()
    }
    expect(openers.length).toBeGreaterThan(5)
    expect(openers.filter((file) => !open.has(file))).toEqual([])
    const isDrawn = (file: string) => drawn.has(file) || drawn.has(file.replace(/^.*\/|\.svelte$/g, ''))
    const missing = componentsOf(() => true).filter((file) => !isDrawn(file))
    expect(missing).toEqual(Object.keys(NEVER_DRAWN))
  })
})
