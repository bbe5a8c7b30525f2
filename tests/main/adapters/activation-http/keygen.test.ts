// A Keygen server does some things that ours does not; the app works with both (issue 12.12).
import { afterEach, describe, expect, test } from 'vitest'
import { updateLicense } from '#server/back-office/change-license.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { DAY, iso } from '#shared/instant.ts'
import { openBentWay, signedFault, type BentWay } from '#tests/support/bent-way.ts'
import type { Answer } from '#tests/support/between.ts'
import { licenseResource, machineFile, makeKey } from '#tests/support/machine-files.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

/** Answers like a Keygen whose policy is another one: what it says is signed. */
async function keygen(edit: (answer: Answer, path: string) => void): Promise<BentWay> {
  const way = await openBentWay(cleanup)
  way.between.bend = signedFault(way.vendor, edit)
  return way
}

function refuse(answer: Answer, status: number, error: Record<string, string>): void {
  answer.status = status
  answer.body = JSON.stringify({ errors: [error] })
}

const validation = (answer: Answer, meta: Record<string, unknown>): void => {
  const body = JSON.parse(answer.body) as { meta: object }
  answer.body = JSON.stringify({ ...body, meta: { ...body.meta, ...meta } })
}

describe('date and digest that a proxy replaced (issue 12.12)', () => {
  const replaced =
    (change: (headers: Record<string, string>) => void) =>
    ({ headers }: Answer): undefined => {
      headers['keygen-date'] = headers['date'] ?? ''
      headers['keygen-digest'] = headers['digest'] ?? ''
      change(headers)
    }

  test('are read from Keygen-Date and Keygen-Digest', async () => {
    const way = await openBentWay(cleanup)
    way.between.bend = replaced((headers) => {
      headers['date'] = new Date(Date.now() - DAY).toUTCString()
      delete headers['digest']
    })
    expect(await way.activate()).toMatchObject({ ok: true })
    const gate = must(await way.desk.router.call('licenses.check', { product: 'virtualization' }))
    expect(gate).toMatchObject({ mayRun: true })
  })

  test('are not believed where it is the Keygen-Date that was replaced', async () => {
    const way = await openBentWay(cleanup)
    way.between.bend = replaced((headers) => {
      headers['keygen-date'] = new Date(Date.now() - 1000).toUTCString()
    })
    expect(await way.activate()).toMatchObject({ error: { code: 'response_signature_invalid' } })
  })
})

describe('a refusal of Keygen keeps its reason (issue 12.12)', () => {
  const denied = 'You do not have permission to complete the request'
  const taken = { code: 'FINGERPRINT_TAKEN', detail: 'has already been taken for this account' }

  test.each([
    ['no such machine', 404, { code: 'NOT_FOUND', title: 'Not found' }],
    ['no access to it', 403, { title: 'Access denied', detail: denied }],
  ])('a machine that another license has, and to the check-out: %s', async (_, status, error) => {
    const way = await keygen((answer, path) => {
      if (path.endsWith('/machines')) refuse(answer, 422, taken)
      if (path.endsWith('/check-out')) refuse(answer, status, error)
    })
    expect(await way.activate()).toMatchObject({
      error: { code: 'machine_of_other_license', params: { detail: taken.detail } },
    })
  })

  test('a machine that this license has already is no refusal', async () => {
    const way = await keygen((answer, path) => {
      if (path.endsWith('/machines')) refuse(answer, 422, taken)
    })
    expect(await way.activate()).toMatchObject({ ok: true })
  })

  test.each(['/machines', '/check-out'])('a permission that is missing: %s', async (end) => {
    const way = await keygen((answer, path) => {
      if (path.endsWith(end)) refuse(answer, 403, { title: 'Access denied', detail: denied })
    })
    expect(await way.activate()).toMatchObject({
      error: { code: 'license_permission_missing', params: { detail: denied } },
    })
  })

  test('a permission that is missing at deactivation', async () => {
    const way = await openBentWay(cleanup)
    must(await way.activate())
    way.between.bend = signedFault(way.vendor, (answer) =>
      refuse(answer, 403, { title: 'Access denied', detail: denied }),
    )
    expect(await way.desk.router.call('licenses.deactivate', { id: way.license.id })).toMatchObject({
      error: { code: 'license_permission_missing' },
    })
  })

  test.each([
    ['OVERDUE', { code: 'license_check_in_overdue' }],
    ['HEARTBEAT_DEAD', { code: 'license_needs_heartbeats' }],
    ['USER_SCOPE_REQUIRED', { code: 'license_scope_required', params: { scope: 'user' } }],
    ['CHECKSUM_SCOPE_REQUIRED', { code: 'license_scope_required', params: { scope: 'checksum' } }],
    ['ENTITLEMENTS_MISSING', { code: 'license_refused', params: { serverCode: 'ENTITLEMENTS_MISSING' } }],
  ])('a validation that says %s', async (code, error) => {
    const way = await keygen((answer, path) => {
      if (path.endsWith('/validate-key')) validation(answer, { valid: false, code })
    })
    expect(await way.activate()).toMatchObject({ error })
  })
})

test('a license whose policy requires heartbeats is refused before it takes a seat that would go with its lease (issue 18.3)', async () => {
  const way = await openBentWay(cleanup)
  const { vendor } = way.vendor
  const { id } = must(
    await createPolicy(vendor, { name: 'Leased', rules: ['floating=true', 'requireHeartbeat=true'] }),
  )
  must(await updateLicense(vendor, way.license.id, { policy: id }))
  expect(await way.activate()).toMatchObject({ error: { code: 'license_needs_heartbeats', params: {} } })
  expect(await way.seats()).toBe(0)
})

test('a license that is valid after its expiry is taken in, runs and is checked (issue 12.12)', async () => {
  const way = await openBentWay(cleanup)
  const { vendor } = way.vendor
  const signer = { ...makeKey(), privateKey: (await vendor.keys.active()).privateKey }
  const ofVendor = {
    account: { data: { type: 'accounts', id: vendor.account.id } },
    product: { data: { type: 'products', id: (await way.vendor.profile()).server.product } },
    policy: { data: { type: 'policies', id: 'policy-1' } },
  }
  const policy = { type: 'policies', id: 'policy-1', attributes: { expirationStrategy: 'MAINTAIN_ACCESS' } }
  const fingerprint = await way.desk.uniqueKey()
  way.between.bend = signedFault(way.vendor, (answer, path) => {
    const code = way.license.key
    const license = licenseResource({
      code,
      license: { expiry: iso(Date.now() - DAY) },
      relationships: ofVendor,
    })
    if (path.endsWith('/validate-key')) validation(answer, { valid: true, code: 'EXPIRED' })
    if (path.endsWith('/check-out')) {
      const issued = Date.now()
      const certificate = machineFile(signer, {
        code,
        fingerprint,
        issued,
        expiry: issued + 14 * DAY,
        included: [license, policy],
      })
      answer.status = 200
      answer.body = JSON.stringify({ data: { attributes: { certificate } } })
    }
  })
  must(await way.activate())
  expect(must(await way.desk.router.call('licenses.refresh', {})).checked).toMatchObject([{ problem: null }])
  expect(must(await way.desk.router.call('licenses.check', { product: 'virtualization' }))).toMatchObject({
    mayRun: true,
    status: 'active',
    expires: null,
  })
})
