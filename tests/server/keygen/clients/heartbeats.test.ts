// Keygen's examples of heartbeats: of machines in Python (at 1dca19bb) and of processes in Node (at 9830a7aa). They check no signatures
// of answers; here they do, as Keygen documents it (issue 18.8).
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { Culling } from '#server/activation/culling.ts'
import { expectOk } from '../../support/back-office.ts'
import { asDocumented } from './as-documented.ts'
import { asLicense, speaking, type Client } from './as-client.ts'

const TYPE = 'application/vnd.api+json'

const example = (agent: string): Client => ({
  headers: {
    Accept: TYPE,
    'User-Agent': agent,
    'Accept-Encoding': 'gzip, deflate',
    Connection: 'keep-alive',
  },
  host: () => 'licensing.vendor.example',
  base: ({ vendor }) => `/v1/accounts/${vendor.account.vendor.id}`,
  checksRefusals: true,
  check: asDocumented,
})

const typed = { 'Content-Type': TYPE }
const json = ({ text }: { readonly text: string }): unknown => JSON.parse(text)
const identified = z.looseObject({ id: z.string() })
const document = z.looseObject({ data: identified, errors: z.never().optional() })

describe('the examples of heartbeats (issue 18.8)', () => {
  it('of a machine: whoever stops pinging loses its seat, and who ends gives it back', async () => {
    const { server, ask: bare } = await speaking(example('python-requests/2.31.0'))
    const rules = ['maxMachines=1', 'requireHeartbeat=true', 'heartbeatDuration=120']
    const { id: policy } = expectOk(await createPolicy(server.vendor, { name: 'Pings', rules }))
    const sold = await server.sell({ policy })
    const ask = asLicense(bare, sold.key)
    const fingerprint = 'c'.repeat(64)
    const validate = async () => {
      const body = { meta: { scope: { fingerprint }, key: sold.key } }
      // It reads the word of the versions up to 1.1, which its account is of.
      const answer = await bare('POST', 'licenses/actions/validate-key', {
        headers: { ...typed, 'Keygen-Version': '1.1' },
        body,
      })
      return z
        .looseObject({
          data: identified,
          errors: z.never().optional(),
          meta: z.looseObject({ constant: z.string() }),
        })
        .parse(json(answer))
    }
    const activate = async (id: string) => {
      const relationships = { license: { data: { type: 'licenses', id } } }
      const body = { data: { type: 'machines', attributes: { fingerprint }, relationships } }
      const made = await ask('POST', 'machines', { headers: typed, body })
      expect(made.status).toBe(201)
      return document.parse(json(made)).data.id
    }
    const first = await validate()
    expect(first.meta.constant).toBe('NO_MACHINE')
    await activate(first.data.id)
    for (let minute = 0; minute < 5; minute += 1) {
      const ping = await ask('POST', `machines/${fingerprint}/actions/ping-heartbeat`)
      expect(document.parse(json(ping)).data).toMatchObject({ attributes: { heartbeatStatus: 'ALIVE' } })
      server.clock.now += 60_000
      await new Culling(server.vendor, { access() {}, failure() {} }).sweep()
    }
    expect((await validate()).meta.constant).toBe('VALID')

    server.clock.now += 121_000 // it was killed
    await new Culling(server.vendor, { access() {}, failure() {} }).sweep()
    const late = await ask('POST', `machines/${fingerprint}/actions/ping-heartbeat`)
    expect(late.status).toBe(404)
    expect((await validate()).meta.constant).toBe('NO_MACHINE')
    await activate(sold.id)
    expect((await ask('DELETE', `machines/${fingerprint}`)).status).toBe(204)
  })

  it('of a machine, with a token as it is written, is refused as at Keygen without one', async () => {
    const { server, ask } = await speaking(example('python-requests/2.31.0'))
    const { key } = await server.sell()
    for (const token of ['activ-0123', key]) {
      const headers = { Authorization: `Bearer ${token}` }
      const answer = await ask('POST', 'machines/one/actions/ping-heartbeat', { headers })
      const { errors } = z
        .looseObject({
          errors: z.array(z.looseObject({ title: z.string(), detail: z.string(), code: z.string() })),
        })
        .parse(json(answer))
      expect([answer.status, errors[0]?.code]).toEqual([401, 'TOKEN_INVALID'])
    }
  })

  it('of a process: it begins, pings in its interval and ends', async () => {
    const { server, ask: bare } = await speaking(
      example('node-fetch/1.0 (+https://github.com/bitinn/node-fetch)'),
    )
    const sold = await server.sell({ machines: 2 })
    const ask = asLicense(bare, sold.key)
    const fingerprint = '7f9c24e5'
    const validate = async () => {
      const body = { meta: { scope: { fingerprint }, key: sold.key } }
      const answer = await bare('POST', 'licenses/actions/validate-key', { headers: typed, body })
      return z
        .looseObject({ data: identified, meta: z.looseObject({ valid: z.boolean(), code: z.string() }) })
        .parse(json(answer))
    }
    const { data: license, meta } = await validate()
    expect(meta).toMatchObject({ valid: false, code: 'NO_MACHINES' })
    const relationships = { license: { data: { type: 'licenses', id: license.id } } }
    const machine = { data: { type: 'machines', attributes: { fingerprint }, relationships } }
    await ask('POST', 'machines', { headers: typed, body: machine })
    expect((await validate()).meta.valid).toBe(true)
    const { id } = document.parse(json(await ask('GET', `machines/${fingerprint}`))).data

    const runsOn = { machine: { data: { type: 'machines', id } } }
    const spawned = await ask('POST', 'processes', {
      headers: typed,
      body: { data: { type: 'processes', attributes: { pid: '4711' }, relationships: runsOn } },
    })
    const process = z
      .looseObject({ id: z.string(), attributes: z.looseObject({ interval: z.int().min(31) }) })
      .parse((json(spawned) as { data: unknown }).data)
    for (let ping = 0; ping < 3; ping += 1) {
      server.clock.now += (process.attributes.interval - 30) * 1000
      await new Culling(server.vendor, { access() {}, failure() {} }).sweep()
      const pinged = document.parse(json(await ask('POST', `processes/${process.id}/actions/ping`)))
      expect(pinged.data).toMatchObject({ id: process.id, attributes: { status: 'ALIVE' } })
    }
    const killed = await ask('DELETE', `processes/${process.id}`)
    expect([killed.status, killed.text]).toEqual([204, ''])
    expect((await ask('DELETE', `machines/${fingerprint}`)).status).toBe(204)
  })
})
