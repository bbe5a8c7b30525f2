// Typed answers to offline requests (docs/formats/typed-key-v1.md).
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { DAY } from '#shared/instant.ts'
import { openMachineFile } from '#shared/license/machine-file.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { openTypedKey } from '#shared/license/typed-key-grant.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { answerInForm } from '#server/back-office/answer-in-form.ts'
import { answerTyped } from '#server/back-office/answer-typed.ts'
import { makeProfile } from '#server/back-office/make-profile.ts'
import type { License } from '#server/store/licenses.ts'
import { KeyRing } from '#server/vendor/key-ring.ts'
import { KEYS_FOLDER } from '#server/vendor/open-vendor.ts'
import { SEVEN_PRODUCTS } from '#tests/support/vendor-side.ts'
import { expectOk, openBackOffice, START, uniqueKey, type TestBackOffice } from '../support/back-office.ts'

async function contextFor(office: TestBackOffice, license: License) {
  const { keys, catalogue, server } = expectOk(await makeProfile(office.vendor))
  const bound = { code: license.key, uniqueKey: uniqueKey(), primitives: nodePrimitives }
  return { ...bound, keys, catalogue, account: server.account, application: server.product }
}

async function openTyped(
  office: TestBackOffice,
  license: License,
  rows: readonly string[],
): Promise<MachineGrant> {
  return expectOk(
    openTypedKey(rows.join('\n'), await contextFor(office, license), { clock: office.clock.now }),
  )
}

const sellAll = (office: TestBackOffice): Promise<License> =>
  office.sell({
    owner: 'Contoso Manufacturing BV',
    products: SEVEN_PRODUCTS,
    expiry: Date.parse('2028-02-28T23:59:59.999Z'),
    maintenanceUntil: Date.parse('2027-12-31T23:59:59.999Z'),
    overLimit: 14,
    features: ['sso'],
  })

const codeOf = (result: Awaited<ReturnType<typeof answerTyped>>): string =>
  result.ok ? 'answered' : result.error.code

describe('answering with a typed key', () => {
  it('says what the machine file says', async () => {
    const office = await openBackOffice()
    const license = await sellAll(office)
    const request = { uniqueKey: uniqueKey(), validForDays: 30, format: 'both' } as const
    const answer = expectOk(await answerInForm(office.vendor, license, request))
    const typed = await openTyped(office, license, answer.typedKey?.rows ?? [])
    const context = await contextFor(office, license)
    const file = expectOk(openMachineFile(answer.file?.certificate ?? '', context, { clock: START }))
    expect(sameLicense(typed.license.id, file.license.id, nodePrimitives)).toBe(true)
    const notInTypedKeys = {
      id: typed.license.id,
      name: null,
      policy: null,
      account: null,
      application: null,
    }
    expect(typed.license).toEqual({ ...file.license, ...notInTypedKeys, features: ['sso'] })
    expect([typed.issued, typed.fileExpiry, typed.keyId]).toEqual([file.issued, file.fileExpiry, file.keyId])
    expect(await office.vendor.store.machines.countOf(license.id)).toBe(1)
  })

  it('holds from the moment that its signing key does', async () => {
    const office = await openBackOffice()
    office.clock.now = START + 10_000
    const { added } = await office.vendor.keys.rotate(office.clock.now, { keepDays: 90, compromised: false })
    const license = await office.sell()
    const answer = expectOk(await answerTyped(office.vendor, license, { uniqueKey: uniqueKey() }))
    expect((await openTyped(office, license, answer.typedKey.rows)).keyId).toBe(added.id)
  })

  it('takes the one seat of a machine again, and writes down what was given out', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const first = expectOk(await answerTyped(office.vendor, license, { uniqueKey: uniqueKey() }))
    const again = expectOk(
      await answerTyped(office.vendor, license, { uniqueKey: uniqueKey().toLowerCase() }),
    )
    expect(again.machine.id).toBe(first.machine.id)
    expect(codeOf(await answerTyped(office.vendor, license, { uniqueKey: uniqueKey(2) }))).toBe(
      'machine_limit_exceeded',
    )
    expect(await office.vendor.store.events.ofLicense(license.id)).toContainEqual({
      time: START,
      what: 'machine.checked-out',
      licenseId: license.id,
      machineId: first.machine.id,
      actor: 'desk',
      details: { form: 'typed' },
    })
  })

  it('names a product that the catalogue says otherwise', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const [product] = license.metadata.products
    if (!product) throw new Error('no product')
    const renamed = { ...license.metadata, products: [{ ...product, type: 'Core' }] }
    await office.vendor.store.licenses.update(license.id, { ...license, metadata: renamed }, START)
    const changed = (await office.vendor.store.licenses.byId(license.id)) ?? license
    const answer = expectOk(await answerTyped(office.vendor, changed, { uniqueKey: uniqueKey() }))
    expect((await openTyped(office, changed, answer.typedKey.rows)).license.products[0]).toMatchObject({
      code: 'virtualization',
      type: 'Core',
      limit: 16,
    })
  })

  it('refuses, in words and without taking a seat, what a typed key has no room for', async () => {
    const office = await openBackOffice()
    const long = await office.sell({ owner: 'Ł'.repeat(61) })
    const many = await office.sell({ features: Array.from({ length: 60 }, (_, n) => `feature-${n}`) })
    const outcome = (license: License, form: 'typed' | 'both') =>
      answerInForm(office.vendor, license, { uniqueKey: uniqueKey(), format: form })
    expect(await outcome(long, 'typed')).toMatchObject({
      ok: false,
      error: {
        code: 'typed_key_no_room',
        message:
          "the owner's name is longer than the 120 bytes that a typed key has room for: answer with --format file",
      },
    })
    expect(await outcome(many, 'both')).toMatchObject({ error: { code: 'typed_key_too_long' } })
    for (const license of [long, many]) expect(await office.vendor.store.machines.countOf(license.id)).toBe(0)
  })

  it('refuses to sign with a key that may not sign typed keys', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const { store } = office.vendor
    const all = async () => (await store.keys.all()).map((key) => ({ ...key, uses: ['files' as const] }))
    const limited = { ...store, keys: { ...store.keys, all } }
    const vendor = { ...office.vendor, keys: new KeyRing(limited, join(office.dataDir, KEYS_FOLDER)) }
    const refused = await answerTyped(vendor, license, { uniqueKey: uniqueKey() })
    expect(codeOf(refused)).toBe('typed_key_not_allowed')
    expect(await office.vendor.store.machines.countOf(license.id)).toBe(0)
  })

  it('refuses what the machine file refuses', async () => {
    const office = await openBackOffice()
    const license = await office.sell({ expiry: START + DAY })
    expect(codeOf(await answerTyped(office.vendor, license, { uniqueKey: 'VIRTUALMETRIC-1' }))).toBe(
      'unique_key_length',
    )
    office.clock.now += 2 * DAY
    expect(codeOf(await answerTyped(office.vendor, license, { uniqueKey: uniqueKey() }))).toBe(
      'license_expired',
    )
  })
})
