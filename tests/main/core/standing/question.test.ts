// What a product may ask besides whether it may run: of the version that it is, and of a feature (issue 15).
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { Input } from '#shared/contract/contract.ts'
import { DAY, iso } from '#shared/instant.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor, type LocalKeyTerms } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const NOW = Date.parse('2027-03-01T12:00:00Z')
const PRODUCT = 'storage'
const products = [{ code: PRODUCT, name: 'Storage', type: 'Terabyte', limit: 2 }]
const vendor = paperVendor()
const cleanup = new Cleanup()
let desk: Installation
let clock: number
beforeEach(() => {
  clock = NOW
  desk = install(cleanup, vendor.profile, { clock: () => clock })
})
afterEach(() => cleanup.run())

const license = async (id: string, metadata: object = {}, terms: Partial<LocalKeyTerms> = {}) => {
  const fingerprint = await desk.uniqueKey()
  const key = { id, code: id, fingerprint, issued: NOW, metadata: { products, ...metadata }, ...terms }
  must(await desk.router.call('licenses.activateOffline', { code: id, offlineKey: vendor.localKey(key) }))
}
const ask = async (question: Omit<Input<'licenses.check'>, 'product'> = {}) =>
  must(await desk.router.call('licenses.check', { product: PRODUCT, ...question }))

describe('a version', () => {
  const until = '2026-12-31T23:59:59.999Z'

  test.each([
    ['on the last day covered', '2026-12-31', true],
    ['in its last moment', '2026-12-31T23:59:59.999Z', true],
    ['on the day after it', '2027-01-01', false],
    ['in the moment after it', '2027-01-01T00:00:00Z', false],
    ['in its last minute', '2026-12-31T23:59Z', true],
    ['in the minute after it', '2027-01-01T00:00Z', false],
  ])('built %s', async (_, built, mayRun) => {
    await license('l-1', { maintenanceUntil: until })
    const reason = mayRun ? null : 'maintenance_ended'
    expect(await ask({ built })).toMatchObject({ mayRun, reason, status: 'active', maintenanceUntil: until })
  })

  test('runs years after maintenance ended, as one that does not say when it was built', async () => {
    await license('l-1', { maintenanceUntil: until })
    clock += 3000 * DAY
    expect(await ask({ built: '2026-12-31' })).toMatchObject({ mayRun: true, reason: null })
    expect(await ask()).toMatchObject({ mayRun: true, reason: null })
  })

  test('is covered for ever by a license without such an end', async () => {
    await license('l-1')
    expect(await ask({ built: '2999-01-01' })).toMatchObject({ mayRun: true, maintenanceUntil: null })
  })

  test('runs by the license that covers it, and within the limit of that one alone', async () => {
    await license('l-1', { maintenanceUntil: until })
    await license('l-2', { maintenanceUntil: '2027-06-30T23:59:59.999Z' })
    expect(await ask({ built: '2026-01-01' })).toMatchObject({ limit: 4, licenses: ['l-1', 'l-2'] })
    expect(await ask({ built: '2027-03-01' })).toMatchObject({ mayRun: true, limit: 2, licenses: ['l-2'] })
    const later = { mayRun: false, reason: 'maintenance_ended', maintenanceUntil: '2027-06-30T23:59:59.999Z' }
    expect(await ask({ built: '2028-01-01' })).toMatchObject(later)
  })

  describe('in use above the limit of those that cover it', () => {
    const refusing = (limit: number | null, more = {}) => ({
      products: [{ ...products[0], limit }],
      overLimit: 'refuse',
      ...more,
    })
    const use = async (usage: number) =>
      must(await desk.router.call('usage.set', { product: PRODUCT, usage }))

    test('is over its limit: what does not cover it lends none, be it above both, or within what both have', async () => {
      await license('l-1', refusing(1))
      await license('l-2', refusing(1000, { maintenanceUntil: until }))
      await use(1001)
      const refused = { mayRun: false, status: 'over_limit', reason: 'over_limit', limit: 1, usage: 1001 }
      expect(await ask({ built: '2027-02-01' })).toMatchObject(refused)
      expect(await ask({ built: '2026-12-31' })).toMatchObject({
        mayRun: true,
        status: 'active',
        limit: 1001,
      })
      expect(await ask()).toMatchObject({ mayRun: true, status: 'active', limit: 1001 })
    })

    test('is not lifted by one without a limit that does not cover it', async () => {
      await license('l-1', refusing(1))
      await license('l-2', refusing(null, { maintenanceUntil: until }))
      await use(2)
      expect(await ask({ built: '2027-02-01' })).toMatchObject({ reason: 'over_limit', limit: 1 })
      expect(await ask()).toMatchObject({ mayRun: true, limit: null })
    })

    test('is told the last version only where that may run: by the licenses that cover it', async () => {
      await license('l-1', refusing(1, { maintenanceUntil: '2026-06-30' }))
      await license('l-2', refusing(2, { maintenanceUntil: until }))
      await use(2)
      const ended = { status: 'active', reason: 'maintenance_ended', limit: 2, maintenanceUntil: until }
      expect(await ask({ built: '2027-02-01' })).toMatchObject(ended)
      await use(3)
      expect(await ask({ built: '2027-02-01' })).toMatchObject({ reason: 'over_limit', limit: 2, usage: 3 })
      expect(await ask({ built: '2026-06-30' })).toMatchObject({ mayRun: true, limit: 3 })
    })

    test('names the limit by which the one with the feature was judged', async () => {
      await license('l-1', refusing(1, { features: ['ha'], maintenanceUntil: until }))
      await license('l-2', refusing(2))
      await use(3)
      const ended = { status: 'active', reason: 'maintenance_ended', limit: 3, licenses: ['l-1'] }
      expect(await ask({ feature: 'ha', built: '2027-02-01' })).toMatchObject(ended)
      expect(await ask({ built: '2027-02-01' })).toMatchObject({ reason: 'over_limit', limit: 2 })
    })
  })

  test('is not refused for its maintenance where the license itself has ended', async () => {
    await license('l-1', { maintenanceUntil: until }, { license: { expiry: iso(NOW + DAY) } })
    clock += 30 * DAY
    expect(await ask({ built: '2028-01-01' })).toMatchObject({ mayRun: false, reason: 'expired' })
  })

  test.each(['2026-02-30', 'soon', '', '2026-12-31T10:00', '2026-12-31T24:00Z', '2026-12-31 10:00Z'])(
    'built “%s” is a question that asks nothing',
    async (built) => {
      await license('l-1')
      const result = await desk.router.call('licenses.check', { product: PRODUCT, built })
      expect(result).toMatchObject({
        ok: false,
        error: { code: 'invalid_input', params: { field: 'built' } },
      })
    },
  )
})

