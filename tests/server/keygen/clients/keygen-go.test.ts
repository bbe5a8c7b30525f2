// keygen-go 3.2 (keygen-sh/keygen-go at 085cb618): what its own test of everything online sends of a license key, what it reads of
// each answer, and how it checks signatures, of refusals too (issue 18.8). It was run itself: docs/keygen-compatibility.md.
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { createPolicy } from '#server/back-office/change-policy.ts'
import { expectOk } from '../../support/back-office.ts'
import { asDocumented } from './as-documented.ts'
import { asLicense, opened, required, speaking, type Asking, type Client } from './as-client.ts'

const TYPE = 'application/vnd.api+json'
const FIVE_MINUTES = 300_000

/** The host with its port; a Date that is older than five minutes is not believed. */
const GO: Client = {
  headers: { accept: TYPE, 'user-agent': 'keygen/1.7 sdk/3.2.0', 'keygen-version': '1.7' },
  host: (port) => `127.0.0.1:${port}`,
  base: () => '/v1',
  checksRefusals: true,
  check(sent, got, publicKey) {
    if (Date.now() - Date.parse(required(got.headers, 'date')) > FIVE_MINUTES)
      throw new Error('the answer is too old')
    asDocumented(sent, got, publicKey)
  },
}

const TYPED = { 'content-type': TYPE }
const instant = z.iso.datetime()
const identified = z.looseObject({ id: z.string(), type: z.string() })
const license = z.looseObject({
  ...identified.shape,
  attributes: z.looseObject({
    name: z.string().nullable(),
    key: z.string(),
    expiry: instant.nullable(),
    scheme: z.string().nullable(),
    requireHeartbeat: z.boolean(),
    lastValidated: instant.nullable(),
    metadata: z.record(z.string(), z.unknown()),
  }),
  relationships: z.looseObject({ policy: z.looseObject({ data: identified }) }),
})
const machine = z.looseObject({
  ...identified.shape,
  attributes: z.looseObject({
    fingerprint: z.string(),
    cores: z.int().nullable(),
    requireHeartbeat: z.boolean(),
    heartbeatStatus: z.string(),
    heartbeatDuration: z.int(),
  }),
})
const running = z.looseObject({
  ...identified.shape,
  attributes: z.looseObject({ pid: z.string(), status: z.string(), interval: z.int() }),
})
const file = z.looseObject({
  ...identified.shape,
  attributes: z.looseObject({ certificate: z.string(), issued: instant, expiry: instant, ttl: z.int() }),
})
const dataset = z.looseObject({
  data: identified,
  included: z.array(identified),
  meta: z.looseObject({ issued: instant, expiry: instant, ttl: z.int() }),
})

/** Of the document: the data, or the first error's code. */
async function told(asking: ReturnType<Asking>) {
  const { status, text } = await asking
  const shape = z.looseObject({
    data: z.unknown().optional(),
    meta: z.looseObject({ code: z.string().optional() }).optional(),
    errors: z.array(z.looseObject({ code: z.string() })).optional(),
  })
  const { data, meta, errors } = text === '' ? {} : shape.parse(JSON.parse(text))
  return { status, data, code: errors?.[0]?.code ?? meta?.code }
}

const machineBody = (id: string, fingerprint: string, parts: readonly string[] = []) => ({
  data: {
    type: 'machines',
    attributes: { fingerprint, hostname: 'vm', platform: 'linux/amd64', cores: 2 },
    relationships: {
      ...(parts.length > 0 && {
        components: {
          data: parts.map((part) => ({ type: 'components', attributes: { fingerprint: part, name: part } })),
        },
      }),
      license: { data: { type: 'licenses', id } },
    },
  },
})
const processBody = (id: string, pid: string) => ({
  data: {
    type: 'processes',
    attributes: { pid },
    relationships: { machine: { data: { type: 'machines', id } } },
  },
})

