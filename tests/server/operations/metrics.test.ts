// What Prometheus is told, on a listener of its own (issue 19).
import { rmSync } from 'node:fs'
import { request } from 'node:http'
import { connect } from 'node:net'
import { once } from 'node:events'
import { join } from 'node:path'
import { text } from 'node:stream/consumers'
import { describe, expect, it, onTestFinished, vi } from 'vitest'
import { HOUR } from '#shared/instant.ts'
import { createPolicy } from '#server/back-office/change-policy.ts'
import type { Culled } from '#server/http/access-log.ts'
import { listenForMetrics } from '#server/operations/metrics-listener.ts'
import type { Metrics } from '#server/operations/metrics.ts'
import { startServer } from '#server/serve.ts'
import { activation, serveBackOffice, type TestServer } from '../support/client.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'
import { wire } from '../support/wire.ts'

const observed = (options: Parameters<typeof serveBackOffice>[0] = {}) =>
  serveBackOffice({ metrics: { host: '127.0.0.1', port: 0 }, ...options })

/** The samples by their names and labels, as in the text. */
async function scraped({ metrics = '' }: TestServer): Promise<Map<string, number>> {
  const answer = await fetch(metrics)
  expect(answer.headers.get('content-type')).toMatch(/^text\/plain; version=0\.0\.4/)
  const lines = (await answer.text()).split('\n').filter((line) => line !== '' && !line.startsWith('#'))
  return new Map(
    lines.map((line) => [line.slice(0, line.lastIndexOf(' ')), Number(line.slice(line.lastIndexOf(' ')))]),
  )
}

const answers = (method: string, route: string, status: number, code = '') =>
  `activation_server_answers_total{method="${method}",route="${route}",status="${status}",code="${code}"}`

