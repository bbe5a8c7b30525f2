// Offline activation with a typed key, and beside a machine file for the same license.
import { cpSync, existsSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { answerTyped } from '#server/back-office/answer-typed.ts'
import { DAY, iso } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor, type LocalKeyTerms, type TypedKeyChanges } from '#tests/support/paper-vendor.ts'
import { filesIn } from '#tests/support/store-samples.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const MINUTE = 60_000
const CODE = 'CODE OF THE TEST'
const ID = 'license-1'
const TYPED_ID = `typed-${licenseNumber(ID, nodePrimitives)}`
const vendor = paperVendor()
const cleanup = new Cleanup()
let desk: Installation
let fingerprint: string
beforeEach(async () => {
  desk = install(cleanup, vendor.profile, { clock: () => NOW })
  fingerprint = await desk.uniqueKey()
})
afterEach(() => cleanup.run())

const typedKey = (change: Partial<TypedKeyChanges> = {}) =>
  vendor.typedKey({ id: ID, code: CODE, fingerprint, issued: NOW, ...change })
const machineFile = (change: Partial<LocalKeyTerms> = {}) =>
  vendor.localKey({ id: ID, code: CODE, fingerprint, issued: NOW, ...change })
const enter = (offlineKey: string, code = CODE) =>
  desk.router.call('licenses.activateOffline', { code, offlineKey })
const list = async () => must(await desk.router.call('licenses.list', {}))
const gate = async () => must(await desk.router.call('licenses.check', { product: 'virtualization' }))
const folders = () => readdirSync(path.join(desk.dataDir, 'licenses'))
const keyFile = (id: string) =>
  ['machine.lic', 'typed.key'].filter((name) => existsSync(path.join(desk.dataDir, 'licenses', id, name)))

test('a typed key activates with no network, says what it grants, and is kept in numbered rows', async () => {
  const rows = typedKey()
  const asTyped = `  ${rows.toLowerCase().replaceAll('0', 'o').replaceAll('\n', '\r\n\r\n')}`
  const { renewed, license } = must(await enter(asTyped))
  expect(renewed).toBe(false)
  expect(license).toMatchObject({
    id: TYPED_ID,
    owner: 'Contoso Manufacturing BV',
    mode: 'offline',
    status: 'active',
    lastCheck: iso(NOW),
    machine: fingerprint,
    issuedBy: vendor.profile.keys[0]?.id,
  })
  expect(license.products.map(({ name, limit }) => [name, limit])).toContainEqual(['Server / VM', 800])
  expect(must(desk.store.read()).licenses).toMatchObject([{ file: rows, code: CODE }])
  expect(keyFile(TYPED_ID)).toEqual(['typed.key'])
  expect(await gate()).toMatchObject({ mayRun: true, limit: 16, licenses: [TYPED_ID] })
})

test('the same typed key again is no other license, and a newer one renews it', async () => {
  must(await enter(typedKey()))
  expect(must(await enter(typedKey()))).toMatchObject({ renewed: true, unchanged: true })
  const newer = typedKey({ issued: NOW + MINUTE, licenseExpiry: NOW + 300 * DAY })
  expect(must(await enter(newer))).toMatchObject({ renewed: true, license: { id: TYPED_ID } })
  expect((await list()).licenses).toHaveLength(1)
})

test('a typed key holds without its side files, since no server gives one (issue 10.14)', async () => {
  must(await enter(typedKey()))
  const folder = path.join(desk.dataDir, 'licenses', TYPED_ID)
  for (const name of ['activation.json', 'answers'])
    rmSync(path.join(folder, name), { recursive: true, force: true })
  expect(await gate()).toMatchObject({ mayRun: true, licenses: [TYPED_ID] })
})

