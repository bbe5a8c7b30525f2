// What comes over the wire that is no request: refused, signed, and nothing of it in the log (issue 10.10).
import { connect } from 'node:net'
import { describe, expect, it, vi } from 'vitest'
import type { AccessLine } from '#server/http/access-log.ts'
import { checkSignature, serveBackOffice, type Document, type TestServer } from '../support/client.ts'
import { wire } from '../support/wire.ts'

interface Logged {
  readonly lines: AccessLine[]
  readonly failures: unknown[]
}

async function logged(): Promise<TestServer & Logged> {
  const lines: AccessLine[] = []
  const failures: unknown[] = []
  const logger = {
    access: (line: AccessLine) => void lines.push(line),
    failure: (_: string, error: unknown) => void failures.push(error),
  }
  return { ...(await serveBackOffice({ logger })), lines, failures }
}

const CODE = 'SECRE-TCODE-SECRE-TCODE-SECRE'

describe('a License Code in an address', () => {
  it.each(['/v1/me?auth=license:', '/v1/me?token=license:', '/v1/machines?page[number]=1&token=license:'])(
    'in %s is in no log and in no answer (issue 18)',
    async (target) => {
      const server = await logged()
      const { key: code } = await server.sell()
      for (const [key, status] of [
        [code, 200],
        [CODE, 401],
      ] as const) {
        const answer = await server.ask('GET', target.slice('/v1'.length) + key)
        expect(answer.status).toBe(status)
        if (status === 401 || target.includes('machines')) expect(JSON.stringify(answer)).not.toContain(key)
      }
      expect(server.lines.map(({ status }) => status)).toEqual([200, 401])
      for (const key of [code, CODE])
        expect(JSON.stringify([server.lines, server.failures])).not.toContain(key)
    },
  )
})

it('a word in the place of the method is not in the log: it may be the rest of a header (issue 18)', async () => {
  const server = await logged()
  const answer = await wire(server.url, 'SECRETTOKEN /v1/me HTTP/1.1\r\nHost: h\r\n\r\n')
  expect(answer.status).toBe(400)
  await checkSignature(server, 'SECRETTOKEN', '/v1/me', 'h', answer)
  expect(server.lines).toMatchObject([{ method: '-', route: '-', status: 400 }])
})

it('the log names the route that answered, and an answer without a body says so (issue 18)', async () => {
  const server = await logged()
  const { key } = await server.sell()
  const ask = (path: string) =>
    wire(server.url, `GET ${path}?auth=license:${key} HTTP/1.1\r\nHost: h\r\nConnection: close\r\n\r\n`)
  const ping = await ask('/v1/ping')
  expect([ping.status, ping.headers['content-length'], ping.text]).toEqual([200, '0', ''])
  for (const path of ['/v1/accounts/virtualmetric/ping', '/v1/accounts/virtualmetric', '/v1/nothing'])
    await ask(path)
  expect(server.lines.map(({ route }) => route)).toEqual([
    '/v1/ping',
    '/v1/accounts/:account/ping',
    '/v1/accounts/:account',
    '/v1/*',
  ])
})

it(
  'a request that does not come to its end is refused when its time is over, and not up to 30 seconds later (issue 18)',
  { timeout: 20_000 },
  async () => {
    const server = await serveBackOffice({ requestTimeout: 300 })
    const answers = await Promise.all(
      [
        '',
        '/',
        '/v1/me HTTP/1.1\r\nHost: h\r\n',
        '/v1/licenses/actions/validate-key HTTP/1.1\r\nHost: h\r\nContent-Length: 9\r\n\r\n{',
      ].map((part) => wire(server.url, `POST ${part}`)),
    )
    expect(answers.map(({ status }) => status)).toEqual([408, 408, 408, 408])
  },
)

