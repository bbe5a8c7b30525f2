// The check with the activation server: what it brings, and what it must never take away.
import { readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, describe, expect, test } from 'vitest'
import { openBentWay, otherCertificate, type BentWay } from '#tests/support/bent-way.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { noAnswer, noFile } from '#tests/support/server-faults.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function activated(): Promise<BentWay & { refresh: () => Promise<string | null | undefined> }> {
  const way = await openBentWay(cleanup)
  must(await way.activate())
  return {
    ...way,
    refresh: async () => must(await way.desk.router.call('licenses.refresh', {})).checked[0]?.problem,
  }
}

/** What the license stands on: the answer about it is kept beside it, and may be newer. */
const signedPart = (files: Record<string, string>) =>
  Object.entries(files).filter(([name]) => /(machine\.lic|code|activation\.json)$/.test(name))

describe('a check that goes wrong never replaces a good file with a worse one:', () => {
  test.each(Object.entries(noAnswer))('%s', async (_, { code, bend }) => {
    const { between, vendor, refresh, stored, seats } = await activated()
    const before = stored()
    between.bend = bend(vendor)
    expect(await refresh()).toBe(code)
    expect(stored()).toEqual(before)
    expect(await seats()).toBe(1)
  })

  test.each(Object.entries(noFile))('%s', async (_, { code, bend }) => {
    const { between, vendor, desk, refresh, stored, seats } = await activated()
    const before = signedPart(stored())
    expect(before).toHaveLength(3)
    between.bend = bend(vendor)
    expect(await refresh()).toBe(code)
    expect(signedPart(stored())).toEqual(before)
    expect(await seats()).toBe(1)
    const gate = must(await desk.router.call('licenses.check', { product: 'virtualization' }))
    expect(gate).toMatchObject({ status: 'active', mayRun: true })
  })

  test('a file that was good once, and is older than the one that is here', async () => {
    const { between, vendor, refresh, stored } = await activated()
    let first = ''
    between.bend = otherCertificate(vendor, (text) => (first = text))
    expect(await refresh()).toBeNull()
    between.bend = otherCertificate(vendor, (text) => text)
    expect(await refresh()).toBeNull()
    const before = stored()
    between.bend = otherCertificate(vendor, () => first)
    expect(await refresh()).toBe('older_key')
    expect(stored()).toEqual(before)
  })

  test('a file for another machine of the same license', async () => {
    const { between, vendor, license, refresh, stored } = await activated()
    const other = await vendor.answer(license, 'VIRTUALMETRIC-Y4JBR-5ZWA8-HCSGA-9Y0ZJ-E1F2S-FNS56')
    const before = stored()
    between.bend = otherCertificate(vendor, () => other)
    expect(await refresh()).toBe('code_or_machine_mismatch')
    expect(stored()).toEqual(before)
  })
})

