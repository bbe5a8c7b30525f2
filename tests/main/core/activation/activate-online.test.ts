// Online activation as a whole: once or again, and every way in which it can fail.
import { afterEach, describe, expect, test } from 'vitest'
import { openBentWay, otherCertificate, straight } from '#tests/support/bent-way.ts'
import { holdLock } from '#tests/support/hold-lock.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { noAnswer, noFile } from '#tests/support/server-faults.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const codeOf = (result: { ok: true } | { ok: false; error: { code: string } }) =>
  result.ok ? 'ok' : result.error.code

describe('the same code again', () => {
  test('is the same machine and the same license, with a newer file', async () => {
    const { desk, activate, seats, vendor, license } = await openBentWay(cleanup)
    const first = must(await activate())
    expect([first.renewed, await seats()]).toEqual([false, 1])
    await vendor.update(license, { products: ['virtualization:32'] })
    const second = must(await activate())
    expect([second.renewed, await seats()]).toEqual([true, 1])
    expect(second.license.activatedOn).toBe(first.license.activatedOn)
    const { licenses } = must(await desk.router.call('licenses.list', {}))
    expect(licenses).toMatchObject([{ id: license.id, products: [{ limit: 32 }] }])
  })

  test('at the same moment, from two hosts of one machine, takes one seat', async () => {
    const { desk, between, vendor, license, activate, seats } = await openBentWay(cleanup)
    const other = install(cleanup, await vendor.profile(between.url), {
      dataDir: desk.dataDir,
      machineId: null,
    })
    const both = await Promise.all([
      activate(),
      other.router.call('licenses.activateOnline', { code: license.key }),
    ])
    expect(both.map(codeOf)).toEqual(['ok', 'ok'])
    expect(await seats()).toBe(1)
    expect(must(await other.router.call('licenses.list', {})).licenses).toMatchObject([{ status: 'active' }])
  })
})

describe('an activation that fails', () => {
  const faults = Object.entries({ ...noAnswer, ...noFile })

  test.each(faults)('for %s leaves the store as it was, and no seat taken', async (_, { code, bend }) => {
    const { between, vendor, activate, seats, stored } = await openBentWay(cleanup)
    between.bend = bend(vendor)
    expect(codeOf(await activate())).toBe(code)
    expect(await seats()).toBe(0)
    expect(Object.keys(stored()).toSorted()).toEqual(['lock.db', 'machine-id'])
    between.bend = straight
    expect(must(await activate()).renewed).toBe(false)
  })

  test.each(Object.entries(noFile))('for %s keeps a seat that was there before', async (_, { bend }) => {
    const { between, vendor, license, desk, activate, seats } = await openBentWay(cleanup)
    await vendor.answer(license, await desk.uniqueKey())
    between.bend = bend(vendor)
    expect((await activate()).ok).toBe(false)
    expect(await seats()).toBe(1)
  })

  test('because nobody waits any more gives back the seat that was being taken, before the next one begins', async () => {
    const { between, desk, license, activate, seats } = await openBentWay(cleanup)
    const wanted = new AbortController()
    let deleted = 0
    between.bend = (_answer, asked) => {
      if (asked.method === 'DELETE') deleted += 1
      if (asked.method !== 'POST' || !asked.url?.endsWith('/machines')) return undefined
      wanted.abort() // the server has given a seat; its answer is not heard
      return 'taken'
    }
    const calledOff = desk.router.call('licenses.activateOnline', { code: license.key }, wanted.signal)
    const next = calledOff.then(() => ((between.bend = straight), activate()))
    expect(codeOf(await calledOff)).toBe('cancelled')
    expect([deleted, await seats()]).toEqual([1, 0])
    expect(must(await next).renewed).toBe(false)
    expect(await seats()).toBe(1)
  })

  test('because the store is busy gives the seat back', async () => {
    const { between, desk, activate, seats, stored } = await openBentWay(cleanup, { lockPatience: 50 })
    let letGo = () => Promise.resolve()
    between.bend = (answer, asked, response) => {
      if (!asked.url?.endsWith('/check-out')) return undefined
      // Between the last answer and the writing: nobody could have known when the seat was taken.
      void holdLock(cleanup, desk.dataDir).then((release) => {
        letGo = release
        response.writeHead(answer.status, answer.headers)
        response.end(answer.body)
      })
      return 'taken'
    }
    expect(codeOf(await activate())).toBe('store_busy')
    expect(await seats()).toBe(0)
    await letGo()
    expect(Object.keys(stored()).toSorted()).toEqual(['lock.db', 'machine-id'])
  })

  test('and cannot even give its seat back says what failed first, and finds the seat the next time', async () => {
    const { between, vendor, activate, seats } = await openBentWay(cleanup)
    const damaged = otherCertificate(vendor, (text) => text.slice(0, 300))
    between.bend = (answer, asked, response) => {
      if (asked.method !== 'DELETE') return damaged(answer, asked, response)
      Object.assign(answer, { status: 503, headers: {}, body: '' })
      return undefined
    }
    expect(codeOf(await activate())).toBe('key_cut_off')
    between.bend = straight
    must(await activate())
    expect(await seats()).toBe(1)
  })

  test('for a license that is here already changes nothing of it', async () => {
    const { between, vendor, desk, activate, stored } = await openBentWay(cleanup)
    must(await activate())
    const before = stored()
    between.bend = otherCertificate(vendor, (text) => text.slice(0, 300))
    expect(codeOf(await activate())).toBe('key_cut_off')
    expect(stored()).toEqual(before)
    const gate = must(await desk.router.call('licenses.check', { product: 'virtualization' }))
    expect(gate).toMatchObject({ status: 'active', mayRun: true })
  })
})

test('two activations of one code at once both succeed, whichever file is stored first (issue 12)', async () => {
  const { between, desk, vendor } = await openBentWay(cleanup)
  const other = install(cleanup, await vendor.profile(between.url), {
    dataDir: desk.dataDir,
    machineId: null,
  })
  const license = await vendor.sell()
  const code = license.key
  between.bend = (answer, asked, response) => {
    if (!asked.url?.endsWith('/check-out')) return undefined
    between.bend = straight
    // Its file is older than the one that is stored meanwhile.
    void other.router.call('licenses.activateOnline', { code }).then(() => {
      response.writeHead(answer.status, answer.headers)
      response.end(answer.body)
    })
    return 'taken'
  }
  const { list } = must(await desk.router.call('licenses.activateOnline', { code }))
  expect(list.licenses).toMatchObject([{ id: license.id, status: 'active' }])
  expect(await vendor.vendor.store.machines.countOf(license.id)).toBe(1)
})
