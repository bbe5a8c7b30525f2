// License authentication (docs/protocol.md#authorization) and guess protection (docs/protocol.md#guess-limit).
import { request } from 'node:http'
import { describe, expect, it } from 'vitest'
import { revokeLicense, suspendLicense } from '#server/back-office/change-license.ts'
import { DAY } from '#shared/instant.ts'
import { activation, serveBackOffice, type TestServer } from '../support/client.ts'

describe('who is asking', () => {
  it('is told by a License Code, in its own scheme or in Basic', async () => {
    const server = await serveBackOffice()
    const { key } = await server.sell()
    const basic = `Basic ${Buffer.from(`license:${key}`).toString('base64')}`
    for (const authorization of [`License ${key}`, `license  ${key}`, basic])
      expect((await server.ask('GET', '/me', { authorization })).status).toBe(200)
  })

  it.each([
    ['', 'TOKEN_MISSING'],
    ['License', 'TOKEN_MISSING'],
    ['Digest abc', 'TOKEN_MISSING'],
    ['Bearer abc', 'TOKEN_INVALID'],
    [`Basic ${Buffer.from('token:abc').toString('base64')}`, 'TOKEN_INVALID'],
    ['License abc', 'LICENSE_INVALID'],
  ])('refuses "%s" with 401 %s', async (authorization, code) => {
    const server = await serveBackOffice()
    const answer = await server.ask('GET', '/me', authorization === '' ? {} : { authorization })
    expect([answer.status, answer.code]).toEqual([401, code])
    expect(answer.headers['www-authenticate']).toBeDefined()
  })

  it('may not activate or check out once the license is suspended, revoked or expired', async () => {
    const server = await serveBackOffice()
    const suspended = await server.sell()
    const revoked = await server.sell()
    const expired = await server.sell({ expiry: server.clock.now + DAY })
    for (const { key: code, id } of [suspended, revoked, expired])
      await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    await suspendLicense(server.vendor, suspended.id)
    await revokeLicense(server.vendor, revoked.id)
    server.clock.now += 2 * DAY
    for (const [license, expected] of [
      [suspended, 'LICENSE_SUSPENDED'],
      [revoked, 'LICENSE_BANNED'],
      [expired, 'LICENSE_EXPIRED'],
    ] as const) {
      const code = license.key
      const activated = await server.ask('POST', '/machines', { code, body: activation(license.id, 'two') })
      expect([activated.status, activated.code]).toEqual([403, expected])
      const checkedOut = await server.ask('POST', '/machines/one/actions/check-out', { code })
      expect([checkedOut.status, checkedOut.code]).toEqual([403, expected])
    }
  })
})

describe('guessing License Codes', () => {
  const guess = (server: TestServer, code: string) =>
    server.ask('POST', '/licenses/actions/validate-key', { body: { meta: { key: code } } })

  it('is answered 429 after too many unknown ones, until the window has passed', async () => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 2, windowSeconds: 60 } })
    await guess(server, 'wrong-1')
    await server.ask('GET', '/me', { code: 'wrong-2' })
    for (const refused of [
      await guess(server, 'wrong-3'),
      await server.ask('GET', '/me', { code: 'wrong-4' }),
    ]) {
      expect([refused.status, refused.code]).toEqual([429, 'TOO_MANY_REQUESTS'])
      expect(refused.headers).toMatchObject({
        'retry-after': '60',
        'x-ratelimit-window': '60s',
        'x-ratelimit-count': '2',
        'x-ratelimit-limit': '2',
        'x-ratelimit-remaining': '0',
        'x-ratelimit-reset': String(server.clock.now / 1000 + 60),
      })
    }
    server.clock.now += 60_000
    expect((await guess(server, 'wrong-5')).status).toBe(200)
  })

  it('never counts a known code', async () => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 1, windowSeconds: 60 } })
    const { key: code } = await server.sell()
    for (let turn = 0; turn < 3; turn += 1)
      expect((await server.ask('GET', '/me', { code })).status).toBe(200)
    expect((await guess(server, 'wrong-1')).status).toBe(200)
  })

  it('does not stop known codes of the same address (issue 10.10)', async () => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 1, windowSeconds: 60 } })
    const { key: code } = await server.sell()
    await guess(server, 'wrong-1')
    expect((await guess(server, 'wrong-2')).status).toBe(429)
    expect((await guess(server, code)).status).toBe(200)
    expect((await server.ask('GET', '/me', { code })).status).toBe(200)
  })

  it('is none where a client asks for a code as one that is encrypted: it has the code', async () => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 1, windowSeconds: 60 } })
    const { key } = await server.sell()
    for (const called of [{ encrypted: true }, { legacyEncrypted: true }, { encrypted: true }]) {
      const body = { meta: { key, ...called } }
      const answer = await server.ask('POST', '/licenses/actions/validate-key', { body })
      expect(answer).toMatchObject({ status: 200, json: { data: null, meta: { code: 'NOT_FOUND' } } })
    }
  })

  it('gains nothing by holding back the bodies (issue 10.10)', async () => {
    const server = await serveBackOffice({ guessLimit: { perWindow: 5, windowSeconds: 60 } })
    const requests = Array.from({ length: 40 }, (_, at) => lateBody(server.url, `wrong-${at}`))
    const send = await Promise.all(requests)
    const statuses = await Promise.all(send.map((one) => one()))
    expect(statuses.filter((status) => status === 200)).toHaveLength(5)
    expect(statuses.filter((status) => status === 429)).toHaveLength(35)
  })
})

describe('a body that takes its time', () => {
  it('does not outlive a revocation (issue 10.10)', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    const send = await lateBody(server.url, code, '/machines/one/actions/check-out', code)
    await revokeLicense(server.vendor, id)
    expect(await send()).toBe(403)
  })
})

/** Sends all but the last letter of a body, and that when the function is called, which gives the status. */
async function lateBody(
  url: string,
  key: string,
  target = '/licenses/actions/validate-key',
  code?: string,
): Promise<() => Promise<number>> {
  const body = JSON.stringify({ meta: { key } })
  const headers = {
    'content-length': String(body.length),
    ...(code !== undefined && { authorization: `License ${code}` }),
  }
  const sent = request(`${url}${target}`, { method: 'POST', headers, agent: false })
  const answered = new Promise<number>((resolve, reject) => {
    sent.once('response', (response) => {
      response.resume()
      resolve(response.statusCode ?? 0)
    })
    sent.once('error', reject)
  })
  await new Promise<void>((resolve) => sent.write(body.slice(0, -1), () => resolve()))
  return () => {
    sent.end(body.slice(-1))
    return answered
  }
}
