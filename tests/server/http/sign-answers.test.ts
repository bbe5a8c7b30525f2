// Signed answers of every kind, and what else comes with each (docs/protocol.md#signed-answers).
import { connect } from 'node:net'
import { onTestFinished, describe, expect, it } from 'vitest'
import { createApp } from '#server/app.ts'
import type { AccessLine } from '#server/http/access-log.ts'
import { startServer } from '#server/serve.ts'
import { activation, checkSignature, serveBackOffice } from '../support/client.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

// `serveBackOffice().ask` refuses an answer whose signature does not hold: each answer below has been checked by it.

describe('every answer is signed', () => {
  it('whether it is good news or bad: 200, 201, 204, 400, 401, 403, 404, 413, 422', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const banned = await server.sell({ expiry: server.clock.now - 1 })
    const body = activation(id, 'one')
    const statuses: number[] = []
    const ask = async (...request: Parameters<typeof server.ask>) =>
      void statuses.push((await server.ask(...request)).status)
    await ask('GET', '/me', { code })
    await ask('POST', '/machines', { code, body })
    await ask('POST', '/machines', { code, body })
    await ask('DELETE', '/machines/one', { code })
    await ask('POST', '/licenses/actions/validate-key', { body: '{"meta":' })
    await ask('GET', '/me')
    await ask('GET', '/me', { code: banned.key })
    await ask('GET', '/nowhere')
    await ask('PUT', '/me', { code })
    await ask('POST', '/licenses/actions/validate-key', { body: 'x'.repeat(65_537) })
    expect(statuses).toEqual([200, 201, 422, 204, 400, 401, 403, 404, 404, 413])
  })

  it('over the bytes that were sent: none for HEAD', async () => {
    const server = await serveBackOffice()
    const { key: code } = await server.sell()
    const answer = await server.ask('HEAD', '/me', { code })
    expect([answer.status, answer.text]).toEqual([200, ''])
    expect(answer.headers['digest']).toBe('sha-256=47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=')
  })

  it.each(['/me?b=2&a=1', '/me?name=a%20b&odd=%zz', '/nowhere/../me', '/m%65'])(
    'for the path exactly as it was asked for: %s',
    async (target) => {
      const server = await serveBackOffice()
      await server.ask('GET', target, { code: (await server.sell()).key })
    },
  )

  it('when a chunked body grows too large', async () => {
    const server = await serveBackOffice()
    const headers = { 'transfer-encoding': 'chunked' }
    const answer = await server.ask('POST', '/machines', { body: 'x'.repeat(70_000), headers })
    expect([answer.status, answer.code]).toEqual([413, 'PAYLOAD_TOO_LARGE'])
  })

  it('when the server fails: 500 with an id and nothing of the reason', async () => {
    const office = await openBackOffice()
    const failures: [string, unknown][] = []
    const broken = { ...office.vendor.store.licenses, byKey: () => failWith('the secret reason') }
    const vendor = { ...office.vendor, store: { ...office.vendor.store, licenses: broken } }
    const logger = {
      access: () => {},
      failure: (id: string, error: unknown) => void failures.push([id, error]),
    }
    const url = 'http://office.example:8443/v1/me?x=1'
    const response = await createApp(vendor, { logger }).request(url, {
      headers: { authorization: 'License A', host: 'office.example:8443' },
    })
    const text = await response.text()
    await checkSignature(office, 'GET', '/v1/me?x=1', 'office.example:8443', {
      text,
      headers: Object.fromEntries(response.headers),
    })
    expect(response.status).toBe(500)
    expect(text).not.toContain('secret')
    expect(JSON.parse(text)).toMatchObject({
      meta: { id: failures[0]?.[0] },
      errors: [{ code: 'INTERNAL_ERROR' }],
    })
  })

  it('for the Host header as the client sent it', async () => {
    const server = await serveBackOffice()
    const port = Number(new URL(server.url).port)
    const socket = connect(port, '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.write('GET /v1/me HTTP/1.1\r\nHost: Licensing.Vendor.example\r\nConnection: close\r\n\r\n')
    let raw = ''
    for await (const chunk of socket) raw += String(chunk)
    const [head = '', text = ''] = raw.split('\r\n\r\n')
    const lines = head
      .split('\r\n')
      .slice(1)
      .map((line) => line.split(': '))
    const headers = Object.fromEntries(
      lines.map(([name = '', ...value]) => [name.toLowerCase(), value.join(': ')]),
    )
    await checkSignature(server, 'GET', '/v1/me', 'Licensing.Vendor.example', { headers, text })
  })
})

function failWith(reason: string): never {
  throw new Error(reason)
}

describe('what comes with every answer', () => {
  it('is the version that was asked for, the account, and the content type of JSON:API', async () => {
    const server = await serveBackOffice()
    const { headers } = await server.ask('GET', '/me', { headers: { 'keygen-version': '1.5' } })
    expect(headers['keygen-version']).toBe('1.5')
    expect(headers['keygen-account']).toBe(server.vendor.account.id)
    expect(headers['content-type']).toBe('application/vnd.api+json; charset=utf-8')
    const odd = await server.ask('GET', '/me', { headers: { 'keygen-version': 'newest' } })
    expect(odd.headers['keygen-version']).toBe('1.7')
  })

  it('is a line in the log that names the route, never a License Code', async () => {
    const lines: AccessLine[] = []
    const logger = { access: (line: AccessLine) => void lines.push(line), failure: () => {} }
    const server = await serveBackOffice({ logger })
    const { key: code } = await server.sell()
    await server.ask('GET', `/licenses/${code}/machines?limit=1`, { code })
    await server.ask('GET', `/nowhere/${code}`, { code })
    expect(lines[0]).toMatchObject({ method: 'GET', route: '/v1/licenses/:id/machines', status: 200 })
    expect(JSON.stringify(lines)).not.toContain(code)
  })
})

describe('the account in the path', () => {
  it('may be named by its id or by the id of the vendor, and no other account is here', async () => {
    const server = await serveBackOffice()
    const { key: code } = await server.sell()
    const { id } = server.vendor.account
    expect((await server.ask('GET', `/accounts/${id}/me`, { code })).status).toBe(200)
    expect((await server.ask('GET', '/accounts/virtualmetric/me', { code })).status).toBe(200)
    expect((await server.ask('GET', '/accounts/another/me', { code })).status).toBe(404)
  })
})

describe('starting a server', () => {
  it('refuses a port that is taken, and a folder without a back office', async () => {
    const server = await serveBackOffice()
    const port = Number(new URL(server.url).port)
    const again = await startServer({ dataDir: server.dataDir, port, clock: server.clock.read })
    expect(again.ok ? null : again.error.code).toBe('port_taken')
    const nowhere = await startServer({ dataDir: `${server.dataDir}-not`, port: 0 })
    expect(nowhere.ok ? null : nowhere.error.code).toBe('not_initialized')
  })

  it('closes although a client keeps its connection open', async () => {
    const { dataDir, clock } = await openBackOffice()
    const running = expectOk(await startServer({ dataDir, port: 0, clock: clock.read }))
    const socket = connect(running.port, '127.0.0.1')
    await new Promise((resolve) => socket.once('connect', resolve))
    const closed = new Promise((resolve) => socket.once('close', resolve))
    socket.write('GET /v1/me HTTP/1.1\r\nHost: a\r\n\r\n')
    await new Promise((resolve) => socket.once('data', resolve))
    await running.close()
    await closed
  })
})
