import { subscribe, unsubscribe } from 'node:diagnostics_channel'
import type { IncomingMessage } from 'node:http'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { afterEach, describe, expect, test } from 'vitest'
import { readRetryAfter } from '#main/adapters/activation-http/retry.ts'
import type { Answer, Bend } from '#tests/support/between.ts'
import { openBentWay, signedFault } from '#tests/support/bent-way.ts'
import { install, type InstallationOptions } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { openWebHost, tradeSecret } from '#tests/support/web-client.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

type Fault = (answer: Answer) => void
const status =
  (code: number, headers: Record<string, string> = {}): Fault =>
  (answer) =>
    void Object.assign(answer, { status: code, headers, body: '' })

/** Every question to the server, by the end of its path; the first `times` answers to `step` are bent. */
async function wayWith(step: string, times: number, fault: Fault | 'cut', options?: InstallationOptions) {
  const way = await openBentWay(cleanup, options)
  const asked: string[] = []
  let left = times
  const bend: Bend = (answer, { url = '' }: IncomingMessage, response) => {
    asked.push(url.split('/').at(-1) ?? '')
    if (!url.endsWith(step) || left-- <= 0) return undefined
    if (fault === 'cut') {
      response.destroy()
      return 'taken'
    }
    fault(answer)
    return undefined
  }
  way.between.bend = bend
  return { ...way, asked, tries: () => asked.filter((end) => step.endsWith(end)).length }
}

describe('a question that may be asked twice is asked again', () => {
  const passing: [string, Fault | 'cut'][] = [
    ['after a server that is down', status(503)],
    ['after a server that failed', status(500)],
    ['after a gateway without a server', status(502)],
    ['after a connection that was cut', 'cut'],
    ['after a server that asked to wait a second', status(429, { 'retry-after': '1' })],
    ['after a server that asked to wait and named no time', status(429)],
  ]
  test.each(passing)('%s: validation', async (_, fault) => {
    const way = await wayWith('/validate-key', 1, fault)
    expect(await way.activate()).toMatchObject({ ok: true })
    expect(way.asked).toEqual(['validate-key', 'validate-key', 'machines', 'check-out'])
  })

  test('the check-out too, and no second seat is taken', async () => {
    const way = await wayWith('/check-out', 2, status(503))
    expect(await way.activate()).toMatchObject({ ok: true })
    expect(way.tries()).toBe(3)
    expect(await way.seats()).toBe(1)
  })

  test('but not before the time that the server named', async () => {
    const way = await wayWith('/validate-key', 1, status(503, { 'retry-after': '1' }))
    const begin = performance.now()
    must(await way.activate())
    expect(performance.now() - begin).toBeGreaterThan(1000)
  })

  test('but three times at most', async () => {
    const way = await wayWith('/validate-key', 9, status(503))
    expect(await way.activate()).toMatchObject({ ok: false, error: { code: 'server_error' } })
    expect(way.tries()).toBe(3)
  })

  test('but the next one once, where just now there was no connection: a refresh asks about each license', async () => {
    const way = await wayWith('/validate-key', 4, 'cut')
    expect(await way.activate()).toMatchObject({ ok: false, error: { code: 'server_unreachable' } })
    expect(await way.activate()).toMatchObject({ ok: false, error: { code: 'server_unreachable' } })
    expect(way.tries()).toBe(4)
    expect(await way.activate()).toMatchObject({ ok: true })
  })

  /** A refresh of four licenses, of which `fault` meets every question of one kind. */
  async function refreshOfFour(step: string, fault: Fault | 'silent', options?: InstallationOptions) {
    const way = await openBentWay(cleanup, options)
    must(await way.activate())
    for (const { key } of [await way.vendor.sell(), await way.vendor.sell(), await way.vendor.sell()])
      must(await way.desk.router.call('licenses.activateOnline', { code: key }))
    let asked = 0
    way.between.bend = (answer, { url = '' }) => {
      if (!url.endsWith(step)) return undefined
      asked += 1
      if (fault === 'silent') return 'taken'
      fault(answer)
      return undefined
    }
    const { checked } = must(await way.desk.router.call('licenses.refresh', {}))
    return { asked, problems: checked.map(({ problem, params }) => ({ problem, ...params })) }
  }

  test.each<[string, string, Fault]>([
    ['gives no file', '/check-out', status(503)],
    ['gives no answer at all', '/validate-key', status(503)],
    ['is asked too much', '/check-out', status(429)],
  ])(
    'but by one refresh only for the first license, where the server as a whole %s (issue 12.9)',
    async (_, step, fault) => {
      const { asked, problems } = await refreshOfFour(step, fault)
      expect(asked).toBe(3 + 1 + 1 + 1)
      const problem = expect.stringMatching(/^server_(error|rate_limited)$/) as string
      expect(problems).toEqual(Array(4).fill(expect.objectContaining({ problem })))
    },
  )

  test('and a refresh waits for a silent server in full length once, and for all other licenses together a fifth of that (issue 12.9)', async () => {
    const { asked, problems } = await refreshOfFour('/validate-key', 'silent', { serverTimeLimitSeconds: 5 })
    expect(asked).toBe(2)
    const timeout = (seconds: number) =>
      expect.objectContaining({ problem: 'server_timeout', seconds }) as unknown
    expect(problems).toEqual([timeout(5), timeout(1), timeout(5), timeout(5)])
  })

  test('but not where the wait would be longer than an operator is kept waiting', async () => {
    const way = await wayWith('/validate-key', 9, status(429, { 'retry-after': '30' }))
    const refused = await way.activate()
    expect(refused).toMatchObject({
      error: { code: 'server_rate_limited', params: { retryAfterSeconds: 30 } },
    })
    expect(way.tries()).toBe(1)
  })
})

