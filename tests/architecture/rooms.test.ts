// No room of the core outgrows the others: whoever looks for a rule has to read a quarter of it at the most.
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { expect, test } from 'vitest'
import { CORE_FLOORS } from '../../scripts/lint/core-floors.ts'

const core = path.resolve(import.meta.dirname, '../../src-main/core')

test('every room of the core has its floor, also one that nobody imports yet (issue 11)', () => {
  const rooms = readdirSync(core, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  expect(rooms.map(({ name }) => name).toSorted()).toEqual(CORE_FLOORS.toSorted())
})

test('no room of the core is above a quarter of it, in files or in lines (issue 11)', () => {
  const rooms = readdirSync(core, { withFileTypes: true }).filter((entry) => entry.isDirectory())
  const sizes = rooms.map(({ name }) => {
    const files = readdirSync(path.join(core, name)).filter((file) => file.endsWith('.ts'))
    const lines = files.map((file) => readFileSync(path.join(core, name, file), 'utf8').split('\n').length)
    return { name, files: files.length, lines: lines.reduce((sum, one) => sum + one, 0) }
  })
  const sum = (of: 'files' | 'lines') => sizes.reduce((all, one) => all + one[of], 0)
  expect(sizes.length).toBeGreaterThan(8)
  const tooBig = sizes.filter(({ files, lines }) => files > sum('files') / 4 || lines > sum('lines') / 4)
  expect(tooBig).toEqual([])
})
