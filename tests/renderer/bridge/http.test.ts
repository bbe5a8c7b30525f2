// The bridge of the web host against a host that answers fetch: signing in, calls, events, and a host that dies.
import { describe, expect, test, vi } from 'vitest'
import { httpBridge, type HttpPorts } from '../../../src-renderer/bridge/http.ts'

type Answer = () => Response | Promise<Response>

/** Answers by path; `later` paths stay open until the test writes or closes them. */
class FakeFetch {
  readonly requests: { path: string; method: string; body: unknown; authorization: string | null }[] = []
  readonly streams: ReadableStreamDefaultController<Uint8Array>[] = []
  readonly answers: Record<string, Answer> = {
    '/session': () => Response.json({ token: 'T1' }),
    '/events': () => this.stream(),
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const path = input instanceof Request ? input.url : input.toString()
    const headers = new Headers(init?.headers)
    this.requests.push({
      path,
      method: init?.method ?? 'GET',
      body: typeof init?.body === 'string' ? JSON.parse(init.body) : null,
      authorization: headers.get('authorization'),
    })
    const answer = this.answers[path]
    if (!answer) throw new TypeError('Failed to fetch')
    return answer()
  }

  stream(): Response {
    const body = new ReadableStream<Uint8Array>({ start: (controller) => void this.streams.push(controller) })
    return new Response(body)
  }

  write(text: string): void {
    this.streams.at(-1)?.enqueue(new TextEncoder().encode(text))
  }
}

function setUp(hash: string, token: string | null = null) {
  const host = new FakeFetch()
  const stored = new Map(token === null ? [] : [['activation-desk.token', token]])
  const location = { hash, pathname: '/', search: '' }
  const pauses: { milliseconds: number; end: () => void }[] = []
  const ports: HttpPorts = {
    fetch: host.fetch,
    location,
    history: {
      replaceState: (_data, _unused, address) => {
        location.hash = new URL(String(address), 'http://localhost').hash
      },
    },
    storage: {
      getItem: (name) => stored.get(name) ?? null,
      setItem: (name, value) => void stored.set(name, value),
      removeItem: (name) => void stored.delete(name),
    },
    wait: (milliseconds) => new Promise((end) => pauses.push({ milliseconds, end })),
  }
  return { host, stored, location, pauses, bridge: httpBridge(ports) }
}

describe('signing in', () => {
  test('trades the secret of the link for a token, keeps it in the tab and clears the address', async () => {
    const { host, stored, location, bridge } = setUp('#secret=abc%2F1')
    await bridge.start()
    expect(host.requests[0]).toMatchObject({ path: '/session', method: 'POST', body: { secret: 'abc/1' } })
    expect([...stored.values()]).toEqual(['T1'])
    expect(location.hash).toBe('')
    expect(bridge.host.status).toBe('up')
  })

  test('is refused with a secret that was used before', async () => {
    const { host, bridge } = setUp('#secret=used')
    host.answers['/session'] = () => new Response('{}', { status: 401 })
    await bridge.start()
    expect(bridge.host.status).toBe('signed_out')
  })

  test('keeps why the host refused it', async () => {
    const { host, bridge } = setUp('#secret=of-another')
    const error = { code: 'peer_not_allowed', params: { uid: 1001 } }
    host.answers['/session'] = () => Response.json({ ok: false, error }, { status: 403 })
    await bridge.start()
    expect(bridge.host).toMatchObject({ status: 'signed_out', refusal: error })
  })

  test('goes on with the token of the tab when the page is loaded again', async () => {
    const { host, bridge } = setUp('#/settings', 'T0')
    await bridge.start()
    expect(bridge.host.status).toBe('up')
    expect(host.requests.map(({ path }) => path)).toEqual(['/events'])
  })

  test('is waited for by what is asked meanwhile, and the page may be drawn', async () => {
    const { host, bridge } = setUp('#secret=abc')
    expect(bridge.host.status).toBe('up')
    const list = { ok: true, value: {} }
    host.answers['/call/licenses.list'] = () => Response.json(list)
    const session = Promise.withResolvers<Response>()
    host.answers['/session'] = () => session.promise
    const started = bridge.start()
    const answer = bridge.client.call('licenses.list', {})
    await Promise.resolve()
    expect(host.requests.map(({ path }) => path)).toEqual(['/session'])
    session.resolve(Response.json({ token: 'T1' }))
    await started
    expect(await answer).toEqual(list)
    expect(host.requests.find(({ path }) => path === '/call/licenses.list')?.authorization).toBe('Bearer T1')
  })

  test('is needed without link and token', async () => {
    const { bridge } = setUp('')
    await bridge.start()
    expect(bridge.host.status).toBe('signed_out')
  })
})

