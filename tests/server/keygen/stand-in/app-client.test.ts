// The app's own client at what stands in Keygen's place: by both forms of address, on a port that its signatures do not name, with
// letters that Rails escapes (issue 18.8).
import { createHash } from 'node:crypto'
import { afterEach, describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { vendorTemplate } from '../../support/back-office.ts'
import { standInForKeygen, type StandIn } from './keygen-server.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const KEY = '22DB40-963565-934484-12752B-8DA1C5-V3'
const OWNER = 'Jansen & Zonen <b.v.>\u2028Groningen'
const PRODUCTS = [{ code: 'virtualization', name: 'VMs <all> & more', type: 'Socket', limit: 16 }]

function profileOf({ url, account, product, publicKey }: StandIn): VendorProfile {
  const id = createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 8)
  const times = { from: iso(Date.now() - DAY), until: null, revoked: false }
  return {
    ...(vendorTemplate as VendorProfile),
    server: { url, account, product, codeForm: 'any' },
    offlineOnly: false,
    machineIdFile: true,
    keys: [{ id, publicKey, use: ['files', 'responses'], ...times }],
  }
}

describe('the app with Keygen (issue 18.8)', () => {
  test.each([
    ['with the account in the address', true, PRODUCTS],
    ['without it', false, PRODUCTS],
    ['with products as JSON text', false, JSON.stringify(PRODUCTS)],
  ])('%s activates, runs, refreshes and gives its seat back', async (_, namesAccount, products) => {
    const expiry = Date.now() + 100 * DAY
    const metadata = { products, graceDays: 7 }
    const keygen = await standInForKeygen(cleanup, {
      namesAccount,
      key: KEY,
      metadata,
      expiry,
      ownerName: OWNER,
    })
    const { router } = install(cleanup, profileOf(keygen))
    const { license } = must(await router.call('licenses.activateOnline', { code: KEY }))
    expect(keygen.asked.map((one) => one.replace(/machines\/[^/]+/, 'machines/ID'))).toEqual([
      'POST licenses/actions/validate-key',
      'POST machines',
      'POST machines/ID/actions/check-out',
    ])
    const { licenses } = must(await router.call('licenses.list', {}))
    expect(licenses[0]).toMatchObject({
      status: 'active',
      products: [{ code: 'virtualization', name: 'VMs <all> & more', limit: 16 }],
    })
    expect(JSON.stringify(licenses[0])).toContain('Jansen & Zonen <b.v.>')
    expect(must(await router.call('licenses.check', { product: 'virtualization' }))).toMatchObject({
      mayRun: true,
    })
    expect(must(await router.call('licenses.refresh', {})).checked[0]?.problem).toBeNull()
    must(await router.call('licenses.deactivate', { id: license.id }))
    expect([keygen.machines(), keygen.asked.at(-1)?.split(' ')[0]]).toEqual([0, 'DELETE'])
  })

  test('says what Keygen says of a code that nobody has', async () => {
    const options = { namesAccount: true, key: KEY, metadata: {}, expiry: Date.now() + DAY, ownerName: 'x' }
    const keygen = await standInForKeygen(cleanup, options)
    const { router } = install(cleanup, profileOf(keygen))
    const unknown = await router.call('licenses.activateOnline', { code: `${KEY}-4` })
    expect(unknown).toMatchObject({ ok: false, error: { code: 'license_not_found' } })
    expect(keygen.machines()).toBe(0)
  })
})