describe('an address that makes no sense (issue 10.10)', () => {
  it.each([
    ['1.2.3.4.5.999', `/v1/licenses/${CODE}`],
    ['1.2.3.4.5.999:4600', `/v1/licenses/${CODE}`],
    ['a b', `/v1/licenses/${CODE}`],
    ['host/path', `/v1/licenses/${CODE}`],
    ['user:word@host', `/v1/licenses/${CODE}`],
    ['[::1', `/v1/licenses/${CODE}`],
    ['host:99999', `/v1/licenses/${CODE}`],
    ['', `/v1/licenses/${CODE}`],
    ['127.0.0.1', `/v1\\licenses\\${CODE}`],
    ['127.0.0.1', `http://1.2.3.4.5.999/v1/licenses/${CODE}`],
    ['127.0.0.1', `ftp://host/v1/licenses/${CODE}`],
    ['127.0.0.1', '*'],
  ])('as Host “%s” with %s is 400, signed, and the log holds nothing of it', async (host, target) => {
    const server = await logged()
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined)
    const answer = await wire(
      server.url,
      `OPTIONS ${target} HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.status).toBe(400)
    await checkSignature(server, 'OPTIONS', target, host, answer)
    expect(server.failures).toEqual([])
    expect(console.mock.calls).toEqual([])
    console.mockRestore()
    expect(server.lines).toMatchObject([{ method: 'OPTIONS', route: '-', status: 400 }])
    expect(JSON.stringify(server.lines)).not.toContain(CODE)
  })

  it('is none where the Host has a port, capital letters or is an IPv6 address', async () => {
    const server = await logged()
    for (const host of [
      'Licensing.Vendor.example',
      'licensing.vendor.example:80',
      '[::1]:4600',
      'a_b.example.',
    ]) {
      const answer = await wire(
        server.url,
        `GET /v1/me HTTP/1.1\r\nHost: ${host}\r\nConnection: close\r\n\r\n`,
      )
      expect([host, answer.status]).toEqual([host, 401])
      await checkSignature(server, 'GET', '/v1/me', host, answer)
    }
    const absolute = 'http://licensing.vendor.example/v1/me'
    const answer = await wire(
      server.url,
      `GET ${absolute} HTTP/1.1\r\nHost: x.example\r\nConnection: close\r\n\r\n`,
    )
    expect(answer.status).toBe(401)
    await checkSignature(server, 'GET', absolute, 'x.example', answer)
  })
})

describe('what Node itself would refuse without a signature (issue 10, “never a 500, always signed”)', () => {
  const end = 'Connection: close\r\n\r\n'
  it.each([
    ['a header that is none', 400, 'GET', '/v1/me', `GET /v1/me HTTP/1.1\r\nHost: h\r\nno header\r\n${end}`],
    [
      'a control character',
      400,
      'GET',
      '/v1/me',
      `GET /v1/me HTTP/1.1\r\nHost: h\r\nA: \u0001\u0000\r\n${end}`,
    ],
    [
      'a head that is too long',
      431,
      'GET',
      '/v1/me',
      `GET /v1/me HTTP/1.1\r\nHost: h\r\nA: ${'a'.repeat(20_000)}\r\n${end}`,
    ],
    [
      'two lengths',
      400,
      'POST',
      '/v1/machines',
      `POST /v1/machines HTTP/1.1\r\nHost: h\r\nContent-Length: 1\r\nContent-Length: 2\r\n${end}{}`,
    ],
    [
      'a chunk without a length',
      400,
      'POST',
      '/v1/machines',
      `POST /v1/machines HTTP/1.1\r\nHost: h\r\nTransfer-Encoding: chunked\r\n${end}zz\r\n`,
    ],
    ['two of Host', 400, 'GET', '/v1/me', `GET /v1/me HTTP/1.1\r\nHost: h\r\nHost: i\r\n${end}`],
    ['no Host', 400, 'GET', '/v1/me', `GET /v1/me HTTP/1.1\r\n${end}`],
    ['a version that nobody knows', 400, 'GET', '/v1/me', `GET /v1/me HTTP/9.9\r\nHost: h\r\n${end}`],
  ])('%s is %i, in our form and signed', async (_, status, method, target, request) => {
    const server = await logged()
    const answer = await wire(server.url, request)
    expect([answer.status, answer.headers['connection']]).toEqual([status, 'close'])
    await checkSignature(server, method, target, request.includes('Host') ? 'h' : '', answer)
    const { errors, meta } = JSON.parse(answer.text) as Document
    expect(errors).toEqual([expect.objectContaining({ detail: expect.any(String) as string })])
    expect(meta.id).toBe(answer.headers['x-request-id'])
    expect(server.failures).toEqual([])
    await expect.poll(() => server.lines.map((line) => line.status)).toContain(status)
  })

  it('what is no HTTP at all is refused too, and names nothing that could be checked', async () => {
    const server = await logged()
    for (const noise of [
      '\u0016\u0003\u0001\u0002\u0000\u0001',
      'hello\r\n\r\n',
      `${'x'.repeat(100_000)}\r\n`,
    ])
      expect((await wire(server.url, noise)).status).toBe(400)
  })

  it('an Expect that nobody knows is let be', async () => {
    const server = await logged()
    const request = `GET /v1/me HTTP/1.1\r\nHost: h\r\nExpect: more\r\n${end}`
    const answer = await wire(server.url, request)
    expect(answer.status).toBe(401)
    await checkSignature(server, 'GET', '/v1/me', 'h', answer)
  })
})

describe('a request that its client gives up (issue 10.10)', () => {
  it.each([
    ['with a length', 'Content-Length: 100\r\n\r\n{"meta"'],
    ['in chunks', 'Transfer-Encoding: chunked\r\n\r\n5\r\n{"met'],
  ])('%s is one line of the log and no failure', async (_, rest) => {
    const server = await logged()
    const console = vi.spyOn(globalThis.console, 'error').mockImplementation(() => undefined)
    const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
    socket.write(`POST /v1/licenses/actions/validate-key HTTP/1.1\r\nHost: 127.0.0.1\r\n${rest}`)
    await expect.poll(() => server.ask('GET', '/me').then(({ status }) => status)).toBe(401)
    socket.destroy()
    await expect
      .poll(() => server.lines.map(({ method, status }) => `${method} ${status}`))
      .toContain('POST 400')
    expect(server.failures).toEqual([])
    expect(console.mock.calls).toEqual([])
    console.mockRestore()
  })
})
