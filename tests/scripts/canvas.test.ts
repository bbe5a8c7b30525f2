import { expect, test } from 'vitest'
import { readCanvas } from '../../scripts/canvas.ts'

test('the window has the ground of the page’s tokens, and no build is made without it (issue 11)', () => {
  expect(readCanvas(':root { --canvas: light-dark(#f4f5f7, #0f1217); }')).toEqual({
    light: '#f4f5f7',
    dark: '#0f1217',
  })
  expect(Object.keys(readCanvas())).toEqual(['light', 'dark'])
  expect(() => readCanvas(':root { --canvas: white; }')).toThrow('--canvas')
})
