// Checked-out files, verified and opened as a client does it (docs/protocol.md#check-out).
import { describe, expect, it } from 'vitest'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { fileSecret, openEnvelope, readEnvelope, signatureHolds } from '#shared/formats/envelope.ts'
import { activation, serveBackOffice, type Resource, type TestServer } from '../support/client.ts'
import { expectOk, START } from '../support/back-office.ts'

interface Dataset {
  data: Resource
  included?: Resource[]
  meta: { issued: string; expiry: string | null; ttl: number | null }
}

/** What a client does: armor, signature, decryption. */
async function open(server: TestServer, text: string, code: string, fingerprint = '') {
  const envelope = expectOk(readEnvelope(text, nodePrimitives))
  expect(signatureHolds(envelope, (await server.vendor.keys.active()).publicKey, nodePrimitives)).toBe(true)
  const opened = openEnvelope(envelope, fileSecret(envelope.kind, code, fingerprint), nodePrimitives)
  return { algorithm: envelope.algorithm, dataset: expectOk(opened) as unknown as Dataset }
}

async function activated(terms = {}) {
  const server = await serveBackOffice()
  const license = await server.sell({ features: ['sso'], ...terms })
  await server.ask('POST', '/machines', { code: license.key, body: activation(license.id, 'one') })
  const checkOut = (target: string, meta?: object) =>
    server.ask('POST', target, { code: license.key, ...(meta && { body: { meta } }) })
  return { server, license, code: license.key, checkOut }
}

