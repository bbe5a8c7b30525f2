// What the products reported, in a backup and out of it.
import { readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { backup, restore } = scene

describe('usage that was lost lifts no refusal', () => {
  const product = 'virtualization'
  const file = () => path.join(scene.desk.dataDir, 'usage.json')
  const history = () => path.join(scene.desk.dataDir, 'usage-history', `${product}.json`)
  const report = async (usage: number) => must(await scene.desk.router.call('usage.set', { product, usage }))
  const gate = () => scene.desk.router.call('licenses.check', { product })
  const sell = async () => {
    const { key } = await scene.vendor.sell({ products: [`${product}:16`], overLimit: 'refuse' })
    must(await scene.desk.router.call('licenses.activateOnline', { code: key }))
  }
  const LOSSES: readonly (readonly [string, () => unknown])[] = [
    ['damaged', () => writeFileSync(file(), 'x')],
    ['gone', () => rmSync(file())],
    [
      'damaged and repaired',
      async () => {
        writeFileSync(file(), 'x')
        must(await scene.desk.router.call('store.repair', {}))
      },
    ],
  ]

  test.each(LOSSES)('restore takes the newer report out of the history: usage.json %s', async (_, lose) => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    expect(must(await gate())).toMatchObject({ mayRun: false, usage: 20 })
    await lose()
    expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
    await restore(content)
    expect(must(await gate())).toMatchObject({ mayRun: false, usage: 20 })
  })

  test('what is newer counts over its limit as well', async () => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    const [before] = must(scene.desk.store.read()).usage
    rmSync(file())
    await restore(content)
    expect(must(scene.desk.store.read()).usage).toEqual([before])
  })

  test.each([
    ['damaged', () => Promise.resolve()],
    ['damaged and repaired', async () => must(await scene.desk.router.call('store.repair', {}))],
  ])('where the history is %s too it still cannot be told, also the second time', async (_, then) => {
    await sell()
    await report(3)
    const content = await backup()
    await report(20)
    writeFileSync(file(), 'x')
    writeFileSync(history(), 'x')
    await then()
    for (const round of [1, 2]) {
      const { left } = await restore(content)
      expect(left).toContainEqual({ product, reason: 'usage_damaged' })
      expect(await gate(), String(round)).toMatchObject({ error: { code: 'usage_damaged' } })
    }
    await report(4)
    expect(must(await gate())).toMatchObject({ mayRun: true, usage: 4 })
  })

  test.each(LOSSES.filter(([how]) => how !== 'gone'))(
    'a backup carries the loss along and says so: usage.json %s',
    async (how, lose) => {
      await sell()
      await report(20)
      await lose()
      const made = must(await scene.desk.router.call('backup.create', {}))
      // Repaired, it is lost for good: no earlier backup helps.
      const reason = how.includes('repaired') ? 'gone' : 'unreadable'
      expect(made.leftOut).toEqual([{ where: 'usage.json', reason }])
      emptied(scene.desk)
      await restore(made.content)
      expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
      expect(must(scene.desk.store.usageHistory(product))).toMatchObject([{ usage: 20 }])
    },
  )

  test('a backup whose history is lost as well carries that along', async () => {
    await sell()
    await report(20)
    writeFileSync(file(), 'x')
    writeFileSync(history(), 'x')
    const content = await backup()
    emptied(scene.desk)
    await restore(content)
    expect(await gate()).toMatchObject({ error: { code: 'usage_damaged' } })
  })

  test('a backup of an earlier version, which did not note it, is read as before', async () => {
    await sell()
    await report(3)
    const document = JSON.parse(await backup()) as { sha256: string; content: { histories: object[] } }
    document.content.histories = document.content.histories.map((one) => ({ ...one, incomplete: undefined }))
    emptied(scene.desk)
    await restore(signedAnew(document))
    expect(must(await gate())).toMatchObject({ mayRun: true, usage: 3 })
  })

  // What the store takes for damage would be written, and lost with the next reading.
  test.each([-3, 1.5, 2 ** 53])(
    'a backup that says %d of a usage is refused, and changes nothing (issue 12.4)',
    async (usage) => {
      await sell()
      await report(3)
      const document = JSON.parse(await backup()) as { sha256: string; content: { usage: object[] } }
      document.content.usage = document.content.usage.map((one) => ({ ...one, usage }))
      const before = readFileSync(file(), 'utf8')
      expect(await scene.desk.router.call('backup.restore', { content: signedAnew(document) })).toMatchObject(
        {
          error: { code: 'backup_not_readable' },
        },
      )
      expect(readFileSync(file(), 'utf8')).toBe(before)
    },
  )
})

test.each([
  ['a part of one', { usage: 1.5 }],
  ['less than none', { usage: -1 }],
  ['more than is counted exactly', { usage: 2 ** 53 }],
  ['a limit of a part', { limit: 0.5 }],
  ['after the year 9999', { at: 1e15 }],
])('a point that no store keeps is in no backup either: %s (issue 12)', async (_, wrong) => {
  const { key } = await scene.vendor.sell({ products: ['inventory'] })
  must(await scene.desk.router.call('licenses.activateOnline', { code: key }))
  must(await scene.desk.router.call('usage.set', { product: 'inventory', usage: 3 }))
  const document = JSON.parse(await backup()) as {
    sha256: string
    content: { histories: { points: object[] }[] }
  }
  const [history] = document.content.histories
  history?.points.push({ at: 1, usage: 1, limit: null, ...wrong })
  expect(await scene.desk.router.call('backup.restore', { content: signedAnew(document) })).toMatchObject({
    error: { code: 'backup_not_readable' },
  })
  const file = path.join(scene.desk.dataDir, 'usage-history', 'inventory.json')
  const stored = JSON.parse(readFileSync(file, 'utf8')) as { points: object[] }
  writeFileSync(
    file,
    JSON.stringify({ points: [...stored.points, { at: 1, usage: 1, limit: null, ...wrong }] }),
  )
  expect(must(scene.desk.store.usageHistory('inventory'))).toEqual(stored.points)
})
