// A deactivation while somebody else deactivates, refreshes or starts.
import { afterEach, expect, test } from 'vitest'
import { straight } from '#tests/support/bent-way.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { deactivate, listed, openActivated, refresh } from '#tests/support/deactivations.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

test('deactivating an online license at once from two places frees one seat, and the later one says that it is not here', async () => {
  const { between, desk, license, seats } = await openActivated(cleanup)
  const held: (() => void)[] = []
  between.bend = (answer, asked, response) => {
    if (asked.method !== 'DELETE') return undefined
    held.push(() => response.writeHead(answer.status, answer.headers).end(answer.body))
    if (held.length === 2) held[0]?.()
    return 'taken'
  }
  const both = [deactivate(desk, license.id), deactivate(desk, license.id)]
  expect(await Promise.race(both)).toMatchObject({ ok: true, value: { seat: 'freed' } })
  held[1]?.()
  const refused = (await Promise.all(both)).flatMap((one) => (one.ok ? [] : [one.error.code]))
  expect(refused).toEqual(['license_not_here'])
  expect(await seats()).toBe(0)
})

test('a deactivation that is under way while another host starts and asks the server comes to its own end (issue 12)', async () => {
  const { between, vendor, desk, license, seats } = await openActivated(cleanup)
  const other = install(cleanup, await vendor.profile(between.url), {
    dataDir: desk.dataDir,
    machineId: null,
  })
  between.bend = (answer, asked, response) => {
    if (asked.method !== 'DELETE') return undefined
    void refresh(other).then(() => response.writeHead(answer.status, answer.headers).end())
    return 'taken'
  }
  expect(must(await deactivate(desk, license.id))).toMatchObject({ seat: 'freed', list: { licenses: [] } })
  expect([await seats(), (await listed(other)).problems]).toEqual([0, []])
})

test('a license that was deactivated while its file was on the way does not come back', async () => {
  const { between, desk, license, seats } = await openActivated(cleanup)
  between.bend = (answer, asked, response) => {
    if (!asked.url?.endsWith('/check-out')) return undefined
    between.bend = straight
    void deactivate(desk, license.id).then(() => {
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    })
    return 'taken'
  }
  const { checked, list } = await refresh(desk)
  expect(checked).toMatchObject([{ problem: 'license_not_here' }])
  expect([list.licenses, await seats()]).toEqual([[], 0])
})
