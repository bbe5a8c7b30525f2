// The door of npm run dev, before real web hosts: the page's token outlives a restart, and nobody else gets in.
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startWebHost, type WebHost } from '#main/hosts/web/server.ts'
import { ok } from '#shared/result.ts'
import { Door } from '../../../scripts/dev/door.ts'
import { signInAtHost, type RunningHost } from '../../../scripts/dev/running-host.ts'
import { Cleanup } from '#tests/support/temporary.ts'

let cleanup: Cleanup
let origin: string
let door: Door
let running: Promise<RunningHost>

/** A real web host whose core only says its name. */
async function startHost(name: string): Promise<{ host: WebHost; running: RunningHost }> {
  const host = await startWebHost(
    {
      router: { dispatch: () => Promise.resolve(ok({ name })) },
      listen: () => () => undefined,
    } as never,
    { port: 0, page: new Map(), allowUsers: [], signedIn: () => undefined, refused: () => undefined },
  )
  cleanup.add(() => host.close())
  return { host, running: await signInAtHost(JSON.stringify({ url: host.newLink() })) }
}

beforeEach(async () => {
  cleanup = new Cleanup()
  running = Promise.resolve((await startHost('first')).running)
  door = new Door(() => running)
  const server = createServer((incoming, outgoing) => {
    door.handle(incoming, outgoing, () => outgoing.writeHead(404).end('the page'))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => {
    server.close()
    server.closeAllConnections()
  })
  origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
})

afterEach(() => cleanup.run())

const post = (url: string, body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${origin}${url}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })
const secretOf = (link: string) => decodeURIComponent(link.replace(/^.*#secret=/, ''))
const call = (token: string) => post('/call/app.info', {}, { authorization: `Bearer ${token}` })

async function signIn(): Promise<string> {
  const answer = await post('/session', { secret: secretOf(door.newLink(origin)) })
  return ((await answer.json()) as { token: string }).token
}

test('a page that signed in is answered, and by the next host too, without a new link', async () => {
  const token = await signIn()
  expect(await (await call(token)).json()).toEqual({ ok: true, value: { name: 'first' } })
  running = startHost('second').then((one) => one.running)
  expect(await (await call(token)).json()).toEqual({ ok: true, value: { name: 'second' } })
})

test('what is asked while the host starts waits for it', async () => {
  const token = await signIn()
  const { promise, resolve } = Promise.withResolvers<RunningHost>()
  running = promise
  const answer = call(token)
  resolve((await startHost('second')).running)
  expect(await (await answer).json()).toEqual({ ok: true, value: { name: 'second' } })
})

test('a host that does not start is no answer, not a hang', async () => {
  const token = await signIn()
  running = Promise.reject(new Error('a typing error'))
  running.catch(() => undefined)
  expect((await call(token)).status).toBe(502)
})

test('a link works once, and what is no link of the door never', async () => {
  const secret = secretOf(door.newLink(origin))
  expect((await post('/session', { secret })).status).toBe(200)
  expect((await post('/session', { secret })).status).toBe(401)
  expect((await post('/session', { secret: 'guessed' })).status).toBe(401)
  expect((await post('/session', 'no object')).status).toBe(401)
})

test('without a token of the door nothing is answered: no token, a guessed one', async () => {
  expect((await call('guessed')).status).toBe(401)
  expect((await post('/call/app.info', {})).status).toBe(401)
  expect((await fetch(`${origin}/events`)).status).toBe(401)
})

test('the door’s token is none of the host’s, and the host’s own never reaches the page', async () => {
  const token = await signIn()
  const { origin: host, token: hosts } = await running
  expect(token).not.toBe(hosts)
  const direct = await fetch(`${host}/call/app.info`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: '{}',
  })
  expect(direct.status).toBe(401)
})

test('another origin and another site are turned away by the host, and use up no link', async () => {
  const secret = secretOf(door.newLink(origin))
  for (const headers of [
    { origin: 'http://attacker.example' },
    { origin: 'null' },
    { 'sec-fetch-site': 'cross-site' },
  ] as const)
    expect((await post('/session', { secret }, headers as unknown as Record<string, string>)).status).toBe(
      403,
    )
  expect((await post('/session', { secret }, { origin })).status).toBe(200)
})

test('after a restart the page is told to ask again', async () => {
  const token = await signIn()
  const events = () => fetch(`${origin}/events`, { headers: { authorization: `Bearer ${token}` } })
  const first = await events()
  const begin = async (answer: Response) => {
    const reader = answer.body?.getReader()
    const { value } = (await reader?.read()) ?? {}
    await reader?.cancel()
    return new TextDecoder().decode(value)
  }
  expect((await begin(first)).trim()).toBe('')
  running = startHost('second').then((one) => one.running)
  expect(await begin(await events())).toContain('licenses.changed')
})

test('what is not the host’s is left to the page', async () => {
  expect(await (await fetch(`${origin}/main.ts`)).text()).toBe('the page')
  expect(await (await fetch(`${origin}/call/../main.ts`)).text()).toBe('the page')
})
