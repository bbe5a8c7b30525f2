// Where the window opens, over screens of many kinds.
import { expect, test } from 'vitest'
import { openingBounds, type Rectangle } from '#main/hosts/electron/window-bounds.ts'

const area = { x: 0, y: 25, width: 1280, height: 775 }
const small = { x: 0, y: 0, width: 800, height: 560 }
const at = (x: number, y: number, width = 900, height = 700): Rectangle => ({ x, y, width, height })

test.each<[string, unknown, Rectangle, object]>([
  ['nothing saved', undefined, area, { width: 1280, height: 800 }],
  ['nonsense', { x: 'left', y: 1, width: 900, height: 700 }, area, { width: 1280, height: 800 }],
  ['no whole numbers', at(0.5, 30), area, { width: 1280, height: 800 }],
  ['in the middle', at(100, 60), area, at(100, 60)],
  ['a little over the right edge', at(1180, 60), area, at(1180, 60)],
  ['hardly to be taken by a hand', at(1181, 60), area, { width: 900, height: 700 }],
  ['left of every screen', at(-900, 60), area, { width: 900, height: 700 }],
  ['on a screen that is gone', at(2560, 0), area, { width: 900, height: 700 }],
  ['its title bar below the screen', at(100, 790), area, { width: 900, height: 700 }],
  ['its title bar above the screen', at(100, -60), area, { width: 900, height: 700 }],
  ['larger than the screen', at(0, 0, 3000, 2000), small, at(0, 0, 800, 560)],
  ['larger, and elsewhere', at(5000, 0, 3000, 2000), small, { width: 800, height: 560 }],
  ['a screen below our smallest', at(0, 0), at(0, 0, 320, 240), at(0, 0, 480, 400)],
  ['at the edge of all numbers', at(2 ** 31 - 1, -(2 ** 31)), area, { width: 900, height: 700 }],
  // Electron's own bounds are of 32 bits: the app has saved no others.
  ['beyond them', at(2 ** 31, -(2 ** 40)), area, { width: 1280, height: 800 }],
  ['a width beyond them', at(0, 30, 2 ** 31), area, { width: 1280, height: 800 }],
])('%s (issue 12.17)', (_, saved, screen, expected) => {
  expect(openingBounds(saved, () => screen)).toEqual(expected)
})