describe('keygen-go (issue 18.8)', () => {
  it('goes through all that its own test of everything online does', async () => {
    const { server, publicKey, ask: bare } = await speaking(GO)
    const rules = ['strict=true', 'requireFingerprintScope=true', 'requireHeartbeat=true', 'maxMachines=1']
    const policy = expectOk(
      await createPolicy(server.vendor, { name: 'Go', rules: [...rules, 'maxProcesses=2'] }),
    )
    const sold = await server.sell({ policy: policy.id, features: ['sso'] })
    const ask = asLicense(bare, sold.key)
    const post = (path: string, body?: object) =>
      told(ask('POST', path, body === undefined ? {} : { headers: TYPED, body }))
    const validate = async (fingerprint?: string, components?: readonly string[]) => {
      const scope = { fingerprint, components, product: sold.productId }
      const answer = await post(`licenses/${sold.id}/actions/validate`, { meta: { scope } })
      license.parse(answer.data)
      return answer.code
    }

    expect(license.parse((await told(ask('GET', 'me'))).data).id).toBe(sold.id)
    expect(await validate()).toBe('FINGERPRINT_SCOPE_REQUIRED')
    expect(await validate('f1')).toBe('NO_MACHINE')

    // Its options stand in the address, not in the body.
    const out = async (path: string, kind: 'license' | 'machine', secret: string) => {
      const { certificate, ttl } = file.parse((await post(path, {})).data).attributes
      const inside = dataset.parse(opened(certificate, kind, publicKey, secret))
      expect(inside.meta.ttl).toBe(ttl)
      return { id: inside.data.id, ttl, types: inside.included.map(({ type }) => type).toSorted() }
    }
    const checkOut = `licenses/${sold.id}/actions/check-out?encrypt=true`
    expect(await out(`${checkOut}&include=entitlements`, 'license', sold.key)).toMatchObject({
      id: sold.id,
      types: ['entitlements'],
    })
    expect(await out(`${checkOut}&ttl=86400`, 'license', sold.key)).toMatchObject({ types: [] })

    const made = machine.parse((await post('machines', machineBody(sold.id, 'f1'))).data)
    const include = 'include=license%2Clicense.entitlements'
    const machineOut = `machines/${made.id}/actions/check-out?encrypt=true`
    expect(await out(`${machineOut}&${include}`, 'machine', `${sold.key}f1`)).toMatchObject({
      id: made.id,
      types: ['entitlements', 'licenses'],
    })
    // A year is asked for: it holds for the lease, at least an hour.
    expect(
      await out(`${machineOut}&include=license%2Ccomponents&ttl=31536000`, 'machine', `${sold.key}f1`),
    ).toMatchObject({ ttl: 3600, types: ['licenses'] })
    expect((await post('machines', machineBody(sold.id, 'f2'))).code).toBe('MACHINE_LIMIT_EXCEEDED')
    expect((await post('machines', machineBody(sold.id, 'f1'))).code).toBe('FINGERPRINT_TAKEN')

    const pinged = machine.parse((await post(`machines/${made.id}/actions/ping`)).data).attributes
    expect([pinged.heartbeatStatus, pinged.requireHeartbeat]).toEqual(['ALIVE', true])
    const begun = await Promise.all(
      ['a', 'b'].map(async (pid) => running.parse((await post('processes', processBody(made.id, pid))).data)),
    )
    for (const { id } of begun)
      expect(running.parse((await post(`processes/${id}/actions/ping`)).data).attributes).toMatchObject({
        status: 'ALIVE',
        interval: 600,
      })
    expect((await post('processes', processBody(made.id, 'c'))).code).toBe('MACHINE_PROCESS_LIMIT_EXCEEDED')
    const list = async (path: string) =>
      z.array(identified).parse((await told(ask('GET', `${path}?limit=100`))).data)
    expect(await list(`machines/${made.id}/processes`)).toHaveLength(2)
    for (const { id } of begun) expect((await told(ask('DELETE', `processes/${id}`))).status).toBe(204)
    expect((await told(ask('GET', 'machines/%3Cinvalid%3E'))).code).toBe('NOT_FOUND')
    expect(await list(`licenses/${sold.id}/entitlements`)).toHaveLength(1)
    expect(await validate('f1')).toBe('VALID')
    for (const { id } of await list(`licenses/${sold.id}/machines`))
      expect((await told(ask('DELETE', `machines/${id}`))).status).toBe(204)
    expect((await told(ask('DELETE', 'machines/f1'))).code).toBe('NOT_FOUND')

    const parts = ['board', 'disk', 'cpu', 'gpu']
    expect((await post('machines', machineBody(sold.id, 'f1', ['board', 'board']))).code).toBe(
      'COMPONENTS_FINGERPRINT_CONFLICT',
    )
    const whole = machine.parse((await post('machines', machineBody(sold.id, 'f1', parts))).data)
    expect(await list(`machines/${whole.id}/components`)).toHaveLength(4)
    expect(await validate('f1', parts.toReversed())).toBe('VALID')
    expect(await validate('f1', ['another'])).toBe('COMPONENTS_SCOPE_MISMATCH')
    const all = `machines/${whole.id}/actions/check-out?encrypt=true&include=components%2Clicense%2Clicense.entitlements`
    const { types } = await out(all, 'machine', `${sold.key}f1`)
    expect(types).toEqual([...parts.map(() => 'components'), 'entitlements', 'licenses'])
  })
})