describe('checking a machine out', () => {
  it('gives an encrypted file that only the code and the machine together open', async () => {
    const { server, license, code, checkOut } = await activated()
    const include = ['license', 'license.product', 'license.policy', 'license.owner', 'license.entitlements']
    const answer = await checkOut('/machines/one/actions/check-out', { encrypt: true, ttl: 86_400, include })
    expect(answer.status).toBe(200)
    const { attributes, type } = answer.json.data
    expect(type).toBe('machine-files')
    expect(attributes).toMatchObject({ algorithm: 'aes-256-gcm+ed25519', ttl: 86_400, includes: include })
    const { dataset } = await open(server, String(attributes['certificate']), code, 'one')
    expect(dataset.data.attributes['fingerprint']).toBe('one')
    expect(dataset.included?.map((one) => one.type)).toEqual([
      'licenses',
      'products',
      'policies',
      'entitlements',
    ])
    expect(dataset.included?.[0]?.attributes['key']).toBe(license.key)
    const issued = new Date(START).toISOString()
    expect(dataset.meta).toEqual({ issued, expiry: new Date(START + 86_400_000).toISOString(), ttl: 86_400 })
    const wrong = readEnvelope(String(attributes['certificate']), nodePrimitives)
    expect(openEnvelope(expectOk(wrong), fileSecret('machine', code, 'two'), nodePrimitives).ok).toBe(false)
  })

  it.each([
    ['requireHeartbeat=true', 3600],
    ['requireHeartbeat=true heartbeatDuration=7200', 7200],
    ['heartbeatDuration=7200', 604_800],
    ['requireHeartbeat=true heartbeatCullStrategy=KEEP_DEAD', 604_800],
  ])(
    'by %j holds for %i seconds at the most: a seat that goes is no file that stays (issue 18.3)',
    async (rules, most) => {
      const server = await serveBackOffice()
      expectOk(await createPolicy(server.vendor, { name: 'P', rules: rules.split(' ') }))
      const { id, key: code } = await server.sell({ policy: 'P' })
      await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
      for (const target of ['/machines/one', `/licenses/${id}`]) {
        const body = { meta: { ttl: 604_800 } }
        const { json } = await server.ask('POST', `${target}/actions/check-out`, { code, body })
        const expiry = new Date(START + most * 1000).toISOString()
        expect(json.data.attributes).toMatchObject({ ttl: most, expiry })
      }
    },
  )

  it('is in the version of the API that was asked for (issue 18)', async () => {
    const { server, code } = await activated()
    const included = async (version: string) => {
      const target = '/machines/one/actions/check-out?include=license.policy'
      const headers = { 'keygen-version': version }
      const answer = await server.ask('GET', target, { code, headers })
      return (await open(server, answer.text, code)).dataset.included
    }
    expect(await included('1.7')).toMatchObject([
      { type: 'licenses', relationships: { owner: { data: null } } },
      { type: 'policies', attributes: { machineMatchingStrategy: 'MATCH_ANY' } },
    ])
    expect(await included('1.3')).toMatchObject([
      { type: 'licenses', relationships: { user: { data: null } } },
      { type: 'policies', attributes: { fingerprintMatchingStrategy: 'MATCH_ANY' } },
    ])
  })

  it('merges the query with the body, which goes first', async () => {
    const { server, code, checkOut } = await activated()
    const target =
      '/machines/one/actions/check-out?encrypt=true&ttl=7200&include=license%2Clicense.entitlements'
    const merged = await checkOut(target, { ttl: 3600 })
    const { dataset, algorithm } = await open(
      server,
      String(merged.json.data.attributes['certificate']),
      code,
      'one',
    )
    expect(algorithm).toBe('aes-256-gcm+ed25519')
    expect(dataset.meta).toMatchObject({ ttl: 3600 })
    expect(dataset.included?.map((one) => one.type)).toEqual(['licenses', 'entitlements'])
  })

  it('is plain, for one month and without the license unless asked otherwise', async () => {
    const { server, code, checkOut } = await activated()
    const answer = await checkOut('/machines/one/actions/check-out')
    const { dataset, algorithm } = await open(
      server,
      String(answer.json.data.attributes['certificate']),
      code,
    )
    expect(algorithm).toBe('base64+ed25519')
    expect(dataset.meta.ttl).toBe(2_629_746)
    expect(dataset.included).toEqual([])
    expect(dataset.meta.expiry).toBe('2027-02-15T12:00:00.000Z')
  })

  it('gives the raw file to GET, also with arrays in the query', async () => {
    const { server, code } = await activated()
    const target = '/machines/one/actions/check-out?encrypt=1&include[]=license&include[]=license.product'
    const answer = await server.ask('GET', target, { code })
    expect(answer.headers['content-type']).toBe('application/octet-stream')
    expect(answer.headers['content-disposition']).toMatch(/^attachment; filename=".+\.lic"$/)
    const { dataset } = await open(server, answer.text, code, 'one')
    expect(dataset.included?.map((one) => one.type)).toEqual(['licenses', 'products'])
  })

  it.each([
    [{ ttl: 3599 }, 'CHECKOUT_TTL_INVALID', 'ttl'],
    [{ include: ['secrets'] }, 'CHECKOUT_INCLUDE_INVALID', 'include'],
    [{ algorithm: 'aes-256-gcm+rsa-sha256' }, 'CHECKOUT_ALGORITHM_INVALID', 'algorithm'],
  ])('refuses %j', async (meta, code, parameter) => {
    const { checkOut } = await activated()
    const answer = await checkOut('/machines/one/actions/check-out', meta)
    expect([answer.status, answer.code]).toEqual([400, code])
    expect(answer.json.errors[0]?.source?.parameter).toBe(parameter)
  })
})

describe('checking a license out', () => {
  it('gives a file that its code opens', async () => {
    const { server, license, code, checkOut } = await activated({ code: 'Another-System/4711+KEY==' })
    const meta = { encrypt: true, include: ['product', 'policy', 'user', 'entitlements'] }
    const answer = await checkOut(`/licenses/${license.id}/actions/check-out`, meta)
    expect(answer.json.data.type).toBe('license-files')
    const { dataset } = await open(server, String(answer.json.data.attributes['certificate']), code)
    expect(dataset.data).toMatchObject({
      id: license.id,
      attributes: { key: 'Another-System/4711+KEY==' },
    })
    expect(dataset.included?.map((one) => one.type)).toEqual(['products', 'policies', 'entitlements'])
  })
})
