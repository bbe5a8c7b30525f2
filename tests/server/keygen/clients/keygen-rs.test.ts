// keygen-rs 0.9 (ahonn/keygen-rs at 8dfe0eef), which tauri-plugin-keygen-rs2 is made of: what it sends of a license key, what it reads
// of each answer, and how it checks signatures, which is on unless told otherwise (issue 18.8).
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { asLicense, holds, opened, required, sha256, signedText, speaking, type Client } from './as-client.ts'

/** Of an address of the vendor's own: no account in the path. */
const RUST: Client = {
  headers: { accept: 'application/vnd.api+json', 'user-agent': 'my-app', 'keygen-version': '1.7' },
  host: (port) => `127.0.0.1:${port}`,
  base: () => '/v1',
  checksRefusals: false,
  check(sent, { headers, text }, publicKey) {
    const date = required(headers, 'keygen-date')
    const digest = required(headers, 'keygen-digest')
    if (digest !== `sha-256=${sha256(text).toString('base64')}`) throw new Error('the digest is another')
    const parts = required(headers, 'keygen-signature').split(',')
    const part = (name: string) => {
      const found = parts.map((one) => one.trim()).find((one) => one.startsWith(`${name}=`))
      const value = found?.slice(name.length + 1).replaceAll('"', '')
      if (!value) throw new Error(`the signature has no ${name}`)
      return value
    }
    part('keyid')
    part('headers')
    if (part('algorithm') !== 'ed25519') throw new Error('the algorithm is not supported')
    if (!holds(publicKey, signedText(sent, date, digest), part('signature')))
      throw new Error('the signature does not hold')
  },
}

const TYPED = { 'content-type': 'application/vnd.api+json' }

const instant = z.iso.datetime()
const int32 = z.int32()
const related = z.looseObject({
  data: z.looseObject({ type: z.string(), id: z.string() }).nullish(),
  links: z.unknown().optional(),
})
const relationships = z.looseObject({ policy: related.nullish(), account: related.nullish() })
const resource = <Attributes extends z.ZodType>(attributes: Attributes) =>
  z.looseObject({ id: z.string(), type: z.string(), attributes, relationships })

const license = resource(
  z.looseObject({
    key: z.string(),
    name: z.string().nullable(),
    expiry: instant.nullable(),
    status: z.string().nullable(),
    uses: int32.nullable(),
    maxMachines: int32.nullable(),
    maxCores: int32.nullable(),
    maxUses: int32.nullable(),
    maxProcesses: int32.nullable(),
    maxUsers: int32.nullable(),
    protected: z.boolean().nullable(),
    suspended: z.boolean().nullable(),
    permissions: z.array(z.string()).nullable(),
    metadata: z.record(z.string(), z.unknown()),
  }),
)
const machine = resource(
  z.looseObject({
    fingerprint: z.string(),
    name: z.string().nullable(),
    platform: z.string().nullable(),
    hostname: z.string().nullable(),
    ip: z.string().nullable(),
    cores: int32.nullable(),
    metadata: z.record(z.string(), z.unknown()).nullable(),
    requireHeartbeat: z.boolean(),
    heartbeatStatus: z.string(),
    heartbeatDuration: int32.nullable(),
    created: instant,
    updated: instant,
  }),
)
const entitlement = resource(z.looseObject({ code: z.string(), created: instant, updated: instant }))
const meta = z.looseObject({ issued: instant, expiry: instant, ttl: int32 })
const file = resource(z.looseObject({ certificate: z.string(), ...meta.shape }))
const validation = z.looseObject({
  data: license,
  meta: z.looseObject({
    ts: instant,
    valid: z.boolean(),
    detail: z.string(),
    code: z.string(),
    scope: z.looseObject({ fingerprint: z.string().nullish() }),
  }),
})
const dataset = <Subject extends z.ZodType>(data: Subject) =>
  z.looseObject({ data, included: z.array(z.looseObject({ type: z.string() })), meta })
const refusal = z.looseObject({ errors: z.tuple([z.looseObject({ code: z.string(), detail: z.string() })]) })

const data = <Data extends z.ZodType>(of: Data) => z.looseObject({ data: of })

