// What Keygen's clients and browsers expect beside the answers themselves (issue 12.12).
import { describe, expect, it } from 'vitest'
import { activation, serveBackOffice } from '../support/client.ts'

describe('date and digest (issue 12.12)', () => {
  it('are said twice, so that a proxy’s own Date takes nothing away', async () => {
    const server = await serveBackOffice()
    for (const [method, target] of [
      ['GET', '/me'],
      ['HEAD', '/me'],
      ['POST', '/nowhere'],
    ] as const) {
      const { headers } = await server.ask(method, target, { code: (await server.sell()).key })
      expect(headers['keygen-date']).toBe(headers.date)
      expect(headers['keygen-digest']).toBe(headers['digest'])
    }
  })
})

describe('a nonce that no number of JavaScript holds (issue 18)', () => {
  it('comes back with each of its digits, and what else is in the request as it was', async () => {
    const server = await serveBackOffice()
    const { key, id } = await server.sell()
    for (const nonce of ['9007199254740993', '-18446744073709551615', '9'.repeat(5000), '-0']) {
      const body = `{"nonce":1,"meta":{"key":"${key}","nonce":${nonce},"scope":{"fingerprint":"nonce"}}}`
      const sent = body.replace('"nonce":1,', '')
      const byKey = await server.ask('POST', '/licenses/actions/validate-key', { body: sent })
      const byId = await server.ask('POST', `/licenses/${id}/actions/validate`, {
        code: key,
        body: sent.replace(`"key":"${key}",`, ''),
      })
      for (const { status, text } of [byKey, byId]) {
        expect(status).toBe(200)
        expect(text).toContain(`"nonce":${nonce === '-0' ? '0' : nonce},"scope":{"fingerprint":"nonce"}`)
      }
      expect(await server.ask('POST', '/licenses/actions/validate-key', { body })).toMatchObject({
        status: 400,
      })
    }
    for (const nonce of ['1e30', '90071992547409930.5', '[9007199254740993]', '"9007199254740993"']) {
      const body = `{"meta":{"key":"${key}","nonce":${nonce}}}`
      const { status, json } = await server.ask('POST', '/licenses/actions/validate-key', { body })
      expect([nonce, status, json.errors[0]?.source]).toEqual([nonce, 400, { pointer: '/meta/nonce' }])
    }
  })
})

describe('a member that is null counts as absent (issue 12.12)', () => {
  it('in a validation: nonce, scope, and each part of a scope', async () => {
    const server = await serveBackOffice()
    const { key, id } = await server.sell()
    await server.ask('POST', '/machines', { code: key, body: activation(id, 'one') })
    const nothing = {
      product: null,
      policy: null,
      user: null,
      machine: null,
      fingerprint: null,
      fingerprints: null,
      components: null,
      entitlements: null,
      checksum: null,
      version: null,
      environment: null,
    }
    for (const meta of [
      { nonce: null, scope: null },
      { scope: nothing },
      { scope: { ...nothing, fingerprint: 'one' } },
    ]) {
      const byKey = await server.ask('POST', '/licenses/actions/validate-key', {
        body: { meta: { key, ...meta } },
      })
      const byId = await server.ask('POST', `/licenses/${id}/actions/validate`, { code: key, body: { meta } })
      for (const { json } of [byKey, byId]) {
        expect(json.meta).toMatchObject({ valid: true, code: 'VALID' })
        expect(json.meta).not.toHaveProperty('nonce')
      }
    }
    const wrong = { meta: { key, scope: { ...nothing, fingerprint: 'two' } } }
    const refused = await server.ask('POST', '/licenses/actions/validate-key', { body: wrong })
    expect(refused.json.meta.code).toBe('FINGERPRINT_SCOPE_MISMATCH')
    const whole = await server.ask('POST', `/licenses/${id}/actions/validate`, {
      code: key,
      body: { meta: null },
    })
    expect(whole.json.meta.code).toBe('VALID')
  })

  it('in a machine and in a check-out, where it takes nothing from the query', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const machine = await server.ask('POST', '/machines', {
      code,
      body: activation(id, 'one', { metadata: null }),
    })
    expect([machine.status, machine.json.data.attributes['metadata']]).toEqual([201, {}])
    const checkOut = async (query: string, meta: unknown) =>
      (await server.ask('POST', `/machines/one/actions/check-out${query}`, { code, body: { meta } })).json
        .data.attributes
    const nothing = { encrypt: null, algorithm: null, include: null }
    expect(await checkOut('', nothing)).toMatchObject({
      algorithm: 'base64+ed25519',
      includes: [],
      ttl: 2_629_746,
    })
    expect(await checkOut('', null)).toMatchObject({ algorithm: 'base64+ed25519' })
    expect(await checkOut('?encrypt=1&include=license&ttl=7200', nothing)).toMatchObject({
      algorithm: 'aes-256-gcm+ed25519',
      includes: ['license'],
      ttl: 7200,
    })
    // The ttl's null says something: a file without an end, which becomes a month.
    expect(await checkOut('?ttl=7200', { ...nothing, ttl: null })).toMatchObject({ ttl: 2_629_746 })
  })
})