describe('a call', () => {
  test('carries the input and the token, and takes the answer from the body whatever the status', async () => {
    const { host, bridge } = setUp('', 'T0')
    const failure = { ok: false, error: { code: 'store_busy', params: { path: '/p' } } }
    host.answers['/call/licenses.activateOnline'] = () => Response.json(failure, { status: 409 })
    expect(await bridge.client.call('licenses.activateOnline', { code: 'X' })).toEqual(failure)
    expect(host.requests[0]).toEqual({
      path: '/call/licenses.activateOnline',
      method: 'POST',
      body: { code: 'X' },
      authorization: 'Bearer T0',
    })
  })

  test('signs the page out when the host does not know its token', async () => {
    const { host, stored, bridge } = setUp('', 'T0')
    const refused = { ok: false, error: { code: 'not_authenticated', params: {} } }
    host.answers['/call/licenses.list'] = () => Response.json(refused, { status: 401 })
    await bridge.client.call('licenses.list', {})
    expect(bridge.host.status).toBe('signed_out')
    expect(stored.size).toBe(0)
  })

  test('answers with a value, too, when the host is gone', async () => {
    const { bridge } = setUp('', 'T0')
    expect(await bridge.client.call('licenses.list', {})).toEqual({
      ok: false,
      error: { code: 'host_stopped', params: {} },
    })
  })
})

describe('events', () => {
  test('come line by line, in pieces, with blank lines between', async () => {
    const { host, bridge } = setUp('', 'T0')
    const revisions: string[] = []
    bridge.client.on('licenses.changed', ({ revision }) => revisions.push(revision))
    await bridge.start()
    host.write('\n\n{"event":"licenses.changed","payl')
    host.write('oad":{"revision":"7"}}\n{"event":"unknown","payload":1}\n')
    host.write('{"event":"licenses.changed","payload":{"revision":"8"}}\n')
    await vi.waitFor(() => expect(revisions).toEqual(['7', '8']))
  })

  test('stop coming after the listener went away', async () => {
    const { host, bridge } = setUp('', 'T0')
    const heard: string[] = []
    const off = bridge.client.on('licenses.changed', () => heard.push('gone'))
    bridge.client.on('licenses.changed', () => heard.push('here'))
    off()
    await bridge.start()
    host.write('{"event":"licenses.changed","payload":{"revision":"7"}}\n')
    await vi.waitFor(() => expect(heard).toEqual(['here']))
  })

  test('tell that the host is gone after one failed attempt, with growing pauses, and that it is back', async () => {
    const { host, pauses, bridge } = setUp('', 'T0')
    await bridge.start()
    await vi.waitFor(() => expect(host.streams).toHaveLength(1))
    delete host.answers['/events']
    host.streams[0]?.error(new TypeError('network error'))
    const seen: number[] = []
    for (let attempt = 0; attempt < 7; attempt += 1) {
      await vi.waitFor(() => expect(pauses).toHaveLength(attempt + 1))
      seen.push(pauses[attempt]?.milliseconds ?? 0)
      expect(bridge.host.status).toBe(attempt === 0 ? 'up' : 'down')
      if (attempt === 6) host.answers['/events'] = () => host.stream()
      pauses[attempt]?.end()
    }
    expect(seen).toEqual([500, 1000, 2000, 4000, 8000, 10_000, 10_000])
    await vi.waitFor(() => expect(bridge.host.status).toBe('up'))
  })

  test('end when the host does not know the token any more, and begin again with a new link', async () => {
    const { host, location, bridge } = setUp('', 'T0')
    host.answers['/events'] = () => new Response('', { status: 401 })
    await bridge.start()
    await vi.waitFor(() => expect(bridge.host.status).toBe('signed_out'))
    host.answers['/events'] = () => host.stream()
    location.hash = '#secret=new'
    await bridge.start()
    await vi.waitFor(() => expect(host.streams).toHaveLength(1))
    expect(bridge.host.status).toBe('up')
    expect(host.requests.at(-1)?.authorization).toBe('Bearer T1')
  })
})
