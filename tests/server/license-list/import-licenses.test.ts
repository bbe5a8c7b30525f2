// What others do while a list is imported (docs/formats/license-list.md#import).
import { Readable } from 'node:stream'
import { expect, it } from 'vitest'
import { createPolicy, updatePolicy } from '#server/back-office/change-policy.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { importLicenses, type ImportAsked } from '#server/license-list/import-licenses.ts'
import { openVendor } from '#server/vendor/open-vendor.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'
import { ALL_OR_NONE, CSV, TRIAL } from '../support/list-desk.ts'

it('a thousand lines are one transaction, which is all that others wait for', async () => {
  const office = await openBackOffice()
  const { vendor } = office
  const other = expectOk(await openVendor(office.dataDir, office.clock.read, { patience: 0 }))
  let sold = 0
  const bytes = async function* () {
    yield Buffer.from(CSV)
    for (let line = 0; line < 1000; line += 1) {
      yield Buffer.from(`Customer ${line},storage,,,,\n`)
      // Another program sells meanwhile.
      if (line % 100 === 0)
        expectOk(await createLicense(other, { owner: `Sold ${(sold += 1)}`, products: ['storage'] }))
    }
  }
  expect(expectOk(await importLicenses(vendor, Readable.from(bytes()), ALL_OR_NONE))).toMatchObject({
    imported: 1000,
  })
  expect(await vendor.store.licenses.count({})).toBe(1000 + sold)
  const [license] = await vendor.store.licenses.list({ limit: 1, offset: 0 })
  expect(await vendor.store.events.ofLicense(license?.id ?? '')).toMatchObject([
    { what: 'license.created', actor: 'desk' },
  ])
  await other.close()
})

it('a code that is sold while the list is read is found within the transaction', async () => {
  const office = await openBackOffice()
  const { vendor } = office
  const bytes = function* () {
    yield Buffer.from(`${CSV}A,storage,OLD-1,,,\nB,storage,OLD-2,,,\n`)
  }
  const refused: number[] = []
  let prepared = 0
  const asked: ImportAsked = {
    ...ALL_OR_NONE,
    partial: true,
    refused: (line) => void refused.push(line),
    prepare: async (...listed) => {
      prepared += 1
      if (prepared === 1) await office.sell({ code: 'OLD-2' })
      return ALL_OR_NONE.prepare(...listed)
    },
  }
  expect(expectOk(await importLicenses(vendor, Readable.from(bytes()), asked))).toMatchObject({
    imported: 1,
    refused: 1,
  })
  expect([refused, prepared, await vendor.store.licenses.count({})]).toEqual([[3], 2, 2])
})

it('a policy that is changed while the list is read refuses all of it', async () => {
  const { vendor } = await openBackOffice()
  const { id } = expectOk(await createPolicy(vendor, TRIAL))
  const bytes = async function* () {
    yield Buffer.from('owner,products,policy\nA,storage,Trial\n')
    expectOk(await updatePolicy(vendor, id, { rules: ['duration=172800'] }))
    yield Buffer.from('B,storage,Trial\n')
  }
  expect(await importLicenses(vendor, Readable.from(bytes()), ALL_OR_NONE)).toMatchObject({
    ok: false,
    error: { code: 'rules_changed' },
  })
  expect(await vendor.store.licenses.count({})).toBe(0)
})
