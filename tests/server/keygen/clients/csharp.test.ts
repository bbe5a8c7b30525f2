// Keygen's examples for C#: license activation (at b4859963) and hybrid online and offline licensing (at 6148cf76). They check no
// signatures of answers; here they do, as Keygen documents it (issue 18.8).
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { opened, speaking, type Client } from './as-client.ts'
import { asDocumented } from './as-documented.ts'

const example = (type: string): Client => ({
  headers: { Accept: type, 'User-Agent': 'RestSharp/110.2.0.0', 'Accept-Encoding': 'gzip, deflate, br' },
  host: () => 'licensing.vendor.example',
  base: ({ vendor }) => `/v1/accounts/${vendor.account.id}`,
  checksRefusals: true,
  check: asDocumented,
})

const identified = z.looseObject({ type: z.string(), id: z.string() })
const document = <Data extends z.ZodType>(data: Data) => z.looseObject({ data, errors: z.never().optional() })
const validation = z.looseObject({
  data: identified,
  errors: z.never().optional(),
  meta: z.looseObject({ valid: z.boolean(), detail: z.string(), code: z.string() }),
})
const entitlement = identified.extend({ attributes: z.looseObject({ name: z.string(), code: z.string() }) })

const machine = (fingerprint: string, id: string) => ({
  data: {
    type: 'machine',
    attributes: { fingerprint },
    relationships: { license: { data: { type: 'license', id } } },
  },
})

describe('the examples for C# (issue 18.8)', () => {
  it.each(['application/vnd.api+json', 'application/json; charset=utf-8'])(
    'license activation, with bodies of %s',
    async (type) => {
      const { server, ask } = await speaking(example('application/vnd.api+json'))
      const sold = await server.sell({ machines: 1 })
      const fingerprint = 'AB:CD:EF:GH:IJ:KL:MN:OP'
      const headers = { 'Content-Type': type }
      const validate = async () => {
        const body = { meta: { key: sold.key, scope: { fingerprint } } }
        const { text } = await ask('POST', 'licenses/actions/validate-key', { headers, body })
        return validation.parse(JSON.parse(text))
      }
      const first = await validate()
      expect(first.meta).toMatchObject({ valid: false, code: 'NO_MACHINE' })
      const made = await ask('POST', 'machines', {
        headers: { ...headers, Authorization: `License ${sold.key}` },
        body: machine(fingerprint, first.data.id),
      })
      expect([made.status, document(identified).parse(JSON.parse(made.text)).data.type]).toEqual([
        201,
        'machines',
      ])
      expect((await validate()).meta).toMatchObject({ valid: true, code: 'VALID' })
    },
  )

  it('hybrid licensing: plain JSON from the license to its file and back', async () => {
    const { server, publicKey, ask: bare } = await speaking(example('application/json'))
    const sold = await server.sell({
      machines: 1,
      features: ['OFFLINE_SUPPORT'],
      expiry: server.clock.now + 1e10,
    })
    const ask = async (method: string, path: string, body?: unknown) => {
      const typed = body === undefined ? {} : { 'Content-Type': 'application/json' }
      const got = await bare(method, path, {
        headers: { Authorization: `License ${sold.key}`, ...typed },
        body,
      })
      if (got.text !== '') expect(got.headers['content-type']).toBe('application/json; charset=utf-8')
      return { status: got.status, json: got.text === '' ? null : (JSON.parse(got.text) as unknown) }
    }
    const { id } = document(identified).parse((await ask('GET', 'me')).json).data
    const fingerprint = `${server.vendor.account.id}:0A1B`
    const validated = await ask('POST', `licenses/${id}/actions/validate`, {
      meta: { scope: { fingerprint } },
    })
    expect(validation.parse(validated.json).meta.code).toBe('NO_MACHINE')
    const activated = document(identified).parse(
      (await ask('POST', 'machines', machine(fingerprint, id))).json,
    )
    const entitlements = document(z.array(entitlement)).parse(
      (await ask('GET', `licenses/${id}/entitlements`)).json,
    )
    expect(entitlements.data.map(({ attributes }) => attributes.code)).toEqual(['OFFLINE_SUPPORT'])

    const meta = { include: ['entitlements'], encrypt: true }
    const out = await ask('POST', `licenses/${id}/actions/check-out`, { meta })
    const shape = document(identified.extend({ attributes: z.looseObject({ certificate: z.string() }) }))
    const { certificate } = shape.parse(out.json).data.attributes
    expect(certificate).toMatch(/^-----BEGIN LICENSE FILE-----\n[^-]+\n-----END LICENSE FILE-----\n$/)
    const dataset = z
      .looseObject({
        data: identified,
        included: z.array(entitlement),
        meta: z.looseObject({ issued: z.iso.datetime(), expiry: z.iso.datetime(), ttl: z.int32() }),
      })
      .parse(opened(certificate, 'license', publicKey, sold.key))
    expect(dataset.data.id).toBe(id)
    expect((await ask('DELETE', `machines/${activated.data.id}`)).status).toBe(204)
  })
})
