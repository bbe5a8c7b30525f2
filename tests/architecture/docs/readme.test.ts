// The README shows all that there is: each npm script with what it installs, each page with a picture, each program of the tests.
import { openSync, readSync, closeSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { PAGES } from '#renderer/state/route.svelte.ts'
import { TOOLS } from '#tests/support/tools.ts'
import packageFile from '../../../package.json' with { type: 'json' }
import { filesLike, read, root } from './documents.ts'

const readme = read('README.md')
const section = (heading: string) => readme.split(`\n## ${heading}\n`)[1]?.split('\n## ')[0] ?? ''

test('every npm script has its line, and every line its script (issue 14)', () => {
  const listed = Array.from(
    section('All commands').matchAll(/^\| `npm (?:run )?([\w:]+)` +\| [^|]*[^|\s][^|]* \|/gm),
    ([, script]) => script,
  )
  expect(listed.toSorted()).toEqual(Object.keys(packageFile.scripts).toSorted())
})

test('every page has its picture, in the size that is said of all (issue 14)', () => {
  const rows = Array.from(section('Pages').matchAll(/^\| (\w+) .*\]\((docs\/images\/[\w-]+\.png)\)\]/gm))
  const pictures = new Map(rows.map(([, page = '', file = '']) => [page.toLowerCase(), file]))
  expect(PAGES.filter((page) => !pictures.has(page))).toEqual([])
  for (const file of pictures.values()) expect([file, sizeOf(file)]).toEqual([file, [1280, 800]])
})

test('what the tests install is named, program by program (issue 14)', () => {
  const packages = TOOLS.flatMap(({ debian }) => debian)
  expect(packages.filter((name) => !section('All commands').includes(name))).toEqual([])
})

test('every format is in the list of formats (issue 16)', () => {
  const list = readme.split('\nRead next: ')[1]?.split('\n\n')[0] ?? ''
  const formats = filesLike(/^docs\/formats\/[^/]+\.md$/).map(({ file }) => file)
  expect(formats.length).toBeGreaterThan(15)
  expect(formats.filter((file) => !list.includes(`](${file})`))).toEqual([])
})

/** Of a PNG: width and height stand in its first chunk. */
function sizeOf(file: string): [number, number] {
  const head = Buffer.alloc(24)
  const opened = openSync(path.join(root, file), 'r')
  readSync(opened, head, 0, 24, 0)
  closeSync(opened)
  return [head.readUInt32BE(16), head.readUInt32BE(20)]
}
