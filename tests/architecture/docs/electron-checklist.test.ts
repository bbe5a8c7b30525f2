// Each of the twenty items of Electron's checklist has a row, a place in the code that names it, and a test.
import path from 'node:path'
import { expect, test } from 'vitest'
import { read } from './documents.ts'

const section =
  read('docs/SECURITY.md')
    .split(/^## /m)
    .find((text) => text.startsWith('Electron')) ?? ''
const rows = Array.from(section.matchAll(/^\| *(\d+) *\|(.*)\|([^|]*)\|([^|]*)\|$/gm), (row) => {
  const [, number, , place = '', held = ''] = row
  return { item: Number(number), place: linkIn(place), held: linkIn(held) }
})

function linkIn(cell: string): string {
  return path.posix.join('docs', /\]\(([^)]+)\)/.exec(cell)?.[1] ?? '')
}

/** The comment of a SECURITY tag names the numbers of Electron's items. */
const namesItem = (text: string, item: number): boolean =>
  text
    .split(/(?=SECURITY:)/)
    .slice(1)
    .some((comment) => /Electron’s ([\d, and\s*]+)\./.exec(comment)?.[1]?.split(/\D+/).includes(String(item)))

test('Electron’s checklist has its twenty items, in their order (issue 16)', () => {
  expect(rows.map(({ item }) => item)).toEqual(Array.from({ length: 20 }, (_, before) => before + 1))
})

test('each item’s place names the item beside SECURITY, and its test asks for it (issue 16)', () => {
  // No code makes a version current.
  const nowhere = rows.filter(({ item, place }) => item !== 16 && !namesItem(read(place), item))
  // Fuses are no part of a running app.
  const unasked = rows.filter(({ item, held }) => item !== 19 && !read(held).includes(`item: ${item},`))
  expect({ nowhere, unasked }).toEqual({ nowhere: [], unasked: [] })
})