describe('a check', () => {
  test('is told in the activity log of each license that it asked about', async () => {
    const { between, vendor, desk, license, refresh } = await activated()
    await refresh()
    between.bend = Object.values(noAnswer)[0]!.bend(vendor)
    const problem = await refresh()
    const { entries } = must(await desk.router.call('activity.list', { license: license.id }))
    expect(entries.map(({ action, result }) => [action, result])).toEqual([
      ['refresh', problem],
      ['refresh', 'ok'],
      ['activate_online', 'ok'],
    ])
    const ofAnother = await desk.router.call('activity.list', { license: 'another' })
    expect(must(ofAnother).entries).toEqual([])
  })

  test('brings what the vendor changed, and takes no second seat', async () => {
    const { vendor, license, desk, refresh, seats } = await activated()
    await vendor.update(license, { products: ['virtualization:64', 'storage'] })
    expect(await refresh()).toBeNull()
    const { licenses } = must(await desk.router.call('licenses.list', {}))
    expect(licenses[0]?.products.map(({ code, limit }) => [code, limit])).toEqual([
      ['virtualization', 64],
      ['storage', null],
    ])
    expect(await seats()).toBe(1)
  })

  test('mends a license whose file was damaged', async () => {
    const { desk, refresh } = await activated()
    await desk.store.write((writer, { licenses }) => {
      for (const stored of licenses) writer.putLicense({ ...stored, file: 'damaged' })
    })
    const status = async () => must(await desk.router.call('licenses.list', {})).licenses[0]?.status
    expect(await status()).toBe('invalid')
    expect(await refresh()).toBeNull()
    expect(await status()).toBe('active')
  })

  test('of one license goes wrong without holding up the others', async () => {
    const { vendor, license, desk } = await activated()
    const second = await vendor.sell({ owner: 'Fabrikam' })
    must(await desk.router.call('licenses.activateOnline', { code: second.key }))
    await vendor.suspend(license)
    const { checked, list } = must(await desk.router.call('licenses.refresh', {}))
    const problems = new Map(checked.map(({ id, problem }) => [id, problem]))
    expect([problems.get(license.id), problems.get(second.id)]).toEqual(['license_suspended', null])
    expect(list.licenses.map(({ status }) => status).toSorted()).toEqual(['active', 'suspended'])
  })

  test('tells how far it is, license by license', async () => {
    const { vendor, license, desk } = await activated()
    const second = await vendor.sell({ owner: 'Fabrikam' })
    must(await desk.router.call('licenses.activateOnline', { code: second.key }))
    const told: unknown[] = []
    const stop = desk.listen((name, payload) => name === 'licenses.refreshing' && told.push(payload))
    const { checked } = must(await desk.router.call('licenses.refresh', {}))
    stop()
    const ids = checked.map(({ id }) => id)
    expect(ids.toSorted()).toEqual([license.id, second.id].toSorted())
    expect(told).toEqual([
      { done: 0, total: 0, license: null }, // how it is when somebody begins to listen
      { done: 0, total: 2, license: ids[0] },
      { done: 1, total: 2, license: ids[1] },
      { done: 2, total: 2, license: null },
    ])
  })

  test('that is cancelled keeps what it found, asks about no license more, and says which it did not check', async () => {
    const { vendor, desk, between } = await activated()
    must(
      await desk.router.call('licenses.activateOnline', {
        code: (await vendor.sell({ owner: 'Fabrikam' })).key,
      }),
    )
    const wanted = new AbortController()
    desk.listen((name, payload) => {
      if (name === 'licenses.refreshing' && 'done' in payload && payload.done === 1) wanted.abort()
    })
    between.passed.splice(0)
    const { checked, list } = must(await desk.router.call('licenses.refresh', {}, wanted.signal))
    expect(checked.map(({ problem }) => problem)).toEqual([null, 'cancelled'])
    expect(list.licenses.map(({ status }) => status)).toEqual(['active', 'active'])
    expect(between.passed).toHaveLength(2) // the first was validated, and got its file
  })

  test('that another one overtook has what it was for: eight at once all go well (issue 12.5)', async () => {
    const { vendor, desk, between, seats } = await activated()
    const profile = await vendor.profile(between.url)
    const hosts = Array.from({ length: 8 }, () =>
      install(cleanup, profile, { dataDir: desk.dataDir, machineId: null }),
    )
    // Each gets its file before any of them is stored, and the newest is stored first.
    const held: (() => void)[] = []
    between.bend = (answer, { url = '' }, response) => {
      if (!url.endsWith('/check-out')) return undefined
      held.push(() => response.writeHead(answer.status, answer.headers).end(answer.body))
      if (held.length === hosts.length) held.toReversed().forEach((send) => send())
      return 'taken'
    }
    const all = await Promise.all(hosts.map((host) => host.router.call('licenses.refresh', {})))
    expect(all.map((one) => must(one).checked[0]?.problem)).toEqual(Array(8).fill(null))
    expect(await seats()).toBe(1)
  })

  test('of a license that another machine has says whose it is and that nothing was released (issue 12.22)', async () => {
    const { vendor, desk, between, seats, license } = await activated()
    const machineId = readFileSync(path.join(desk.dataDir, 'machine-id'), 'utf8')
    const machine = await desk.uniqueKey()
    const copy = install(cleanup, await vendor.profile(between.url), { dataDir: desk.dataDir })
    const { checked, list } = must(await copy.router.call('licenses.refresh', {}))
    expect(checked).toEqual([
      { id: license.id, owner: 'Contoso B.V.', problem: 'not_of_this_machine', machine },
    ])
    expect(machine).not.toBe(await copy.uniqueKey())
    expect(list.licenses).toMatchObject([{ status: 'other_machine', machine }])
    expect(await seats()).toBe(1)
    // And the folder, which both may use, keeps nothing of it.
    writeFileSync(path.join(desk.dataDir, 'machine-id'), machineId)
    const back = install(cleanup, await vendor.profile(between.url), {
      dataDir: desk.dataDir,
      machineId: null,
    })
    const there = must(await back.router.call('licenses.list', {}))
    expect([there.seatReleased, there.licenses]).toMatchObject([[], [{ status: 'active' }]])
  })

  test('of a license that another machine has still hears that it is suspended (issue 12.22)', async () => {
    const { vendor, desk, between, license } = await activated()
    await vendor.suspend(license)
    const copy = install(cleanup, await vendor.profile(between.url), { dataDir: desk.dataDir })
    const { checked, list } = must(await copy.router.call('licenses.refresh', {}))
    expect(checked).toMatchObject([{ problem: 'license_suspended' }])
    // The answer that is kept now was given to this machine, so nothing tells any more whose the license is.
    expect(list.licenses).toMatchObject([{ status: 'other_machine', machine: null }])
  })

  test('leaves offline licenses alone', async () => {
    const { vendor, desk, between } = await activated()
    const offline = await vendor.sell()
    const offlineKey = await vendor.answer(offline, await desk.uniqueKey())
    must(await desk.router.call('licenses.activateOffline', { code: offline.key, offlineKey }))
    between.passed.splice(0)
    const { checked, list } = must(await desk.router.call('licenses.refresh', {}))
    expect([checked.length, list.licenses.length]).toEqual([1, 2])
    expect(between.passed).toHaveLength(2) // one license was validated, and got its file
  })
})
