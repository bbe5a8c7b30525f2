// The database is brought to this version only when that is asked for (issue 12.11).
import { existsSync, mkdirSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it, onTestFinished } from 'vitest'
import { Culling } from '#server/activation/culling.ts'
import { longestFile } from '#server/activation/lease.ts'
import { validateLicense } from '#server/activation/validate-license.ts'
import { DAY } from '#shared/instant.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { restore } from '#server/vendor/restore.ts'
import { tryUpgrade, upgrade } from '#server/vendor/upgrade.ts'
import { closedDesk, owners, sql } from '../support/closed-desk.ts'
import { damagePage, database, makeOlder } from '../support/damaged-back-office.ts'
import { expectFault } from '../support/fault.ts'
import { expectOk, START, temporaryFolder } from '../support/back-office.ts'

describe('a database of an earlier version (issue 12.11)', () => {
  it('is not touched by any command, tried on a copy, and upgraded with a copy kept', async () => {
    const dataDir = await closedDesk()
    makeOlder(dataDir)
    const before = readFileSync(database(dataDir))
    expect(await openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expect(readFileSync(database(dataDir))).toEqual(before)

    const steps = [
      '002_check_out.sql',
      '003_no_owner_index.sql',
      '004_components.sql',
      '005_policies.sql',
      '006_uses.sql',
      '007_processes.sql',
      '008_totals.sql',
      '009_component_fingerprints.sql',
      '010_search_forms.sql',
    ]
    expect(expectOk(await tryUpgrade(dataDir))).toEqual({ steps, kept: null })
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([])
    expect(await openVendor(dataDir)).toMatchObject({ ok: false })

    const { kept } = expectOk(await upgrade(dataDir, START))
    expect(await owners(dataDir)).toEqual(['Contoso'])
    expect(expectOk(await restore(dataDir, kept ?? '', START + 1000)).older).toBe(true)
    expect(await openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expectOk(await upgrade(dataDir, START + 2000))
    expect(expectOk(await upgrade(dataDir, START + 3000))).toEqual({ steps: [], kept: null })
    expect(await owners(dataDir)).toEqual(['Contoso'])
  })

  it('that another program has open, or that cannot be brought on, stays as it is', async () => {
    const dataDir = await closedDesk()
    makeOlder(dataDir)
    const other = new DatabaseSync(database(dataDir))
    other.prepare('SELECT count(*) FROM licenses').get()
    await expect(upgrade(dataDir, START)).rejects.toMatchObject({ code: 'database_in_use' })
    other.exec('CREATE TABLE released_machines (x)') // the step's own table is there
    other.close()
    for (const work of [() => tryUpgrade(dataDir), () => upgrade(dataDir, START)])
      await expect(work()).rejects.toThrow(/its tables are not those of this server/)
    for (const argv of [['--dry-run'], []])
      await expectFault(dataDir, ['database', 'upgrade', ...argv], 'database_damaged')
    expect(await openVendor(dataDir)).toMatchObject({ ok: false, error: { code: 'database_older' } })
    expect(existsSync(join(dataDir, 'backups'))).toBe(true)
  })

  it('with a damaged page is not upgraded: there is no copy to go back to (issue 12.11)', async () => {
    const dataDir = await closedDesk()
    makeOlder(dataDir)
    damagePage(dataDir, 'licenses')
    for (const work of [upgrade, tryUpgrade])
      await expect(work(dataDir, START)).rejects.toMatchObject({ code: 'database_damaged' })
    expect(readdirSync(join(dataDir, 'backups'))).toEqual([])
  })

  it('of the release before policies means the same after it (issue 18.9)', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    mkdirSync(dataDir, { mode: 0o700 })
    const text = readFileSync(new URL('databases/before-policies.sql', import.meta.url), 'utf8')
    sql(database(dataDir), text)
    const { steps } = expectOk(await upgrade(dataDir, START))
    expect(steps).toEqual([
      '005_policies.sql',
      '006_uses.sql',
      '007_processes.sql',
      '008_totals.sql',
      '009_component_fingerprints.sql',
      '010_search_forms.sql',
    ])
    const vendor = expectOk(await openVendor(dataDir, () => START + 2 * DAY))
    onTestFinished(() => vendor.close())
    const { store } = vendor
    const told: unknown[] = []
    for (const license of await store.licenses.list({ limit: 10, offset: 0 })) {
      const { name, rules, standard } = await store.policies.of(license)
      const before = [
        'strict',
        'floating',
        'expirationStrategy',
        'requireHeartbeat',
        'heartbeatDuration',
      ] as const
      const { code } = await validateLicense(store, license, {}, START + 2 * DAY)
      const held = before.map((rule) => rules[rule])
      told.push([license.name, name, standard, ...held, rules.heartbeatResurrectionStrategy, code])
    }
    const usual = ['REVOKE_ACCESS', false, 600, 'ALWAYS_REVIVE'] as const
    expect(told.toSorted()).toEqual([
      ['Brought', 'Second (Node-locked)', true, true, false, ...usual, 'VALID'],
      ['Ended', 'VirtualMetric (Floating)', true, true, true, ...usual, 'EXPIRED'],
      ['One seat', 'VirtualMetric (Node-locked)', true, true, false, ...usual, 'NO_MACHINE'],
      ['Three seats', 'VirtualMetric (Floating)', true, true, true, ...usual, 'VALID'],
    ])
    const second = (await store.policies.named('Second (Floating)'))[0]?.rules
    expect(second).toMatchObject({ requireHeartbeat: true, heartbeatDuration: 900, maxMachines: null })
    expect(second?.heartbeatResurrectionStrategy).toBe('NO_REVIVE')
  })

  it('of the release before leases takes no seat from who does not ping (issue 18.9)', async () => {
    const dataDir = join(temporaryFolder(), 'office')
    mkdirSync(dataDir, { mode: 0o700 })
    sql(database(dataDir), readFileSync(new URL('databases/before-leases.sql', import.meta.url), 'utf8'))
    const { steps } = expectOk(await upgrade(dataDir, START))
    expect(steps).toEqual([
      '007_processes.sql',
      '008_totals.sql',
      '009_component_fingerprints.sql',
      '010_search_forms.sql',
    ])
    const time = { now: START + 2 * DAY }
    const vendor = expectOk(await openVendor(dataDir, () => time.now))
    onTestFinished(() => vendor.close())
    const all = () => vendor.store.licenses.list({ limit: 10, offset: 0 })
    const rules = {
      heartbeatBasis: 'FROM_FIRST_PING',
      heartbeatCullStrategy: 'KEEP_DEAD',
      maxProcesses: null,
    }
    for (const license of await all()) {
      const machines = await vendor.store.machines.ofLicense(license.id, 10)
      const coresCount = machines.reduce((sum, { cores }) => sum + (cores ?? 0), 0)
      expect(machines).toHaveLength(2)
      expect(license).toMatchObject({ machinesCount: 2, coresCount, rules })
      expect(longestFile(license)).toBe(31 * 86_400)
      const scope = { fingerprint: 'pinged' }
      expect((await validateLicense(vendor.store, license, scope, time.now)).code).toBe('HEARTBEAT_DEAD')
    }
    time.now += 1000 * DAY
    await new Culling(vendor, { access() {}, failure() {} }).sweep()
    expect((await all()).map(({ machinesCount }) => machinesCount)).toEqual([2, 2])
  })

  it('of a later version is refused', async () => {
    const dataDir = await closedDesk()
    sql(database(dataDir), "INSERT INTO migrations VALUES ('999_later.sql', 0)")
    for (const work of [upgrade, tryUpgrade])
      await expect(work(dataDir, START)).rejects.toMatchObject({ code: 'database_newer' })
  })
})