describe('keygen-rs (issue 18.8)', () => {
  it('validates, activates, pings, checks out and deactivates', async () => {
    const { server, publicKey, ask: unknown } = await speaking(RUST)
    const sold = await server.sell({ machines: 2, features: ['sso'], expiry: server.clock.now + 1e10 })
    const ask = asLicense(unknown, sold.key)
    const read = <Shape extends z.ZodType>(shape: Shape, { text }: { readonly text: string }) =>
      shape.parse(JSON.parse(text))

    const me = read(data(license), await ask('GET', 'me')).data
    expect(me.id).toBe(sold.id)
    const scope = { product: sold.productId, fingerprint: 'f1', components: ['board'], entitlements: ['sso'] }
    const validateKey = async () => {
      const body = { meta: { key: sold.key, scope } }
      return read(validation, await ask('POST', 'licenses/actions/validate-key', { headers: TYPED, body }))
    }
    expect((await validateKey()).meta).toMatchObject({ valid: false, code: 'NO_MACHINES' })

    const body = {
      data: {
        type: 'machines',
        attributes: { fingerprint: 'f1', cores: 8, hostname: 'host', platform: 'linux/x86_64' },
        relationships: {
          license: { data: { type: 'licenses', id: me.id } },
          components: { data: [{ type: 'components', attributes: { fingerprint: 'board', name: 'Board' } }] },
        },
      },
    }
    const made = await ask('POST', 'machines', { headers: TYPED, body })
    expect(made.status).toBe(201)
    const { id } = read(data(machine), made).data
    expect((await validateKey()).meta).toMatchObject({ valid: true, code: 'VALID', scope })
    const nonce = Math.floor(server.clock.now / 1000)
    const byId = await ask('POST', `licenses/${me.id}/actions/validate`, {
      headers: TYPED,
      body: { meta: { nonce, scope } },
    })
    expect(read(validation, byId).meta).toMatchObject({ valid: true, nonce })
    const again = await ask('POST', 'machines', { headers: TYPED, body })
    expect([again.status, read(refusal, again).errors[0].code]).toEqual([422, 'FINGERPRINT_TAKEN'])

    const pinged = read(data(machine), await ask('POST', `machines/${id}/actions/ping`)).data
    expect(pinged.attributes.heartbeatStatus).toBe('ALIVE')
    expect(read(data(machine), await ask('GET', `machines/${id}`)).data.id).toBe(id)
    const lists = ['limit=100', 'limit=100&page%5Bnumber%5D=1&page%5Bsize%5D=5']
    for (const query of lists) {
      const machines = await ask('GET', `licenses/${me.id}/machines?${query}`)
      expect(read(data(z.array(machine)), machines).data).toHaveLength(1)
      const entitlements = await ask('GET', `licenses/${me.id}/entitlements?${query}`)
      expect(read(data(z.array(entitlement)), entitlements).data[0]?.attributes.code).toBe('sso')
    }

    const out = await ask(
      'POST',
      `licenses/${me.id}/actions/check-out?encrypt=1&include=entitlements&ttl=86400`,
    )
    const licenseFile = read(data(file), out).data.attributes
    const lic = dataset(license).parse(opened(licenseFile.certificate, 'license', publicKey, sold.key))
    expect([lic.data.id, lic.meta.ttl, lic.included.map(({ type }) => type)]).toEqual([
      me.id,
      86_400,
      ['entitlements'],
    ])
    const machineOut = await ask(
      'POST',
      `machines/${id}/actions/check-out?encrypt=1&include=license.entitlements`,
    )
    const machineFile = read(data(file), machineOut).data.attributes
    const mac = dataset(machine).parse(opened(machineFile.certificate, 'machine', publicKey, `${sold.key}f1`))
    expect(mac.included.map(({ type }) => type).toSorted()).toEqual(['entitlements', 'licenses'])

    const uses = await ask('POST', `licenses/${me.id}/actions/increment-usage`)
    expect(read(data(license), uses).data.attributes.uses).toBe(1)
    expect((await ask('DELETE', `machines/${id}`)).status).toBe(204)
    const gone = await ask('GET', `machines/${id}`)
    expect([gone.status, read(refusal, gone).errors[0].code]).toEqual([404, 'NOT_FOUND'])
  })

  it('asks for the service with no version and finds one in the headers', async () => {
    const { ask } = await speaking(RUST)
    const pong = await ask('GET', 'ping', { headers: { 'keygen-version': undefined } })
    expect([pong.status, pong.text, pong.headers['keygen-version']]).toEqual([200, '', '1.7'])
  })

  it('checks a license in where its policy asks for it', async () => {
    const { server, ask } = await speaking(RUST)
    const { createPolicy } = await import('#server/back-office/change-policy.ts')
    const rules = ['requireCheckIn=true', 'checkInInterval=day']
    const policy = await createPolicy(server.vendor, { name: 'Checked', rules })
    if (!policy.ok) throw new Error('no policy')
    const sold = await server.sell({ policy: policy.value.id })
    const headers = { authorization: `License ${sold.key}` }
    const checked = await ask('POST', `licenses/${sold.id}/actions/check-in`, { headers })
    expect(data(license).parse(JSON.parse(checked.text)).data.attributes['lastCheckIn']).not.toBeNull()
  })

  it('knows why it is refused: each code that it has a word for', async () => {
    const { server, ask } = await speaking(RUST)
    const codeOf = async (key: string, method: string, path: string) => {
      const { status, text } = await ask(method, path, { headers: { authorization: `License ${key}` } })
      return [status, refusal.parse(JSON.parse(text)).errors[0].code]
    }
    const { suspendLicense } = await import('#server/back-office/change-license.ts')
    const suspended = await server.sell()
    await suspendLicense(server.vendor, suspended.id)
    expect(await codeOf(suspended.key, 'GET', 'me')).toEqual([403, 'LICENSE_SUSPENDED'])
    expect(await codeOf('WRONG', 'GET', 'me')).toEqual([401, 'LICENSE_INVALID'])
    const token = await ask('GET', 'me', { headers: { authorization: 'Bearer activ-x' } })
    expect(refusal.parse(JSON.parse(token.text)).errors[0].code).toBe('TOKEN_INVALID')
  })
})
