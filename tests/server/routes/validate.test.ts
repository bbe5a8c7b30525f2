// Validation over HTTP: every code, in the order of docs/protocol.md#validation.
import { describe, expect, it } from 'vitest'
import { revokeLicense, suspendLicense, updateLicense } from '#server/back-office/change-license.ts'
import type { License } from '#server/store/licenses.ts'
import { DAY } from '#shared/instant.ts'
import { activation, serveBackOffice, type TestServer } from '../support/client.ts'
import { START } from '../support/back-office.ts'

const activate = (server: TestServer, license: License, fingerprint: string) =>
  server.ask('POST', '/machines', { code: license.key, body: activation(license.id, fingerprint) })

async function validateKey(server: TestServer, key: string, scope?: object) {
  const { status, json } = await server.ask('POST', '/licenses/actions/validate-key', {
    body: { meta: { key, scope } },
  })
  expect(status).toBe(200)
  return json
}

const outcome = async (server: TestServer, license: License, scope?: object) => {
  const { meta } = await validateKey(server, license.key, scope)
  return `${meta.code} ${meta.valid}`
}

describe('validate-key', () => {
  it('answers an unknown code with 200, no license and NOT_FOUND', async () => {
    const server = await serveBackOffice()
    const { data, meta } = await validateKey(server, 'no-such-code')
    expect(data).toBeNull()
    expect(meta).toMatchObject({ valid: false, code: 'NOT_FOUND' })
  })

  it('gives back the nonce, the scope and its own time', async () => {
    const server = await serveBackOffice()
    const { key } = await server.sell()
    const body = { meta: { key, nonce: 42, scope: { fingerprint: 'one' } } }
    const { json } = await server.ask('POST', '/licenses/actions/validate-key', { body })
    expect(json.meta).toMatchObject({
      nonce: 42,
      scope: { fingerprint: 'one' },
      ts: new Date(START).toISOString(),
    })
    expect(json.data.attributes['key']).toBe(key)
  })

  it('says NO_MACHINE until a node-locked license is activated, then VALID', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    expect(await outcome(server, license)).toBe('NO_MACHINE false')
    expect(await outcome(server, license, { fingerprint: 'one' })).toBe('NO_MACHINE false')
    await activate(server, license, 'one')
    expect(await outcome(server, license)).toBe('VALID true')
    expect(await outcome(server, license, { fingerprint: 'one' })).toBe('VALID true')
    expect(await outcome(server, license, { fingerprints: ['other', 'one'] })).toBe('VALID true')
  })

  it('says NO_MACHINES for a license with several seats', async () => {
    const server = await serveBackOffice()
    expect(await outcome(server, await server.sell({ machines: 2 }))).toBe('NO_MACHINES false')
  })

  it('tells another machine and an empty fingerprint apart', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    await activate(server, license, 'one')
    expect(await outcome(server, license, { fingerprint: 'other' })).toBe('FINGERPRINT_SCOPE_MISMATCH false')
    expect(await outcome(server, license, { fingerprints: [] })).toBe('FINGERPRINT_SCOPE_EMPTY false')
    expect(await outcome(server, license, { machine: 'other' })).toBe('MACHINE_SCOPE_MISMATCH false')
  })

  it('refuses a license of another application, policy, user, feature or environment', async () => {
    const server = await serveBackOffice()
    const license = await server.sell({ features: ['sso'] })
    await activate(server, license, 'one')
    const scopes: [object, string][] = [
      [{ product: license.productId, policy: license.policyId, entitlements: ['sso'] }, 'VALID true'],
      [{ product: 'other' }, 'PRODUCT_SCOPE_MISMATCH false'],
      [{ policy: 'other' }, 'POLICY_SCOPE_MISMATCH false'],
      [{ user: 'someone' }, 'USER_SCOPE_MISMATCH false'],
      [{ environment: 'staging' }, 'ENVIRONMENT_SCOPE_MISMATCH false'],
      [{ entitlements: ['sso', 'audit'] }, 'ENTITLEMENTS_MISSING false'],
      [{ entitlements: [] }, 'ENTITLEMENTS_SCOPE_EMPTY false'],
      [{ components: ['disk'] }, 'FINGERPRINT_SCOPE_REQUIRED false'],
      [{ fingerprint: 'one', components: ['disk'] }, 'COMPONENTS_SCOPE_MISMATCH false'],
      [{ version: '1.0.0' }, 'VERSION_SCOPE_MISMATCH false'],
      [{ checksum: 'abc' }, 'CHECKSUM_SCOPE_MISMATCH false'],
    ]
    for (const [scope, expected] of scopes) expect(await outcome(server, license, scope)).toBe(expected)
  })

  it('says TOO_MANY_MACHINES when the seats were lowered below what is in use', async () => {
    const server = await serveBackOffice()
    const license = await server.sell({ machines: 2 })
    await activate(server, license, 'one')
    await activate(server, license, 'two')
    await updateLicense(server.vendor, license.id, { machines: 1 })
    expect(await outcome(server, license)).toBe('TOO_MANY_MACHINES false')
  })

  it('says EXPIRED after the last moment of the last day, not before, and before any scope', async () => {
    const server = await serveBackOffice()
    const expiry = START + DAY
    const license = await server.sell({ expiry })
    await activate(server, license, 'one')
    server.clock.now = expiry
    expect(await outcome(server, license)).toBe('VALID true')
    server.clock.now = expiry + 1
    expect(await outcome(server, license, { product: 'other' })).toBe('EXPIRED false')
  })

  it('says SUSPENDED before EXPIRED, and BANNED before SUSPENDED', async () => {
    const server = await serveBackOffice()
    const license = await server.sell({ expiry: START + DAY })
    server.clock.now = START + 2 * DAY
    await suspendLicense(server.vendor, license.id)
    expect(await outcome(server, license)).toBe('SUSPENDED false')
    await revokeLicense(server.vendor, license.id)
    expect(await outcome(server, license)).toBe('BANNED false')
  })

  it('says HEARTBEAT_DEAD when a machine that pinged has stopped pinging, until it pings again', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    await activate(server, license, 'one')
    await server.ask('POST', '/machines/one/actions/ping', { code: license.key })
    server.clock.now += 601_000
    expect(await outcome(server, license, { fingerprint: 'one' })).toBe('HEARTBEAT_DEAD false')
    const revived = await server.ask('POST', '/machines/one/actions/ping-heartbeat', { code: license.key })
    expect(revived.json.data.attributes['heartbeatStatus']).toBe('RESURRECTED')
    expect(await outcome(server, license, { fingerprint: 'one' })).toBe('VALID true')
  })

  it('refuses a scope that it does not know instead of passing over it', async () => {
    const server = await serveBackOffice()
    const body = { meta: { key: (await server.sell()).key, scope: { galaxy: 'x' } } }
    const answer = await server.ask('POST', '/licenses/actions/validate-key', { body })
    expect(answer.status).toBe(400)
    expect(answer.json.errors[0]?.source?.pointer).toBe('/meta/scope/galaxy')
  })

  it.each([
    [undefined, '/meta'],
    [{ meta: {} }, '/meta/key'],
    [{ meta: { key: '' } }, '/meta/key'],
    [{ meta: { key: 'a', nonce: 'b' } }, '/meta/nonce'],
  ])('names what is wrong with the body %j', async (body, pointer) => {
    const server = await serveBackOffice()
    const answer = await server.ask('POST', '/licenses/actions/validate-key', { body })
    expect(answer.status).toBe(400)
    expect(answer.json.errors[0]?.source?.pointer).toBe(pointer)
  })
})

describe('validating a license by its id', () => {
  it('takes the id or the key, by POST with scopes and by GET without', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    const asked = { code: license.key, body: { meta: { nonce: 7, scope: { fingerprint: 'one' } } } }
    const posted = await server.ask('POST', `/licenses/${license.id}/actions/validate`, asked)
    expect(posted.json.meta).toMatchObject({ code: 'NO_MACHINE', nonce: 7 })
    const got = await server.ask('GET', `/licenses/${license.key}/actions/validate`, { code: license.key })
    expect(got.json.meta).toMatchObject({ code: 'NO_MACHINE', valid: false })
  })

  it('does not show another license', async () => {
    const server = await serveBackOffice()
    const [mine, other] = [await server.sell(), await server.sell()]
    for (const method of ['GET', 'POST']) {
      const answer = await server.ask(method, `/licenses/${other.id}/actions/validate`, { code: mine.key })
      expect([answer.status, answer.code]).toEqual([404, 'NOT_FOUND'])
    }
  })
})
