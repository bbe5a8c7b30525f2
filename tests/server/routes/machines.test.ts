// Machines over HTTP, and what a License Code opens (docs/protocol.md#machines).
import { describe, expect, it } from 'vitest'
import { activation, serveBackOffice } from '../support/client.ts'

describe('activating a machine', () => {
  it('takes a seat and shows the machine as it was described', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    const body = activation(license.id, 'one', {
      name: 'db-1',
      hostname: 'db-1.local',
      cores: 8,
      metadata: { os: 'x' },
    })
    const answer = await server.ask('POST', '/machines', { code: license.key, body })
    expect(answer.status).toBe(201)
    const { attributes, relationships, id } = answer.json.data
    expect(attributes).toMatchObject({
      fingerprint: 'one',
      name: 'db-1',
      cores: 8,
      metadata: { os: 'x' },
      platform: null,
    })
    expect(relationships['license']?.data?.id).toBe(license.id)
    expect(answer.headers['location']).toBe(`/v1/accounts/${server.vendor.account.id}/machines/${id}`)
    for (const name of [id, 'one']) {
      const shown = await server.ask('GET', `/machines/${name}`, { code: license.key })
      expect(shown.json.data.id).toBe(id)
    }
  })

  it('refuses the same fingerprint twice, and a machine beyond the limit', async () => {
    const server = await serveBackOffice()
    const license = await server.sell()
    const activate = (fingerprint: string) =>
      server.ask('POST', '/machines', { code: license.key, body: activation(license.id, fingerprint) })
    await activate('one')
    const again = await activate('one')
    expect([again.status, again.code]).toEqual([422, 'FINGERPRINT_TAKEN'])
    expect(again.json.errors[0]?.source?.pointer).toBe('/data/attributes/fingerprint')
    const beyond = await activate('two')
    expect([beyond.status, beyond.code]).toEqual([422, 'MACHINE_LIMIT_EXCEEDED'])
    expect(beyond.json.errors[0]?.source?.pointer).toBe('/data')
  })

  it('frees the seat when the machine is deactivated, by id or fingerprint', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    const gone = await server.ask('DELETE', '/machines/one', { code })
    expect([gone.status, gone.text]).toEqual([204, ''])
    expect((await server.ask('DELETE', '/machines/one', { code })).status).toBe(404)
    const next = await server.ask('POST', '/machines', { code, body: activation(id, 'two') })
    expect((await server.ask('DELETE', `/machines/${next.json.data.id}`, { code })).status).toBe(204)
  })

  it('refuses a blank fingerprint and a body that is no machine', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const blank = await server.ask('POST', '/machines', { code, body: activation(id, ' ') })
    expect([blank.status, blank.json.errors[0]?.source?.pointer]).toEqual([
      400,
      '/data/attributes/fingerprint',
    ])
    const odd = await server.ask('POST', '/machines', { code, body: { data: { type: 'machines' } } })
    expect([odd.status, odd.json.errors[0]?.source?.pointer]).toEqual([400, '/data/attributes'])
  })

  it('takes names in the singular and in the plural, and null for what a client does not know', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const license = { data: { type: 'license', id } }
    const attributes = { fingerprint: 'one', name: null, cores: null }
    const body = { data: { type: 'machine', attributes, relationships: { license } } }
    expect((await server.ask('POST', '/machines', { code, body })).status).toBe(201)
  })
})

describe('what a License Code opens', () => {
  it('is its own license and machines, and nothing else', async () => {
    const server = await serveBackOffice()
    const [mine, other] = [await server.sell(), await server.sell()]
    await server.ask('POST', '/machines', { code: other.key, body: activation(other.id, 'theirs') })
    const code = mine.key
    const asked: [string, string][] = [
      ['GET', `/licenses/${other.id}`],
      ['GET', `/licenses/${other.key}/machines`],
      ['GET', '/machines/theirs'],
      ['DELETE', '/machines/theirs'],
      ['POST', '/machines/theirs/actions/ping'],
      ['POST', '/machines/theirs/actions/check-out'],
      ['POST', `/licenses/${other.id}/actions/check-out`],
    ]
    for (const [method, target] of asked) {
      const answer = await server.ask(method, target, { code })
      expect([method, target, answer.status, answer.code]).toEqual([method, target, 404, 'NOT_FOUND'])
    }
    const made = await server.ask('POST', '/machines', { code, body: activation(other.id, 'mine') })
    expect(made.status).toBe(403)
  })

  it('lists the machines in pages, the newest first', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 5 })
    for (const name of ['a', 'b', 'c']) {
      server.clock.now += 1000
      await server.ask('POST', '/machines', { code, body: activation(id, name) })
    }
    const names = async (target: string) => {
      const { data } = (await server.ask('GET', target, { code })).json
      return (data as unknown as { attributes: { fingerprint: string } }[]).map(
        (one) => one.attributes.fingerprint,
      )
    }
    expect(await names(`/licenses/${id}/machines?limit=2`)).toEqual(['c', 'b'])
    expect(await names('/machines?page[size]=2&page[number]=2')).toEqual(['a'])
    const odd = await server.ask('GET', `/licenses/${id}/machines?limit=101`, { code })
    expect([odd.status, odd.json.errors[0]?.source?.parameter]).toEqual([400, 'limit'])
  })

  it('shows the license of the code, its status and its features as entitlements', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ features: ['sso', 'audit'] })
    const me = await server.ask('GET', '/me', { code })
    expect(me.json.data).toMatchObject({
      id,
      type: 'licenses',
      attributes: { key: code, status: 'ACTIVE', maxMachines: 1 },
    })
    expect(me.json.data.attributes['metadata']).toMatchObject({
      owner: 'Contoso B.V.',
      graceDays: 7,
      overLimit: 'allow',
    })
    const listed = await server.ask('GET', `/licenses/${id}/entitlements?limit=100`, { code })
    const codes = (listed.json.data as unknown as { attributes: { code: string } }[]).map(
      (one) => one.attributes.code,
    )
    expect(codes).toEqual(['sso', 'audit'])
  })
})
