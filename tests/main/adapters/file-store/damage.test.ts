// Damage to the store (issue 10.14, 10.15): a part of the table; the whole of it is in tests/long/damage.test.ts.
import { readdirSync } from 'node:fs'
import path from 'node:path'
import { beforeAll, afterAll, afterEach, describe, expect, test } from 'vitest'
import { layoutOf } from '#main/adapters/file-store/layout.ts'
import type { Place } from '#main/adapters/file-store/place.ts'
import { must } from '#tests/support/must.ts'
import { circles } from '#tests/support/circles.ts'
import { CASES } from '#tests/support/damage-table.ts'
import { hiddenByRepair } from '#tests/support/ended-repairs.ts'
import { damagedStores, HIT, OTHER, TYPED, type DamagedStores } from '#tests/support/damaged-store.ts'
import { inTable, judgeCase } from '#tests/support/judge-case.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const [all, cleanup] = [new Cleanup(), new Cleanup()]
let stores: DamagedStores
beforeAll(async () => (stores = await damagedStores(all)))
afterEach(() => cleanup.run())
afterAll(() => all.run())

test('a whole store says yes to every product', async () => {
  const { desk } = await stores.another(cleanup)
  for (const product of [HIT, TYPED, OTHER])
    expect(must(await desk.router.call('licenses.check', { product })).mayRun).toBe(true)
})

test('every file that a store can hold has a row in the table (issue 10.14)', async () => {
  const { dataDir } = (await stores.another(cleanup)).desk
  const places = new Set(CASES.map(({ place }) => place))
  for (const { names } of Object.values(layoutOf(dataDir)) as Place[])
    expect([...places]).toContain(names.join('/') || '.')
  const files = readdirSync(dataDir, { recursive: true, withFileTypes: true }).filter((entry) =>
    entry.isFile(),
  )
  const here = files.map((file) => path.relative(dataDir, path.join(file.parentPath, file.name)))
  // The other license has the files of the first, the other histories those of the first.
  const rows = here.map((file) => inTable(file, dataDir, stores).replace(stores.otherId, 'ID'))
  const named = rows.map((file) => file.replace(/^usage-history\/.*/, 'usage-history/inventory.json'))
  expect(named.filter((file) => !places.has(file))).toEqual([])
  expect(here.length).toBeGreaterThan(20)
})

/** By turns each place and each kind. */
const SOME = CASES.filter((_, index) => index % 13 === 0)

describe('exit status, what a person is told, and what still works (issue 10.14)', () => {
  test.each(SOME)('$place: $kind', async (one) => {
    const { exits, check, list, fails } = one
    expect(await judgeCase(one, stores, cleanup)).toEqual({ exits, check, list, fails })
  })
})

const OF_LICENSES = CASES.filter(
  ({ place, kind }) =>
    place.startsWith('licenses/') && ['a folder', 'a file', 'four gigabytes'].includes(kind),
)

/** Each folder of the data folder; `usage-history` also where usage was lost beside it. */
const FOLDERS = CASES.filter(
  ({ place, kind }) =>
    /^(licenses|returns|usage|usage-history|quarantine|copies|waiting|staging|licenses\/ID|licenses\/ID\/answers)$/.test(
      place,
    ) && ['a link to nowhere', 'a link to a copy', 'a file'].includes(kind),
)

describe('of a folder whose place something else has, doctor, repair and the next report agree (issue 12.2)', () => {
  test.each(FOLDERS)('$place: $kind', async (one) => {
    expect(await circles(one, stores, cleanup)).toEqual([])
  })
  test.each(FOLDERS.filter(({ place }) => place === 'usage-history'))(
    '$place: $kind, where usage was lost',
    async (one) => {
      expect(await circles(one, stores, cleanup, 'usage.json')).toEqual([])
    },
  )
})

describe('what doctor sends to repair is set aside by it (issue 12)', () => {
  test.each(OF_LICENSES)('$place: $kind', async (one) => {
    expect(await circles(one, stores, cleanup)).toEqual([])
  })
})

/** A repair moves it away where it can, and a person has to do the rest. */
const OF_LOSS = CASES.filter(
  ({ place, make }) =>
    make !== undefined && ['usage.json', 'licenses', 'returned.json', 'machine-id'].includes(place),
)

describe('after a repair that ended well doctor fails for nothing, and a second one ends well (issue 12)', () => {
  test.each(OF_LOSS)('$place: $kind', async (one) => {
    expect(await hiddenByRepair(one, stores, cleanup)).toEqual([])
  })
})