test('a seat is asked for once, whatever comes back', async () => {
  for (const fault of [status(503), status(429), 'cut'] as const) {
    const way = await wayWith('/machines', 9, fault)
    expect(await way.activate()).toMatchObject({ ok: false })
    expect(way.tries()).toBe(1)
  }
})

describe('a server that says itself that nothing was done, signed and with a time, is asked again (issue 12.9)', () => {
  /** A server that cannot write before `times` answers said so: another program holds its database. */
  async function busy(times: number) {
    const way = await openBentWay(cleanup)
    const asked: string[] = []
    const other = new DatabaseSync(path.join(way.vendor.dataDir, 'activation.db'))
    cleanup.add(() => other.close())
    const hold = () => other.exec('BEGIN IMMEDIATE')
    way.between.bend = ({ status }, { url = '', method = '' }) => {
      asked.push(`${method} ${url.split('/').at(-1) ?? ''} ${status}`)
      if (status === 503 && --times === 0) other.exec('ROLLBACK')
      return undefined
    }
    const deactivate = async () => {
      const { licenses } = must(await way.desk.router.call('licenses.list', {}))
      return way.desk.router.call('licenses.deactivate', { id: licenses[0]?.id ?? '' })
    }
    return { ...way, asked, hold, deactivate }
  }

  test('for a seat, and one is taken', async () => {
    const { activate, asked, hold, seats } = await busy(1)
    hold()
    expect(await activate()).toMatchObject({ ok: true })
    expect(asked.filter((line) => line.startsWith('POST machines'))).toEqual([
      'POST machines 503',
      'POST machines 201',
    ])
    expect(await seats()).toBe(1)
  })

  test('to take it back, too', async () => {
    const { activate, asked, hold, deactivate, seats } = await busy(1)
    must(await activate())
    hold()
    must(await deactivate())
    expect(asked.slice(-2).map((line) => line.replace(/ .* /, ' '))).toEqual(['DELETE 503', 'DELETE 204'])
    expect(await seats()).toBe(0)
  })

  test('but three times at most', async () => {
    const { activate, asked, hold } = await busy(9)
    hold()
    expect(await activate()).toMatchObject({ ok: false, error: { code: 'server_error' } })
    expect(asked.filter((line) => line === 'POST machines 503')).toHaveLength(3)
  })

  test.each<[string, Fault]>([
    [
      'names no time',
      (answer) => {
        delete answer.headers['retry-after']
      },
    ],
    ['is another 5xx', (answer) => Object.assign(answer, { status: 500 })],
  ])('but not where the answer %s', async (_, edit) => {
    const way = await openBentWay(cleanup)
    const asked: string[] = []
    way.between.bend = (answer, request, response) => {
      const { url = '' } = request
      asked.push(url.split('/').at(-1) ?? '')
      if (!url.endsWith('/machines')) return undefined
      return signedFault(way.vendor, (answer) => {
        Object.assign(answer, { status: 503, body: '{}' })
        answer.headers['retry-after'] = '1'
        edit(answer)
      })(answer, request, response)
    }
    expect(await way.activate()).toMatchObject({ ok: false, error: { code: 'server_error' } })
    expect(asked.filter((step) => step === 'machines')).toHaveLength(1)
  })
})

