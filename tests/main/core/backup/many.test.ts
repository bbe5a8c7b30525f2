// A backup with very much in it: each file is written once, and the work grows with what is in it and no faster (issue 12).
import crypto from 'node:crypto'
import fs, { readdirSync } from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import path from 'node:path'
import { expect, test } from 'vitest'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { realPlace } from '#tests/support/damage.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()

interface Document {
  readonly sha256: string
  readonly content: Record<'returned' | 'givenBack' | 'usage' | 'returns' | 'histories', unknown[]>
}

async function emptyBackup(): Promise<Document> {
  await scene.activate(scene.desk, 'inventory')
  const document = JSON.parse(await scene.backup()) as Document
  emptied(scene.desk)
  return document
}

const times = <T>(count: number, make: (index: number) => T): T[] =>
  Array.from({ length: count }, (_, i) => make(i))

function withMany(document: Document, count: number): string {
  const { content } = document
  return signedAnew({
    ...document,
    content: {
      ...content,
      returned: times(count, (i) => ({ licenseId: `back-${i}`, issued: i, returned: i, returnCode: 'R' })),
      givenBack: times(count, (i) => ({ licenseId: `seat-${i}`, issued: i, givenBack: i })),
      usage: times(count, (i) => ({
        product: `product-${i}`,
        usage: i,
        reportedAt: i,
        daysOverLimit: { days: [], since: null },
      })),
    },
  })
}

/** Files that are made and read, each by its name without what chance put in it, and hashes that are made. */
async function counting(work: () => Promise<unknown>) {
  const opened = new Map<string, number>()
  let hashes = 0
  const real = { openSync: fs.openSync, hash: crypto.hash }
  fs.openSync = ((place: string, ...rest: [never]) => {
    const name = path.basename(realPlace(place)).replace(/\.[0-9a-f]{12}\.tmp$/, ' (made)')
    opened.set(name, (opened.get(name) ?? 0) + 1)
    return real.openSync(place, ...rest)
  }) as typeof fs.openSync
  crypto.hash = ((...args: Parameters<typeof real.hash>) => {
    hashes += 1
    return real.hash(...args)
  }) as typeof crypto.hash
  syncBuiltinESMExports()
  try {
    await work()
  } finally {
    fs.openSync = real.openSync
    crypto.hash = real.hash
    syncBuiltinESMExports()
  }
  return { opened, hashes }
}

test('each file is written once, and read as often, however much is in it', async () => {
  const document = await emptyBackup()
  const counted = []
  for (const count of [2, 200]) {
    emptied(scene.desk)
    const { opened } = await counting(() => scene.restore(withMany(document, count)))
    counted.push(
      ['returned.json', 'usage.json'].flatMap((file) => [opened.get(`${file} (made)`), opened.get(file)]),
    )
    const { returned, givenBack, usage } = must(scene.desk.store.read())
    expect([returned.length, givenBack.length, usage.length]).toEqual([count, count, count])
  }
  expect(counted[1]).toEqual(counted[0])
  expect(counted[0]?.[0]).toBe(1)
  expect(counted[0]?.[2]).toBe(1)
})

test('twice as much is twice the work, again where all of it is here already', async () => {
  const document = await emptyBackup()
  const counted = []
  for (const count of [100, 200]) {
    emptied(scene.desk)
    const content = withMany(document, count)
    const first = await counting(() => scene.restore(content))
    const again = await counting(() => scene.restore(content))
    counted.push([first.hashes, again.hashes])
  }
  const [[first = 0, again = 0] = [], [twice = 0, twiceAgain = 0] = []] = counted
  expect(twice).toBeLessThan(2.1 * first)
  expect(twiceAgain).toBeLessThan(2.1 * again)
})

test('of several entries for one license the one that was issued last counts, in whatever order', async () => {
  const document = await emptyBackup()
  const entries = [5, 9, 7].map((issued) => ({ licenseId: 'one', issued, returned: 1, returnCode: 'R' }))
  const seats = [5, 9, 7].map((issued) => ({ licenseId: 'two', issued, givenBack: 1 }))
  const content = { ...document.content, returned: entries, givenBack: seats }
  await scene.restore(signedAnew({ ...document, content }))
  const { returned, givenBack } = must(scene.desk.store.read())
  expect(returned.map(({ issued }) => issued)).toEqual([9])
  expect(givenBack.map(({ issued }) => issued)).toEqual([9])
})

test('what no reader would take again is refused, and nothing is changed', async () => {
  const document = await emptyBackup()
  const returned = times(17, (i) => ({
    licenseId: `back-${i}`,
    issued: i,
    returned: i,
    returnCode: 'R'.repeat(1024 * 1024),
  }))
  const content = signedAnew({ ...document, content: { ...document.content, returned } })
  expect(await scene.desk.router.call('backup.restore', { content })).toMatchObject({
    error: { code: 'store_not_usable', params: { reason: 'too_large' } },
  })
  expect(must(scene.desk.store.read())).toMatchObject({
    licenses: [],
    returned: [],
    returnedIncomplete: false,
  })
  expect(readdirSync(path.join(scene.desk.dataDir, 'staging'))).toEqual([])
})
