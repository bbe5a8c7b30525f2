// A demo of many licenses: believable ones, all or none, and never among real ones (issue 19).
import { expect, test } from 'vitest'
import { fillWithDemo } from '#server/back-office/demo-licenses.ts'
import { isBareUniqueKey } from '#shared/formats/unique-key.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

const nobody = () => undefined

test('of 400 licenses some have ended, are suspended or revoked, and most have machines', async () => {
  const { vendor, clock } = await openBackOffice()
  const heard: number[] = []
  const filled = expectOk(await fillWithDemo(vendor, 400, (licenses) => heard.push(licenses)))
  expect(heard).toHaveLength(400)
  expect(await vendor.store.totals()).toMatchObject({ licenses: 400, machines: filled.machines })
  const licenses = await vendor.store.licenses.list({ limit: 400, offset: 0 })
  const count = (wanted: (license: (typeof licenses)[number]) => boolean) => licenses.filter(wanted).length
  expect(count(({ expiry }) => expiry !== null && expiry < clock.now)).toBeGreaterThan(20)
  expect(count(({ expiry }) => expiry === null)).toBeGreaterThan(20)
  expect(count(({ suspended }) => suspended)).toBe(16)
  expect(count(({ banned }) => banned)).toBe(4)
  expect(count(({ machinesCount }) => machinesCount > 0)).toBeGreaterThan(200)
  for (const { machinesCount, maxMachines, created, expiry, metadata } of licenses) {
    expect(machinesCount).toBeLessThanOrEqual(maxMachines)
    expect(created).toBeLessThan(expiry ?? Infinity)
    expect(metadata.products).not.toEqual([])
  }
  expect(new Set(licenses.map(({ key }) => key)).size).toBe(400)
  const [first] = licenses.filter(({ machinesCount }) => machinesCount > 0)
  const [machine] = await vendor.store.machines.ofLicense(first?.id ?? '', 1)
  expect(machine?.fingerprint.startsWith('VIRTUALMETRIC-')).toBe(true)
  expect(isBareUniqueKey(machine?.fingerprint.replace('VIRTUALMETRIC-', '') ?? '')).toBe(true)
})

test('one license sold is enough: nothing is added to it', async () => {
  const office = await openBackOffice()
  const { vendor } = office
  await office.sell()
  expect(await fillWithDemo(vendor, 5, nobody)).toMatchObject({ ok: false, error: { code: 'not_empty' } })
  expect(await vendor.store.totals()).toMatchObject({ licenses: 1, machines: 0 })
})

test('nothing is left of one that was broken off', async () => {
  const { vendor } = await openBackOffice()
  const broken = fillWithDemo(vendor, 50, (licenses) => {
    if (licenses === 40) throw new Error('the disk is gone')
  })
  await expect(broken).rejects.toThrow('the disk is gone')
  expect(await vendor.store.totals()).toMatchObject({ licenses: 0, machines: 0 })
  expect(expectOk(await fillWithDemo(vendor, 50, nobody)).licenses).toBe(50)
})