describe('a connection that was refused is tried again, since nothing was sent (issue 12.5)', () => {
  /** A server that starts again: it shuts when it is told to, and opens once somebody was refused. */
  async function restarting() {
    const way = await openBentWay(cleanup)
    const door = await doorTo(Number(new URL(way.between.url).port))
    const profile = await way.vendor.profile(`http://127.0.0.1:${door.port}/v1`)
    // The door is open again by then.
    const desk = install(cleanup, profile, { firstWait: 200 })
    const asked: string[] = []
    way.between.bend = (_, { url = '' }) => void asked.push(url.split('/').at(-1) ?? '')
    const activate = () => desk.router.call('licenses.activateOnline', { code: way.license.key })
    return { ...way, door, asked, activate }
  }

  test('a validation, by a server that is not there yet', async () => {
    const { door, activate, asked } = await restarting()
    await door.shut()
    expect(await activate()).toMatchObject({ ok: true })
    expect([door.refused(), asked]).toEqual([1, ['validate-key', 'machines', 'check-out']])
  })

  test('the question for a seat too, and one seat is taken', async () => {
    const { between, door, activate, asked, seats } = await restarting()
    between.bend = (answer, { url = '' }, response) => {
      asked.push(url.split('/').at(-1) ?? '')
      if (!url.endsWith('/validate-key')) return undefined
      answer.headers['connection'] = 'close'
      response.on('finish', () => void door.shut())
      return undefined
    }
    expect(await activate()).toMatchObject({ ok: true })
    expect([door.refused(), await seats()]).toEqual([1, 1])
    expect(asked).toEqual(['validate-key', 'machines', 'check-out'])
  })
})

async function doorTo(target: number) {
  const server = createServer((socket) => {
    const inner = connect({ host: '127.0.0.1', port: target })
    for (const end of [socket, inner]) end.on('error', () => undefined)
    socket.pipe(inner).pipe(socket)
    cleanup.add(() => void inner.destroy())
  })
  const listen = (port: number) =>
    new Promise<void>((resolve) => server.listen({ host: '127.0.0.1', port }, resolve))
  await listen(0)
  const { port } = server.address() as AddressInfo
  let refused = 0
  const watch = (message: unknown) => {
    const { socket } = message as { socket: Socket }
    socket.once('error', (error: NodeJS.ErrnoException & { port?: number }) => {
      if (error.code !== 'ECONNREFUSED' || error.port !== port) return
      refused += 1
      void listen(port)
    })
  }
  subscribe('net.client.socket', watch)
  cleanup.add(() => void (unsubscribe('net.client.socket', watch), server.close()))
  const shut = () => new Promise((resolve) => server.close(resolve))
  return { port, shut, refused: () => refused }
}

