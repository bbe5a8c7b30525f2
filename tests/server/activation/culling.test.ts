// Whose lease has ended loses its seat, and nobody else (issue 18.3).
import { onTestFinished, describe, expect, it, vi } from 'vitest'
import { setImmediate as turn } from 'node:timers/promises'
import { activateMachine } from '#server/activation/activate-machine.ts'
import { checkOut } from '#server/activation/check-out.ts'
import { Culling } from '#server/activation/culling.ts'
import { beginProcess } from '#server/activation/machine-processes.ts'
import { pingMachine } from '#server/activation/ping-machine.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import type { Culled } from '#server/http/access-log.ts'
import { MOST_PROCESSES } from '#server/store/processes.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'
import { activation, serveBackOffice } from '../support/client.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const LEASE = 10 * MINUTE

/** A server that has run for a day, whose clock may be set, and a license for many machines. */
async function running(rules: readonly string[] = ['requireHeartbeat=true'], machines = 1000) {
  const office = await openBackOffice()
  const { clock, dataDir } = office
  const time = { now: 0 }
  const culled: Culled[] = []
  const logger = { access() {}, failure() {}, culled: (one: Culled) => void culled.push(one) }
  const serverOn = async () => {
    const vendor = expectOk(await openVendor(dataDir, clock.read, { monotonic: () => time.now }))
    onTestFinished(() => vendor.close())
    return { vendor, culling: new Culling(vendor, logger) }
  }
  const server = await serverOn()
  const pass = (milliseconds: number) => {
    clock.now += milliseconds
    time.now += milliseconds
  }
  pass(24 * HOUR)
  const policy = expectOk(
    await createPolicy(office.vendor, { name: 'P', rules: ['floating=true', ...rules] }),
  ).id
  const license = await office.sell({ policy, machines })
  const { store } = office.vendor
  const machineOf = async (name: string) => {
    const machine = await store.machines.byFingerprint(license.id, name)
    if (!machine) throw new Error(`${name} has no seat`)
    return machine
  }
  const activate = async (name: string, actor: 'license' | 'desk' = 'license') =>
    expectOk(await activateMachine(store, license.id, { fingerprint: name }, actor, clock.now))
  const ping = async (name: string, { vendor } = server) =>
    pingMachine(vendor, await machineOf(name), license.rules)
  const giveFile = async (name: string, days: number, actor: 'license' | 'desk' = 'license') =>
    checkOut(
      office.vendor,
      license,
      await machineOf(name),
      { algorithm: 'base64+ed25519', ttl: days * 86_400, includes: [] },
      actor,
    )
  const seated = () => store.machines.countOf(license.id)
  return { ...office, ...server, culled, license, time, serverOn, pass, activate, ping, giveFile, seated }
}

describe('a machine whose lease has ended', () => {
  it('loses its seat to the next one while the server runs', async () => {
    const server = await serveBackOffice({ cullEvery: 1 })
    const { vendor, clock } = server
    expectOk(await createPolicy(vendor, { name: 'P', rules: ['strict=true', 'requireHeartbeat=true'] }))
    const { id, key: code } = await server.sell({ policy: 'P' })
    const activate = (name: string) => server.ask('POST', '/machines', { code, body: activation(id, name) })
    expect((await activate('killed')).status).toBe(201)
    expect((await activate('next')).code).toBe('MACHINE_LIMIT_EXCEEDED')
    clock.now += LEASE + 1
    await vi.waitFor(async () =>
      expect((await server.ask('GET', '/machines/killed', { code })).status).toBe(404),
    )
    expect((await activate('next')).status).toBe(201)
  })

  it.each([
    ['', true],
    ['heartbeatCullStrategy=KEEP_DEAD', false],
    ['heartbeatCullStrategy=KEEP_DEAD heartbeatResurrectionStrategy=ALWAYS_REVIVE', false],
  ])('loses its seat by %j: %s', async (rules, loses) => {
    const { culling, activate, pass, seated, culled, license } = await running([
      'requireHeartbeat=true',
      ...rules.split(' ').filter((rule) => rule !== ''),
    ])
    const { id } = await activate('one')
    pass(LEASE)
    await culling.sweep()
    expect(await seated()).toBe(1)
    pass(1)
    await culling.sweep()
    expect(await seated()).toBe(loses ? 0 : 1)
    expect(culled).toEqual(loses ? [{ kind: 'machine', id, licenseId: license.id }] : [])
  })

  it('keeps it while it may be revived', async () => {
    const { culling, activate, pass, seated } = await running([
      'requireHeartbeat=true',
      'heartbeatResurrectionStrategy=5_MINUTE_REVIVE',
    ])
    await activate('one')
    pass(LEASE + 5 * MINUTE)
    await culling.sweep()
    expect(await seated()).toBe(1)
    pass(1)
    await culling.sweep()
    expect(await seated()).toBe(0)
  })

  it('and that never pinged loses it only where it has to', async () => {
    for (const [rules, left] of [
      [['requireHeartbeat=true', 'heartbeatBasis=FROM_FIRST_PING'], 0],
      [['requireHeartbeat=false'], 1],
    ] as const) {
      const { culling, activate, pass, seated } = await running(rules)
      await activate('one')
      pass(30 * 24 * HOUR)
      await culling.sweep()
      expect(await seated()).toBe(left)
    }
  })

  it('loses it where it pinged once, asked or not', async () => {
    const { culling, activate, ping, pass, seated } = await running([])
    await activate('one')
    expectOk(await ping('one'))
    pass(LEASE + 1)
    await culling.sweep()
    expect(await seated()).toBe(0)
  })

  it('keeps it where the vendor answered it offline, for as long as its file holds', async () => {
    const { culling, activate, giveFile, pass, seated, license } = await running()
    await activate('without a network', 'desk')
    await giveFile('without a network', 365, 'desk')
    pass((364 + license.metadata.graceDays) * 24 * HOUR)
    await culling.sweep()
    expect(await seated()).toBe(1)
    pass(24 * HOUR + 1)
    await culling.sweep()
    expect(await seated()).toBe(0)
  })

  it('keeps its seat by the rule of a release once more than may have left with a file (issue 10)', async () => {
    const { culling, vendor, activate, ping, giveFile, pass, license, clock } = await running(undefined, 3)
    for (const name of ['one', 'two', 'three']) {
      await activate(name)
      await giveFile(name, 1)
    }
    pass(LEASE + 1)
    await culling.sweep()
    expect((await vendor.store.released.seatsKept(license.id, clock.now)).count).toBe(1)
    await activate('one') // comes back at once
    expectOk(await ping('one'))
  })
})

