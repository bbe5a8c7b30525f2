// A file, a link or a pipe in the place of a folder of the store: a repair sets it aside, whichever folder it is (issue 12.2).
import {
  lstatSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { fileStore } from '#main/adapters/file-store/file-store.ts'
import { sample } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function openStore() {
  const dataDir = mkdtempSync(path.join(cleanup.folder(), 'data-'))
  const store = fileStore(dataDir, undefined, 0)
  await store.write((writer) => writer.putLicense(sample()))
  return { dataDir, store }
}

describe.each(['returns', 'usage', 'quarantine', 'copies', 'waiting'])('%s', (name) => {
  test.each([
    ['a file', (place: string) => writeFileSync(place, 'stray')],
    ['a link to nowhere', (place: string) => symlinkSync('/nowhere/at/all', place)],
  ])('%s in its place is set aside, and is nowhere named as damage after that', async (_, make) => {
    const { dataDir, store } = await openStore()
    const place = path.join(dataDir, name)
    rmSync(place, { recursive: true, force: true })
    make(place)
    expect(await store.repair()).toMatchObject({
      value: { setAside: [{ where: name, reason: 'not_a_file' }], left: [] },
    })
    const kept = readdirSync(path.join(dataDir, 'quarantine'))
    expect(kept).toEqual([expect.stringMatching(new RegExp(`^${name}\\.not_a_file\\.`))])
    const aside = path.join(dataDir, 'quarantine', kept[0] ?? '')
    if (!lstatSync(aside).isSymbolicLink()) expect(readFileSync(aside, 'utf8')).toBe('stray')
    const read = store.read()
    const named = read.ok ? read.value.problems.map(({ where }) => where) : read
    expect(named).toEqual([`quarantine/${kept[0]}`])
    expect(await store.repair()).toMatchObject({ value: { setAside: [], left: [] } })
  })
})

test('licenses: the file goes, and that the licenses are gone is said', async () => {
  const { dataDir, store } = await openStore()
  rmSync(path.join(dataDir, 'licenses'), { recursive: true })
  writeFileSync(path.join(dataDir, 'licenses'), 'stray')
  expect(store.read()).toMatchObject({ error: { code: 'store_unreachable' } })
  expect(await store.repair()).toMatchObject({ value: { setAside: [{ where: 'licenses' }] } })
  const read = store.read()
  expect(read.ok && read.value.problems).toContainEqual({ where: 'licenses', reason: 'gone' })
})