describe('the metrics', () => {
  it('count answers by route, status and what they say, and know no code, machine or path', async () => {
    const server = await observed()
    const license = await server.sell({ machines: 1 })
    const ask = (name: string) =>
      server.ask('POST', '/machines', { code: license.key, body: activation(license.id, name) })
    const validate = (key: string) =>
      server.ask('POST', '/licenses/actions/validate-key', { body: { meta: { key } } })
    await ask('one')
    await ask('two')
    await validate(license.key)
    await validate('UNKNOWN-CODE')
    await server.ask('GET', `/licenses/${license.key}`, { code: license.key })
    await server.ask('GET', '/secret-path', { code: license.key })
    const told = await scraped(server)
    expect(told.get(answers('POST', '/v1/machines', 201))).toBe(1)
    expect(told.get(answers('POST', '/v1/machines', 422, 'MACHINE_LIMIT_EXCEEDED'))).toBe(1)
    const validations = '/v1/licenses/actions/validate-key'
    expect(told.get(answers('POST', validations, 200, 'VALID'))).toBe(1)
    expect(told.get(answers('POST', validations, 200, 'NOT_FOUND'))).toBe(1)
    expect(told.get(`activation_server_answer_seconds_count{route="${validations}"}`)).toBe(2)
    expect(told.get('activation_server_held{kind="licenses"}')).toBe(1)
    expect(told.get('activation_server_held{kind="machines"}')).toBe(1)
    expect(told.get('activation_server_ready')).toBe(1)
    expect(told.get('activation_server_database_bytes{file="database"}')).toBeGreaterThan(0)
    expect(told.get('process_cpu_seconds_total')).toBeGreaterThan(0)
    const names = [...told.keys()].join('\n')
    for (const secret of [license.key, license.id, 'one', 'UNKNOWN-CODE', 'secret-path'])
      expect(names).not.toContain(`"${secret}`)
  })

  it('have a bounded number of labels, whatever clients send', async () => {
    const server = await observed()
    const send = async (line: string) => {
      const socket = connect(Number(new URL(server.url).port), '127.0.0.1')
      socket.end(`${line}\r\nHost: a\r\n\r\n`)
      await text(socket)
    }
    for (const made of ['BREW /v1/ping HTTP/1.1', 'POUR / HTTP/1.1', 'GET /\\ HTTP/1.1']) await send(made)
    const methods = [...(await scraped(server)).keys()].join('\n').matchAll(/method="([^"]*)"/g)
    expect(new Set([...methods].map(([, method]) => method))).toEqual(new Set(['other', 'GET']))
  })

  it('count the seats that were taken back, and the log tells of each', async () => {
    const told: Culled[] = []
    const logger = { access() {}, failure() {}, culled: (one: Culled) => void told.push(one) }
    const server = await observed({ logger, cullEvery: 1 })
    expectOk(await createPolicy(server.vendor, { name: 'P', rules: ['requireHeartbeat=true'] }))
    const { id, key: code } = await server.sell({ policy: 'P' })
    await server.ask('POST', '/machines', { code, body: activation(id, 'killed') })
    server.clock.now += HOUR
    await vi.waitFor(() => expect(told).toMatchObject([{ kind: 'machine', licenseId: id }]))
    const found = await scraped(server)
    expect(found.get('activation_server_culled_total{kind="machine"}')).toBe(1)
    expect(found.get('activation_server_held{kind="machines"}')).toBe(0)
  })

  it('count the faults, and tell what there is where the database cannot be asked', async () => {
    const server = await observed()
    await server.sell()
    await scraped(server)
    rmSync(join(server.dataDir, 'activation.db'))
    await server.ask('GET', '/me', { code: 'A' })
    const found = await scraped(server)
    expect(found.get('activation_server_failures_total{code="database_replaced"}')).toBe(1)
    expect(found.get('activation_server_ready')).toBe(0)
    expect(found.get('activation_server_database_bytes{file="database"}')).toBe(0)
  })

  it('are alone on their listener, and nowhere else', async () => {
    const { url, metrics = '' } = await observed()
    expect((await fetch(new URL('/metrics', url))).status).toBe(404)
    expect((await fetch(new URL('/v1/ping', metrics))).status).toBe(404)
    expect((await fetch(metrics, { method: 'POST' })).status).toBe(405)
    expect(await (await fetch(metrics, { method: 'HEAD' })).text()).toBe('')
    expect((await serveBackOffice()).metrics).toBeUndefined()
  })

  it('on a port that is taken: the server does not start, and says which option chooses another', async () => {
    const { metrics = '' } = await observed()
    const { dataDir, clock } = await openBackOffice()
    const place = { host: '127.0.0.1', port: Number(new URL(metrics).port) }
    const started = await startServer({ dataDir, port: 0, metrics: place, clock: clock.read })
    expect(started.ok ? started : started.error.message).toContain('--metrics-listen')
  })

  it('let nobody ask for longer than they say', { timeout: 20_000 }, async () => {
    const nothing = { text: () => Promise.resolve(''), contentType: '' } as unknown as Metrics
    const { url, close } = expectOk(await listenForMetrics(nothing, { host: '127.0.0.1', port: 0 }, 300))
    onTestFinished(close)
    expect((await wire(url, 'GET /metrics HTTP/1.1\r\nHost: h\r\n')).status).toBe(408)
  })

  it('and somebody who says nothing hold up no stop', async () => {
    const office = await openBackOffice()
    const metrics = { host: '127.0.0.1', port: 0 }
    const { dataDir, clock } = office
    const started = await startServer({ dataDir, port: 0, metrics, clock: clock.read, onItsWay: 0 })
    if (!started.ok) return expect.fail(started.error.message)
    const socket = connect(Number(new URL(started.value.metrics ?? '').port), '127.0.0.1')
    onTestFinished(() => void socket.destroy())
    socket.on('error', () => undefined)
    await once(socket, 'connect')
    await started.value.close()
    const after = request(started.value.metrics ?? '')
    const [error] = (await once(after.end(), 'error')) as [NodeJS.ErrnoException]
    expect(error.code).toBe('ECONNREFUSED')
  })
})