describe('a machine file for a license that came as a typed key', () => {
  test('takes its place under the license’s own id; day of activation and usage stay', async () => {
    const first = must(await enter(typedKey({ issued: NOW - DAY }))).license
    must(await desk.router.call('usage.set', { product: 'virtualization', usage: 9 }))
    const changed = await enter(machineFile({ metadata: { owner: 'Contoso B.V.' } }))
    expect(must(changed)).toMatchObject({ renewed: true, license: { id: ID, owner: 'Contoso B.V.' } })
    const { licenses, problems } = await list()
    expect(licenses).toMatchObject([{ id: ID, activatedOn: first.activatedOn, products: [{ usage: 9 }] }])
    expect([problems, folders(), keyFile(ID)]).toEqual([[], [ID], ['machine.lic']])
    const history = must(await desk.router.call('usage.history', { product: 'virtualization' }))
    expect(history.points).toMatchObject([{ usage: 9 }])
  })

  test('tells what changed in the activity log', async () => {
    must(await enter(typedKey({ issued: NOW - DAY })))
    must(await enter(machineFile()))
    const { entries } = must(await desk.router.call('activity.list', { limit: 1 }))
    expect(entries[0]).toMatchObject({ action: 'activate_offline', subject: ID })
    expect(entries[0]?.changes).toContainEqual(
      expect.objectContaining({ kind: 'product_removed', licenseId: ID }),
    )
  })

  test('is refused where it is older, and taken within the same minute', async () => {
    must(await enter(typedKey()))
    expect(await enter(machineFile({ issued: NOW - 1 }))).toMatchObject({
      error: { code: 'older_key', params: { storedIssued: iso(NOW), newIssued: iso(NOW - 1) } },
    })
    expect(folders()).toEqual([TYPED_ID])
    must(await enter(machineFile({ issued: NOW + 1 })))
    expect(folders()).toEqual([ID])
  })
})

describe('a typed key for a license that came as a machine file', () => {
  test('takes its place under the id that it has; the day of activation stays', async () => {
    const first = must(await enter(machineFile({ issued: NOW - DAY }))).license
    const { renewed, license } = must(await enter(typedKey()))
    expect(renewed).toBe(true)
    expect(license).toMatchObject({ id: ID, activatedOn: first.activatedOn })
    expect([folders(), keyFile(ID), (await list()).problems]).toEqual([[ID], ['typed.key'], []])
    expect(await gate()).toMatchObject({ mayRun: true, limit: 16, licenses: [ID] })
  })

  test('is refused where it is older, but not for want of seconds', async () => {
    must(await enter(machineFile({ issued: NOW + 30_000 })))
    expect(await enter(typedKey({ issued: NOW - MINUTE }))).toMatchObject({ error: { code: 'older_key' } })
    expect(must(await enter(typedKey())).renewed).toBe(true)
  })

  test('and may come with another code', async () => {
    must(await enter(machineFile()))
    must(await enter(typedKey({ code: 'ANOTHER CODE' }), 'ANOTHER CODE'))
    expect(must(desk.store.read()).licenses).toMatchObject([{ id: ID, code: 'ANOTHER CODE' }])
  })
})

describe('a license of which there are two folders counts once:', () => {
  const backup = () => {
    const aside = path.join(cleanup.folder(), 'backup')
    cpSync(path.join(desk.dataDir, 'licenses', TYPED_ID), aside, { recursive: true })
    return (name: string) => cpSync(aside, path.join(desk.dataDir, 'licenses', name), { recursive: true })
  }

  test('a copy under another name', async () => {
    must(await enter(typedKey()))
    const putBack = backup()
    putBack('copy')
    expect(await gate()).toMatchObject({ mayRun: true, limit: 16 })
    const standings = (await list()).licenses.map(({ status, problem }) => [status, problem])
    expect(standings.toSorted()).toEqual([
      ['active', null],
      ['invalid', 'older_key'],
    ])
  })

  test('a typed key that was put back from a backup after the license got its own id', async () => {
    must(await enter(typedKey({ issued: NOW - DAY })))
    const putBack = backup()
    must(await enter(machineFile()))
    putBack(TYPED_ID)
    expect(await gate()).toMatchObject({ mayRun: true, limit: 16, licenses: [ID] })
    expect(await enter(typedKey({ issued: NOW - DAY }))).toMatchObject({ error: { code: 'older_key' } })
  })
})

describe('a typed key that is refused leaves the store as it was:', () => {
  const rows = (change: Partial<TypedKeyChanges> = {}) => typedKey(change).trimEnd().split('\n')
  const refusals: readonly [string, object, () => string, string?][] = [
    [
      'a wrong letter',
      { code: 'typed_key_row_wrong', params: { row: 3, looksLikeRow: null } },
      () => rows().with(2, ' 3:  00000 00000 00000 00000 00000 00000').join('\n'),
    ],
    [
      'a missing row',
      { code: 'typed_key_rows_missing', params: { rows: [4], of: 8 } },
      () => rows().toSpliced(3, 1).join('\n'),
    ],
    ['one for another code', { code: 'license_code_mismatch' }, () => typedKey(), 'ANOTHER CODE'],
    [
      'one for another machine',
      { code: 'other_machine', params: { fileUniqueKey: null } },
      () => typedKey({ fingerprint: 'VIRTUALMETRIC-X' }),
    ],
    [
      'one of another vendor',
      { code: 'typed_key_unknown_signing_key', params: { reason: 'unknown' } },
      () => paperVendor(makeKey()).typedKey({ id: ID, code: CODE, fingerprint, issued: NOW }),
    ],
    [
      'one that is over',
      { code: 'file_expired', params: { expiry: iso(NOW - DAY) } },
      () => typedKey({ issued: NOW - 31 * DAY, validDays: 30 }),
    ],
    ['one that is older', { code: 'older_key' }, () => typedKey({ issued: NOW - MINUTE })],
    ['one from the future', { code: 'clock_behind' }, () => typedKey({ issued: NOW + DAY + MINUTE })],
    ['words', { code: 'key_not_recognized' }, () => 'Dear customer, your key is attached.'],
  ]
  test.each(refusals)('%s', async (_, error, make, code) => {
    must(await enter(typedKey()))
    const stored = () => {
      const { 'activity.jsonl': _log, ...files } = filesIn(desk.dataDir)
      return files
    }
    const before = stored()
    expect(await enter(make(), code)).toMatchObject({ ok: false, error })
    expect(stored()).toEqual(before)
    expect(await gate()).toMatchObject({ mayRun: true })
  })
})