describe('?fingerprint= (issue 12.12)', () => {
  it('finds the one machine of the license, in both lists', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 3 })
    for (const name of ['one', 'two', 'a b&c'])
      await server.ask('POST', '/machines', { code, body: activation(id, name) })
    const other = await server.sell()
    await server.ask('POST', '/machines', { code: other.key, body: activation(other.id, 'theirs') })
    const found = async (target: string) => {
      const { json } = await server.ask('GET', target, { code })
      return (json.data as unknown as { attributes: { fingerprint: string } }[]).map(
        ({ attributes }) => attributes.fingerprint,
      )
    }
    for (const list of ['/machines', `/licenses/${id}/machines`]) {
      expect(await found(`${list}?fingerprint=two`)).toEqual(['two'])
      expect(await found(`${list}?fingerprint=a%20b%26c`)).toEqual(['a b&c'])
      expect(await found(`${list}?fingerprint=theirs`)).toEqual([])
      expect(await found(`${list}?fingerprint=two&page[size]=1&page[number]=2`)).toEqual([])
      expect(await found(`${list}?fingerprint=`)).toHaveLength(3)
    }
  })
})

describe('a page of another origin (issue 12.12)', () => {
  const origin = 'https://portal.vendor.example'

  it('is let ask by OPTIONS, with the headers that it names', async () => {
    const server = await serveBackOffice()
    const headers = {
      origin,
      'access-control-request-method': 'POST',
      'access-control-request-headers': 'authorization,content-type,keygen-version',
    }
    for (const target of ['/machines', '/licenses/x/actions/validate', '/accounts/virtualmetric/me']) {
      const answer = await server.ask('OPTIONS', target, { headers })
      expect([answer.status, answer.text]).toEqual([204, ''])
      expect(answer.headers['access-control-allow-origin']).toBe('*')
      expect(answer.headers['access-control-allow-methods']?.split(',')).toEqual(
        expect.arrayContaining(['GET', 'POST', 'DELETE']),
      )
      expect(answer.headers['access-control-allow-headers']).toBe('authorization,content-type,keygen-version')
      expect(answer.headers['access-control-allow-credentials']).toBeUndefined()
    }
  })

  it('can read what proves an answer, refusals too', async () => {
    const server = await serveBackOffice()
    for (const code of [(await server.sell()).key, 'unknown']) {
      const { headers } = await server.ask('GET', '/me', { code, headers: { origin } })
      expect(headers['access-control-allow-origin']).toBe('*')
      expect(headers['access-control-expose-headers']?.split(',')).toEqual(
        expect.arrayContaining([
          'Date',
          'Digest',
          'Keygen-Date',
          'Keygen-Digest',
          'Keygen-Signature',
          'Retry-After',
        ]),
      )
    }
  })
})

it('GET /ping says that the server is there, without a code, by each address (issue 12.12)', async () => {
  const server = await serveBackOffice()
  for (const target of ['/ping', '/accounts/virtualmetric/ping']) {
    const answer = await server.ask('GET', target)
    expect([answer.status, answer.text]).toEqual([200, ''])
  }
})