describe('a process whose lease has ended', () => {
  it('makes room for the next one, and goes with its machine', async () => {
    const { culling, vendor, activate, ping, pass, clock, culled, license } = await running([
      'maxProcesses=1',
    ])
    const { store } = vendor
    const machine = await activate('one')
    const begin = (pid: string) => beginProcess(store, machine, { pid, metadata: {} }, clock.now)
    const killed = expectOk(await begin('killed'))
    expect(await begin('next')).toMatchObject({
      ok: false,
      error: { code: 'MACHINE_PROCESS_LIMIT_EXCEEDED' },
    })
    pass(LEASE)
    expectOk(await ping('one'))
    await culling.sweep()
    expect(await store.processes.count({ licenseId: license.id })).toBe(1)
    pass(1)
    await culling.sweep()
    expect(culled).toEqual([{ kind: 'process', id: killed.id, licenseId: license.id }])
    expectOk(await begin('next'))
    pass(LEASE)
    await culling.sweep()
    expect(await store.machines.countOf(license.id)).toBe(0)
    expect(await store.processes.count({ licenseId: license.id })).toBe(0)
  })

  it('and that its policy keeps makes room before the bound of a machine is met', async () => {
    const { vendor, activate, pass, clock } = await running(['heartbeatCullStrategy=KEEP_DEAD'])
    const machine = await activate('one')
    const begin = (pid: string) => beginProcess(vendor.store, machine, { pid, metadata: {} }, clock.now)
    for (let at = 0; at < MOST_PROCESSES; at += 1) expectOk(await begin(`process ${at}`))
    expect(await begin('one more')).toMatchObject({
      ok: false,
      error: { of: 'machine', limit: MOST_PROCESSES },
    })
    pass(LEASE + 1)
    expectOk(await begin('one more'))
  })
})

describe('time', () => {
  it('that the server was away is nobody’s silence, and one seat is taken once', async () => {
    const { dataDir: _, activate, ping, pass, seated, serverOn, vendor, license } = await running()
    await activate('back')
    await activate('gone')
    pass(HOUR) // nobody was there to hear a ping
    const [server, second] = [await serverOn(), await serverOn()]
    await server.culling.sweep()
    expect(await seated()).toBe(2)
    expect(expectOk(await ping('back', server)).status).toBe('ALIVE')
    pass(LEASE)
    await server.culling.sweep()
    expect(await seated()).toBe(2)
    expectOk(await ping('back', server))
    pass(1)
    await Promise.all([server.culling.sweep(), second.culling.sweep()])
    expect(await seated()).toBe(1)
    const taken = (await vendor.store.events.ofLicense(license.id)).filter(({ actor }) => actor === 'server')
    expect(taken.map(({ what }) => what)).toEqual(['machine.deleted'])
  })

  it.each([HOUR, -HOUR])('that leaps by %d ms takes no seat from who is alive', async (leap) => {
    const { culling, activate, ping, pass, seated, clock } = await running()
    await activate('one')
    await activate('killed')
    for (const turns of [1, 2, 3]) {
      pass(LEASE / 2)
      if (turns === 1) clock.now += leap
      await culling.sweep()
      expect(await seated()).toBe(2)
      expect(expectOk(await ping('one')).status).toBe('ALIVE')
    }
    pass(LEASE)
    expectOk(await ping('one'))
    await culling.sweep()
    expect(await seated()).toBe(leap > 0 ? 1 : 2) // by a clock that went back, dead an hour later
    pass(HOUR)
    await culling.sweep()
    expect(await seated()).toBe(0)
  })

  it('between two machines is for requests, and a server that stops takes no more', async () => {
    const { culling, activate, pass, seated } = await running()
    for (let at = 0; at < 100; at += 1) await activate(`machine ${at}`)
    pass(LEASE + 1)
    const sweep = culling.sweep()
    await turn()
    await turn()
    const under = await seated()
    expect(under).toBeGreaterThan(90)
    culling.stop()
    await sweep
    expect(await seated()).toBe(under)
  })
})
