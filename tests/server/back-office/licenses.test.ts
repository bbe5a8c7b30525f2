// Selling, looking up and changing licenses (docs/product.md#the-vendors-side).
import { describe, expect, it } from 'vitest'
import { readLicenseCode } from '#shared/formats/license-code.ts'
import { updateLicense } from '#server/back-office/change-license.ts'
import { createLicense, type NewLicenseTerms } from '#server/back-office/create-license.ts'
import { findLicense } from '#server/back-office/find-license.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

describe('selling a license', () => {
  it('gives it a License Code of ours and the usual terms', async () => {
    const license = await (await openBackOffice()).sell()
    expect(readLicenseCode(license.key)).toEqual({ kind: 'ours', code: license.key })
    expect(license).toMatchObject({
      expiry: null,
      maxMachines: 1,
      rules: { floating: false },
      suspended: false,
    })
    expect(license.metadata).toMatchObject({
      graceDays: 7,
      overLimit: 'allow',
      maintenanceUntil: null,
      notes: null,
    })
  })

  it.each<[Partial<NewLicenseTerms>, string]>([
    [{ products: [] }, 'no_products'],
    [{ products: ['nope'] }, 'unknown_product'],
    [{ products: ['network:-3'] }, 'limit_invalid'],
    [{ products: ['network:1:2'] }, 'limit_invalid'],
    [{ products: ['inventory:1'] }, 'limit_invalid'],
    [{ products: ['network', 'network:2'] }, 'product_twice'],
    [{ owner: 'a\nUnique Key: b' }, 'owner_invalid'],
    [{ owner: ' ' }, 'owner_invalid'],
    [{ machines: 0 }, 'machines_invalid'],
    [{ graceDays: -1 }, 'days_invalid'],
    [{ features: ['a b'] }, 'feature_invalid'],
    [{ application: 'other' }, 'unknown_application'],
    [{ code: '' }, 'code_invalid'],
  ])('refuses %j as %s', async (terms, code) => {
    const { vendor } = await openBackOffice()
    const sold = await createLicense(vendor, { owner: 'A', products: ['network'], ...terms })
    expect(sold.ok ? null : sold.error.code).toBe(code)
    expect(await vendor.store.licenses.list({ limit: 10, offset: 0 })).toEqual([])
  })

  it('takes over the code of another system as it is, once', async () => {
    const office = await openBackOffice()
    const code = 'C1B6DE-39A6E3-DE1529-8559A0-4AF593-V3'
    expect((await office.sell({ code })).key).toBe(code)
    const again = await createLicense(office.vendor, { owner: 'A', products: ['network'], code })
    expect(again.ok ? null : again.error.code).toBe('code_taken')
  })
})

describe('looking a license up', () => {
  it('takes the id and the code, the code also as a person types it', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const typed = license.key.toLowerCase().replaceAll('-', ' ').replaceAll('0', 'o')
    for (const name of [license.id, license.key, typed])
      expect(expectOk(await findLicense(office.vendor.store, name)).id).toBe(license.id)
  })

  it('takes the last five letters of a code where they are one license’s alone (issue 13)', async () => {
    const office = await openBackOffice()
    const license = await office.sell()
    const tail = license.key.slice(-5)
    for (const name of [tail, tail.toLowerCase(), `•••••-${tail}`])
      expect(expectOk(await findLicense(office.vendor.store, name)).id).toBe(license.id)
    await office.sell({ code: `C1B6DE-39A6E3-${tail}` })
    const found = await findLicense(office.vendor.store, tail)
    expect(found.ok ? null : found.error.code).toBe('several_licenses')
    expect(found.ok ? null : found.error.message).toContain(`"license list --find ${tail}"`)
  })

  it('tells a typing error from an unknown license', async () => {
    const office = await openBackOffice()
    const { key } = await office.sell()
    const codeOf = async (name: string) => {
      const found = await findLicense(office.vendor.store, name)
      return found.ok ? null : found.error.code
    }
    expect(await codeOf(key.slice(0, -1) + (key.endsWith('0') ? '1' : '0'))).toBe('code_mistyped')
    expect(await codeOf('nobody')).toBe('license_not_found')
  })
})

describe('changing a license', () => {
  it('changes what is named, says what it was, and keeps it in the audit log', async () => {
    const office = await openBackOffice()
    const { id } = await office.sell()
    const terms = { machines: 3, products: ['network:5'], notes: 'paid' }
    const { license, changes } = expectOk(await updateLicense(office.vendor, id, terms))
    expect(license).toMatchObject({
      maxMachines: 3,
      rules: { floating: true },
      metadata: { owner: 'Contoso B.V.', notes: 'paid' },
    })
    expect(changes.map((change) => change.field).sort()).toEqual(['machines', 'notes', 'products'])
    expect((await office.vendor.store.events.ofLicense(id)).map((event) => event.what)).toEqual([
      'license.created',
      'license.updated',
    ])
  })

  it('changes nothing where it already is like that', async () => {
    const office = await openBackOffice()
    const { id, updated } = await office.sell()
    office.clock.now += 1000
    const { license, changes } = expectOk(await updateLicense(office.vendor, id, { machines: 1 }))
    expect([changes, license.updated]).toEqual([[], updated])
  })
})
