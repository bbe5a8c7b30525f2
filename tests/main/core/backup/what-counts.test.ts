// A backup that somebody wrote by hand, or under a wrong clock, stops nothing that runs, and nothing for good (issue 12.4).
import { describe, expect, test } from 'vitest'
import { DAY, LAST_INSTANT } from '#shared/instant.ts'
import { backupScene, emptied, signedAnew } from '#tests/support/backups.ts'
import { must } from '#tests/support/must.ts'

const scene = backupScene()
const { activate, activateOffline, backup, restore, mayRun } = scene

type Content = Record<
  'returned' | 'givenBack' | 'returns' | 'usage' | 'histories' | 'licenses',
  Record<string, unknown>[]
>

/** A backup of what is here, changed by hand. */
async function changed(change: (content: Content) => void): Promise<string> {
  const document = JSON.parse(await backup()) as { sha256: string; content: Content }
  change(document.content)
  return signedAnew(document)
}

const returnOf = (licenseId: string, issued = LAST_INSTANT) => ({
  licenseId,
  issued,
  returned: issued,
  returnCode: 'x',
})

describe('a return that the backup invents', () => {
  test.each([
    ['in the year 9999', LAST_INSTANT],
    ['of today', null],
  ])('%s stops no license that runs here, is named, and its next key is taken', async (_, issued) => {
    const { license } = await activateOffline(scene.desk)
    const content = await changed(({ returned }) => {
      returned.push(returnOf(license.id, issued ?? Date.now()))
    })
    expect(await restore(content)).toMatchObject({
      restored: [],
      left: [{ reason: 'key_already_here' }, { id: license.id, reason: 'runs_here' }],
    })
    expect(await mayRun('storage')).toBe(true)
    expect(must(scene.desk.store.read()).returned).toEqual([])
    expect((await activateOffline(scene.desk, license)).answer).toMatchObject({ ok: true })
  })

  test.each(['returned', 'givenBack'] as const)(
    '(%s) of a license that is not here bars none of its keys for good',
    async (list) => {
      const license = await scene.vendor.sell({ products: ['storage'] })
      await activate(scene.desk, 'inventory')
      const content = await changed((all) => {
        all[list].push({ ...returnOf(license.id), givenBack: LAST_INSTANT })
      })
      expect((await restore(content)).left).toContainEqual({
        id: license.id,
        owner: '',
        reason: 'dated_ahead',
      })
      expect((await activateOffline(scene.desk, license)).answer).toMatchObject({ ok: true })
      expect(await mayRun('storage')).toBe(true)
    },
  )

  test('of a former key counts beside a newer one, which runs on', async () => {
    const { license } = await activateOffline(scene.desk)
    const former = returnOf(license.id, Date.now() - 10 * DAY)
    const { left } = await restore(await changed(({ returned }) => returned.push(former)))
    expect(left).toMatchObject([{ reason: 'key_already_here' }])
    expect(must(scene.desk.store.read()).returned).toEqual([former])
    expect(await mayRun('storage')).toBe(true)
  })

  test('does not end one that this store knows: that key stays refused', async () => {
    const { license, offlineKey } = await activateOffline(scene.desk)
    must(await scene.desk.router.call('licenses.deactivate', { id: license.id }))
    const before = must(scene.desk.store.read()).returned
    const content = await changed((all) => (all.returned = [returnOf(license.id)]))
    expect(await restore(content)).toMatchObject({ left: [{ id: license.id, reason: 'dated_ahead' }] })
    expect(must(scene.desk.store.read()).returned).toEqual(before)
    const again = await scene.desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(again).toMatchObject({ error: { code: 'key_returned' } })
  })

  test('bars the key up to then where the license is not here, also in an emptied data folder', async () => {
    const { license, offlineKey } = await activateOffline(scene.desk)
    const content = await changed((all) => {
      all.licenses = []
      all.returned.push(returnOf(license.id, Date.now()))
    })
    emptied(scene.desk)
    expect(await restore(content)).toMatchObject({ left: [] })
    const again = await scene.desk.router.call('licenses.activateOffline', { code: license.key, offlineKey })
    expect(again).toMatchObject({ error: { code: 'key_returned' } })
  })
})

test('a seat to be given back of a license that runs here is left out and named', async () => {
  const id = await activate(scene.desk, 'inventory')
  const content = await changed(({ returns }) =>
    returns.push({ licenseId: id, owner: 'x', code: 'C', fingerprint: 'F', since: 1 }),
  )
  expect((await restore(content)).left).toMatchObject([
    { id, reason: 'key_already_here' },
    { id, reason: 'runs_here' },
  ])
  expect(must(scene.desk.store.read()).returns).toEqual([])
  expect(await mayRun('inventory')).toBe(true)
})

test('one of a license that is not here was deactivated today at the latest', async () => {
  await activate(scene.desk, 'inventory')
  await restore(
    await changed(({ returns }) =>
      returns.push({ licenseId: 'gone', owner: 'x', code: 'C', fingerprint: 'F', since: LAST_INSTANT }),
    ),
  )
  const [one] = must(scene.desk.store.read()).returns
  expect(one?.since).toBeLessThan(Date.now() + DAY)
})

describe('usage that is dated ahead', () => {
  const product = 'inventory'
  const ahead = async () => {
    await activate(scene.desk, product)
    must(await scene.desk.router.call('usage.set', { product, usage: 3 }))
    return changed(({ usage, histories }) => {
      usage.forEach((one) => Object.assign(one, { usage: 9, reportedAt: LAST_INSTANT }))
      for (const history of histories)
        (history['points'] as object[]).push({ at: LAST_INSTANT, usage: 9, limit: null })
    })
  }
  const named = { product, reason: 'dated_ahead' }

  test('is newer than nothing that was reported here, and no point of a time that is yet to come', async () => {
    const content = await ahead()
    expect((await restore(content)).left).toContainEqual(named)
    expect(must(scene.desk.store.read()).usage).toMatchObject([{ usage: 3 }])
    expect(must(scene.desk.store.usageHistory(product))).toMatchObject([{ usage: 3 }])
  })

  test('counts as reported now where there is no other', async () => {
    const content = await ahead()
    emptied(scene.desk)
    expect((await restore(content)).left).toEqual([named])
    const [record] = must(scene.desk.store.read()).usage
    expect(record?.usage).toBe(9)
    expect(record?.reportedAt).toBeLessThan(Date.now() + DAY)
  })
})
