// Nothing is missing from the gallery: each status, each window and menu, each component of the page. And in none of its
// states does axe find anything, in both themes, nor is a date told without its days, nor does the browser's console hear
// of an error or a warning.
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { STATUSES } from '#shared/license/status.ts'
import { listen } from '../support/complaints.ts'
import { see, THEMES } from './axe.ts'
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

let complaints: ReturnType<typeof listen>
beforeEach(() => {
  complaints = listen()
})
afterEach(async () => expect(await complaints(), 'the browser’s console').toEqual([]))

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

describe.each(STATES.map((state) => [state.name, state] as const))('%s', (_, state) => {
  test.each(THEMES)('axe finds nothing: %s', async (theme) => {
    const { looks } = await see(state)
    expect(looks.find((look) => look.theme === theme)?.found).toEqual([])
    expect(new Set(looks.map(({ ink }) => ink)).size, 'each theme was seen').toBe(THEMES.length)
  })

  if (state.page === 'licensing')
    test('each date has its days', async () => {
      expect((await see(state)).bareDates).toEqual([])
    })
})

// Where it comes first, it is the one that opens them all.
test(
  'each window, panel and menu is open once, and each component is drawn',
  { timeout: 600_000 },
  async () => {
    const drawn = new Set<string>()
    const open = new Set<string>()
    for (const state of STATES) {
      const shown = await see(state)
      for (const file of shown.drawn) drawn.add(file)
      for (const file of shown.open) open.add(file)
    }
    expect(openers.length).toBeGreaterThan(5)
    expect(openers.filter((file) => !open.has(file))).toEqual([])
    const isDrawn = (file: string) => drawn.has(file) || drawn.has(file.replace(/^.*\/|\.svelte$/g, ''))
    const missing = componentsOf(() => true).filter((file) => !isDrawn(file))
    expect(missing).toEqual(Object.keys(NEVER_DRAWN))
  },
)
