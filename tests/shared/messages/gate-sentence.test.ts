// The gate's sentence names which end it is that comes, for each kind of license (issue 13).
import { afterEach, beforeEach, expect, test } from 'vitest'
import { gateSentence } from '#shared/messages/gate-sentence.ts'
import { DAY, iso } from '#shared/instant.ts'
import { gate } from '#shared/messages/en/gate.ts'
import { install, type Installation } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openVendorSide } from '#tests/support/vendor-side.ts'

const START = Date.parse('2027-03-01T12:00:00Z')
const cleanup = new Cleanup()
let clock: number
beforeEach(() => {
  clock = START
})
afterEach(() => cleanup.run())

const sentence = async (desk: Installation) =>
  gateSentence(
    { product: 'storage' },
    must(await desk.router.call('licenses.check', { product: 'storage' })),
    gate,
  )

test('an online license that nobody refreshes has the date at which it stops (issue 13.9)', async () => {
  const vendor = await openVendorSide(cleanup, () => clock)
  const desk = install(cleanup, await vendor.profile(), { clock: () => clock })
  const { key: code } = await vendor.sell({ expiry: START + 365 * DAY, graceDays: 3, products: ['storage'] })
  must(await desk.router.call('licenses.activateOnline', { code }))
  expect(await sentence(desk)).toMatch(/All is well.* The license ends on 2028-02-29 \(365 days\)/)
  clock += 13 * DAY
  expect(await sentence(desk)).toMatch(
    /may run \(Active\)\. The license was not refreshed lately.* Refresh by 2027-03-18 \(4 days\)\. Restore/,
  )
  clock += 2 * DAY
  expect(await sentence(desk)).toMatch(/may run \(Check overdue\)\..* Refresh by 2027-03-18 \(2 days\)\./)
  must(await desk.router.call('licenses.refresh', {}))
  expect(await sentence(desk)).toMatch(/All is well.* The license ends on 2028-02-29/)
})

test('a key that ends before its license is the one that is said to end (issue 13.10)', async () => {
  const vendor = paperVendor()
  const desk = install(cleanup, vendor.profile, { clock: () => clock })
  const products = [{ code: 'storage', name: 'Storage', type: 'Terabyte', limit: 2 }]
  const key = {
    id: 'l-1',
    code: 'l-1',
    fingerprint: await desk.uniqueKey(),
    issued: START,
    expiry: START + 3 * DAY,
    license: { expiry: iso(START + 400 * DAY) },
  }
  const enter = async (graceDays: number) => {
    const offlineKey = vendor.localKey({ ...key, metadata: { products, graceDays } })
    must(await desk.router.call('licenses.activateOffline', { code: 'l-1', offlineKey }))
  }
  await enter(0)
  expect(await sentence(desk)).toContain(
    'The Local License Key ends on 2027-03-04 (3 days). Ask for a new key',
  )
  clock += 1000
  await enter(7)
  expect(await sentence(desk)).toContain('The Local License Key ends on 2027-03-04')
  expect(await sentence(desk)).not.toContain('The license ends on')
})

test('a key that a clock a year ahead has ended is told with both times; one that ended with its clock right is not (issue 13)', async () => {
  const vendor = paperVendor()
  const desk = install(cleanup, vendor.profile, { clock: () => clock })
  const offlineKey = vendor.localKey({
    id: 'l-1',
    code: 'l-1',
    fingerprint: await desk.uniqueKey(),
    issued: START,
    expiry: START + 20 * DAY,
    license: { expiry: iso(START + 20 * DAY) },
    metadata: { products: [{ code: 'storage', name: 'Storage', type: 'Terabyte', limit: 2 }], graceDays: 0 },
  })
  must(await desk.router.call('licenses.activateOffline', { code: 'l-1', offlineKey }))
  clock += 21 * DAY
  expect(await sentence(desk)).not.toMatch(/clock/)
  clock += 344 * DAY
  expect(await sentence(desk)).toContain(
    'clock says 2028-02-29; the last signed time was 2027-03-01. If the clock is wrong, set it.',
  )
  clock = START
  expect(await sentence(desk)).not.toMatch(/clock/)
})