test('the activity log names the row of a typed key that was wrong (issue 13.4)', async () => {
  const rows = typedKey().trimEnd().split('\n')
  await enter(rows.with(2, ' 3:  00000 00000 00000 00000 00000 00000').join('\n'))
  const { entries } = must(await desk.router.call('activity.list', {}))
  expect(entries[0]).toMatchObject({
    result: 'typed_key_row_wrong',
    subject: `code •••••-${CODE.slice(-5)}, row 3`,
  })
})

test('a typed key is taken up to 24 hours before it was issued, since clocks of closed networks run slow', async () => {
  expect(must(await enter(typedKey({ issued: NOW + DAY }))).license.status).toBe('active')
})

test('a typed key in the field of the License Code is named, and nothing is tried', async () => {
  expect(await enter(typedKey(), typedKey())).toMatchObject({
    error: { code: 'license_code_is_offline_key' },
  })
})

describe('a license that came as a typed key and is deactivated', () => {
  const deactivate = async (id: string) => must(await desk.router.call('licenses.deactivate', { id }))

  test('gives a return code, and neither that key nor a file of that minute is taken again', async () => {
    must(await enter(typedKey()))
    const { seat, returnCode } = await deactivate(TYPED_ID)
    expect([seat, folders()]).toEqual(['declared', []])
    for (const key of [typedKey(), machineFile({ issued: NOW + 1 })])
      expect(await enter(key)).toMatchObject({ error: { code: 'key_returned', params: { returnCode } } })
    expect(must(await enter(machineFile({ issued: NOW + MINUTE }))).renewed).toBe(false)
  })

  test('and again under its own id: what lies between the two is refused too', async () => {
    must(await enter(typedKey()))
    await deactivate(TYPED_ID)
    must(await enter(machineFile({ issued: NOW + 2 * MINUTE })))
    await deactivate(ID)
    for (const issued of [NOW, NOW + MINUTE, NOW + 2 * MINUTE])
      expect(await enter(typedKey({ issued }))).toMatchObject({ error: { code: 'key_returned' } })
    must(await enter(typedKey({ issued: NOW + 3 * MINUTE })))
  })
})

describe('a license that came as a typed key from a vendor with a server', () => {
  async function typedFromDesk() {
    const side = await openVendorSide(cleanup)
    const here = install(cleanup, await side.profile())
    const license = await side.sell()
    const request = { uniqueKey: await here.uniqueKey() }
    const { rows } = must(await answerTyped(side.vendor, license, request)).typedKey
    const input = { code: license.key, offlineKey: rows.join('\n') }
    const { id } = must(await here.router.call('licenses.activateOffline', input)).license
    const online = () => here.router.call('licenses.activateOnline', { code: license.key })
    return { side, here, license, id, online }
  }

  test('goes online later under its own id, on the seat that it has', async () => {
    const { side, here, license, id, online } = await typedFromDesk()
    expect(id).toMatch(/^typed-[0-9a-f]{16}$/)
    expect(must(await online())).toMatchObject({ renewed: true, license: { id: license.id, mode: 'online' } })
    expect(must(await here.router.call('licenses.list', {})).licenses).toMatchObject([{ id: license.id }])
    expect(await side.vendor.store.machines.countOf(license.id)).toBe(1)
  })

  test('keeps the server’s word that it is suspended', async () => {
    const { side, here, license, online } = await typedFromDesk()
    await side.suspend(license)
    expect(await online()).toMatchObject({ error: { code: 'license_suspended' } })
    const { licenses } = must(await here.router.call('licenses.list', {}))
    expect(licenses).toMatchObject([{ status: 'suspended', mayRun: false }])
  })
})