test.each<[string, string, Fault]>([
  [
    'a page of another network',
    'server_not_ours',
    (answer) => Object.assign(answer, { headers: { 'content-type': 'text/html' } }),
  ],
  [
    'an answer without a signature',
    'response_unsigned',
    (answer) => {
      delete answer.headers['keygen-signature']
    },
  ],
  [
    'an answer that is endless',
    'server_answer_malformed',
    (answer) => void (answer.body = ' '.repeat(2_000_000)),
  ],
  ['a redirection', 'server_not_ours', status(302, { location: 'https://portal.example/' })],
])('%s is not asked for again: %s', async (_, code, fault) => {
  const way = await wayWith('/validate-key', 9, fault)
  expect(await way.activate()).toMatchObject({ ok: false, error: { code } })
  expect(way.tries()).toBe(1)
})

test('half an answer is asked for again, and is never taken for a whole one', async () => {
  const way = await openBentWay(cleanup)
  let times = 0
  way.between.bend = (answer, { url = '' }, response) => {
    if (!url.endsWith('/check-out') || ++times > 1) return undefined
    response.writeHead(200, { ...answer.headers, 'content-length': String(answer.body.length) })
    response.write(answer.body.slice(0, 100), () => response.destroy())
    return 'taken'
  }
  expect(await way.activate()).toMatchObject({ ok: true })
  expect(times).toBe(2)
})

test('a page that is closed while it waits ends the question', async () => {
  const way = await openBentWay(cleanup)
  const host = await openWebHost(cleanup, way.desk)
  const { token } = await tradeSecret(host.newLink())
  const closed = new AbortController()
  way.between.bend = () => {
    closed.abort()
    return 'taken'
  }
  const asked = fetch(`${host.origin}/call/licenses.activateOnline`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      origin: host.origin,
      authorization: `Bearer ${token ?? ''}`,
    },
    body: JSON.stringify({ code: way.license.key }),
    signal: closed.signal,
  })
  await expect(asked).rejects.toThrow('aborted')
  const logged = async () => must(await way.desk.router.call('activity.list', {})).entries[0]?.result
  await expect.poll(logged).toBe('cancelled')
})

test('one time limit covers all tries: a server that stalls after a failure ends with the limit', async () => {
  const way = await openBentWay(cleanup, { serverTimeLimitSeconds: 1 })
  let first = true
  way.between.bend = (answer) => {
    if (!first) return 'taken'
    first = false
    status(503)(answer)
    return undefined
  }
  const begin = performance.now()
  expect(await way.activate()).toMatchObject({ error: { code: 'server_timeout', params: { seconds: 1 } } })
  expect(performance.now() - begin).toBeLessThan(1900)
})

test('whoever stops it between seat and file leaves no seat taken', async () => {
  const way = await openBentWay(cleanup)
  const stop = new AbortController()
  way.between.bend = (_, { url = '' }) => {
    if (!url.endsWith('/check-out')) return undefined
    stop.abort()
    return 'taken'
  }
  const stopped = await way.desk.router.call(
    'licenses.activateOnline',
    { code: way.license.key },
    stop.signal,
  )
  expect(stopped).toMatchObject({ ok: false, error: { code: 'cancelled' } })
  expect(await way.seats()).toBe(0)
})

test('Retry-After is read as seconds and as a date', () => {
  const now = Date.parse('2027-03-01T12:00:00Z')
  expect(readRetryAfter('7', now)).toBe(7000)
  expect(readRetryAfter('Mon, 01 Mar 2027 12:00:30 GMT', now)).toBe(30_000)
  for (const nothing of ['', '0', '-5', 'soon', 'Mon, 01 Mar 2027 11:00:00 GMT'])
    expect(readRetryAfter(nothing, now)).toBeNull()
})