describe('a feature', () => {
  test('is licensed where any license that lets the product run has it', async () => {
    await license('l-1', { features: ['ha'] })
    await license('l-2', { features: ['dr'] })
    expect(await ask({ feature: 'dr' })).toMatchObject({ mayRun: true, limit: 4, features: ['ha', 'dr'] })
    expect(await ask({ feature: 'ai' })).toMatchObject({ mayRun: false, reason: 'feature_not_licensed' })
    expect(await ask()).toMatchObject({ mayRun: true, reason: null })
  })

  test('of a license that does not cover the version counts for nothing', async () => {
    await license('l-1', { features: ['ha'], maintenanceUntil: '2026-12-31T23:59:59.999Z' })
    await license('l-2')
    expect(await ask({ feature: 'ha', built: '2026-12-31' })).toMatchObject({ mayRun: true })
    expect(await ask({ feature: 'ha', built: '2027-01-01' })).toMatchObject({
      reason: 'maintenance_ended',
      maintenanceUntil: '2026-12-31T23:59:59.999Z',
      licenses: ['l-1'],
    })
  })
})

test('a feature that nobody has is no matter of maintenance', async () => {
  await license('l-1', { features: ['ha'], maintenanceUntil: '2026-12-31T23:59:59.999Z' })
  expect(await ask({ feature: 'ai', built: '2027-01-01' })).toMatchObject({
    mayRun: false,
    reason: 'feature_not_licensed',
    features: [],
  })
})

describe('the answer', () => {
  test('says how many days are left, what happens then, and what was signed', async () => {
    const expiry = iso(NOW + 20 * DAY)
    await license('l-1', { graceDays: 7 }, { license: { expiry } })
    const issued = iso(NOW)
    expect(await ask()).toMatchObject({
      status: 'expiring',
      end: { at: expiry, of: 'license' },
      until: expiry,
      daysLeft: 20,
      then: 'grace',
      signed: [{ license: 'l-1', mode: 'offline', form: 'machine_file', issued, validUntil: null }],
    })
    clock += 21 * DAY
    expect(await ask()).toMatchObject({ status: 'grace', daysLeft: 6, then: 'stops' })
    clock += 7 * DAY
    expect(await ask()).toMatchObject({ reason: 'expired', daysLeft: null, then: null })
  })

  test('of a license that never ends has no days left to tell', async () => {
    await license('l-1')
    expect(await ask()).toMatchObject({
      status: 'active',
      end: null,
      until: null,
      daysLeft: null,
      then: null,
    })
  })
})
