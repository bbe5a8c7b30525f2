// tauri-plugin-keygen for tauri 2 (bagindo/tauri-plugin-keygen at e0de03a7): what it sends, what it reads of each answer and of a file,
// and its signature check, which knows a host without its port (issue 18.8).
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { DAY } from '#shared/instant.ts'
import { holds, opened, required, sha256, signedText, speaking, type Client } from './as-client.ts'

const HOST = 'licensing.vendor.example'
const MOST_DRIFT_MINUTES = 5

const plugin = (base: Client['base'], now: () => number): Client => ({
  headers: { 'user-agent': 'app/1.0 Linux/Debian WebKit/2.44 en-US', accept: 'application/vnd.api+json' },
  host: () => HOST,
  base,
  checksRefusals: false,
  check(sent, { headers, text }, publicKey) {
    const [algorithm, signature] = ['algorithm', 'signature'].map((name) =>
      required(headers, 'keygen-signature')
        .split(', ')
        .find((part) => part.startsWith(name))
        ?.split('"', 2)
        .at(1),
    )
    if (algorithm !== 'ed25519') throw new Error('the algorithm is not supported')
    const date = required(headers, 'date')
    const digest = `sha-256=${sha256(text).toString('base64')}`
    if (required(headers, 'digest') !== digest) throw new Error('the digest is another')
    if (now() - Date.parse(date) > MOST_DRIFT_MINUTES * 60_000) throw new Error('the date is too old')
    if (!holds(publicKey, signedText(sent, date, digest), signature ?? ''))
      throw new Error('the signature does not hold')
  },
})

const license = z.looseObject({
  id: z.string(),
  attributes: z.looseObject({
    name: z.string().nullish(),
    key: z.string(),
    expiry: z.string().nullish(),
    metadata: z.unknown(),
  }),
  relationships: z.looseObject({ policy: z.looseObject({ data: z.looseObject({ id: z.string() }) }) }),
})
const validation = z.looseObject({
  data: license.nullish(),
  meta: z.looseObject({ ts: z.string(), valid: z.boolean(), detail: z.string(), code: z.string() }),
})
/** It knows no other kinds, and no license without an end: with one of them it does not read the file. */
const machineLicense = z.looseObject({
  meta: z.looseObject({ expiry: z.string().nullish(), issued: z.string(), ttl: z.int().min(0).nullish() }),
  included: z.array(
    z.discriminatedUnion('type', [
      license.extend({
        type: z.literal('licenses'),
        attributes: license.shape.attributes.extend({ expiry: z.string() }),
      }),
      z.looseObject({
        type: z.literal('entitlements'),
        attributes: z.looseObject({ code: z.string() }),
      }),
    ]),
  ),
})

describe('tauri’s plugin (issue 18.8)', () => {
  it.each([
    ['Keygen’s address with an account', ({ vendor }) => `/v1/accounts/${vendor.account.id}`],
    ['a domain of the vendor’s', () => '/v1'],
  ] satisfies [string, Client['base']][])(
    'by %s validates, activates and checks a machine out',
    async (_, base) => {
      const time = { now: () => 0 }
      const { server, publicKey, ask } = await speaking(plugin(base, () => time.now()))
      time.now = server.clock.read
      const sold = await server.sell({ machines: 1, features: ['sso'], expiry: server.clock.now + 400 * DAY })
      const typed = { 'content-type': 'application/vnd.api+json' }
      const validate = async (key: string) => {
        const scope = { fingerprint: 'machine-uid', entitlements: ['sso'] }
        const answer = await ask('POST', 'licenses/actions/validate-key', {
          headers: typed,
          body: { meta: { key, scope } },
        })
        expect(answer.status).toBe(200)
        return validation.parse(JSON.parse(answer.text))
      }
      expect(await validate('NOBODY')).toMatchObject({ data: null, meta: { code: 'NOT_FOUND' } })
      const first = await validate(sold.key)
      expect(first.meta).toMatchObject({ valid: false, code: 'NO_MACHINE' })

      const attributes = { fingerprint: 'machine-uid', name: 'Laptop', platform: 'Linux - Debian - x86_64' }
      const relationships = { license: { data: { type: 'licenses', id: first.data?.id } } }
      const authorization = `License ${sold.key}`
      const made = await ask('POST', 'machines', {
        headers: { ...typed, authorization },
        body: { data: { type: 'machines', attributes, relationships } },
      })
      expect(made.status).toBe(201)
      expect((await validate(sold.key)).meta).toMatchObject({ valid: true, scope: { entitlements: ['sso'] } })

      for (const ttl of ['31556952', '']) {
        const query = `encrypt=1&include=license.entitlements%2Clicense&ttl=${ttl}`
        const out = await ask('POST', `machines/machine-uid/actions/check-out?${query}`, {
          headers: { authorization },
        })
        expect(out.status).toBe(200)
        const { certificate } = z
          .looseObject({ data: z.looseObject({ attributes: z.looseObject({ certificate: z.string() }) }) })
          .parse(JSON.parse(out.text)).data.attributes
        const lic = machineLicense.parse(opened(certificate, 'machine', publicKey, `${sold.key}machine-uid`))
        expect(lic.included.map(({ type }) => type).toSorted()).toEqual(['entitlements', 'licenses'])
      }
    },
  )
})
