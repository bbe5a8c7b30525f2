// Numbers and depths from outside, and what the back office makes of those that it has already (issue 10.2).
import { randomUUID } from 'node:crypto'
import { join } from 'node:path'
import { DatabaseSync } from 'node:sqlite'
import { describe, expect, it } from 'vitest'
import { server as words } from '#shared/messages/en/server.ts'
import { licenseLines } from '#server/cli/describe-license.ts'
import { revokeLicense, suspendLicense } from '#server/back-office/change-license.ts'
import { createLicense } from '#server/back-office/create-license.ts'
import { activation, serveBackOffice } from '../support/client.ts'
import { timesWithMachines } from '../support/many-machines.ts'
import { wire } from '../support/wire.ts'
import { expectOk, openBackOffice } from '../support/back-office.ts'

const nested = (depth: number): unknown => (depth === 0 ? 1 : [nested(depth - 1)])

describe('numbers of a machine (issue 10.2)', () => {
  it.each([
    ['cores', 2_147_483_647, 2_147_483_648],
    ['memory', 2 ** 50, 2 ** 50 + 1],
    ['disk', 2 ** 50, 2 ** 50 + 1],
  ])('%s goes up to %i', async (name, most, beyond) => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 9 })
    const post = (value: unknown) =>
      server.ask('POST', '/machines', {
        code,
        body: activation(id, `machine-${String(value)}`, { [name]: value }),
      })
    expect((await post(most)).status).toBe(201)
    const among = [beyond, Number.MAX_SAFE_INTEGER, 0, -1].map((value) => [value, 422] as const)
    const none = [1e300, 1.5, '4'].map((value) => [value, 400] as const)
    for (const [value, status] of [...among, ...none]) {
      const refused = await post(value)
      expect([value, refused.status]).toEqual([value, status])
      expect(refused.json.errors[0]?.source?.pointer).toBe(`/data/attributes/${name}`)
    }
  })

  it('that are in a database already stop neither the server nor the back office, however many', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 5000 })
    const other = new DatabaseSync(join(server.dataDir, 'activation.db'))
    const insert = other.prepare(
      "INSERT INTO machines (id, license_id, fingerprint, cores, metadata, created, updated) VALUES (?, ?, ?, ?, '{}', 0, 0)",
    )
    const meta = async () => (await server.ask('GET', '/me', { code })).json.data.relationships['machines']
    other.exec('BEGIN')
    for (let machine = 0; machine < 2; machine += 1)
      insert.run(`m${machine}`, id, `f${machine}`, Number.MAX_SAFE_INTEGER)
    other.exec('COMMIT; BEGIN')
    expect(await meta()).toMatchObject({ meta: { cores: Number.MAX_SAFE_INTEGER, count: 2 } })
    for (let machine = 2; machine < 2000; machine += 1)
      insert.run(`m${machine}`, id, `f${machine}`, Number.MAX_SAFE_INTEGER)
    other.exec('COMMIT')
    other.close()
    expect(await meta()).toMatchObject({ meta: { cores: Number.MAX_SAFE_INTEGER, count: 2000 } })
    const { vendor } = server
    const [listed] = await vendor.store.licenses.list({ limit: 10, offset: 0 })
    expect(await licenseLines(vendor, listed!, words)).toContain('2000 of 5000')
    expect(expectOk(await suspendLicense(vendor, id)).license.suspended).toBe(true)
    expect(expectOk(await revokeLicense(vendor, id)).license.banned).toBe(true)
  })
})

describe('components of a machine (issue 18)', () => {
  it('are a thousand at the most, and one that goes makes room', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const machine = (await server.ask('POST', '/machines', { code, body: activation(id, 'one') })).json.data
      .id
    const { store } = server.vendor
    const component = { name: 'Part', metadata: {}, machineId: machine, created: 0, updated: 0 }
    await store.transaction(async () => {
      for (let n = 1; n < 1000; n += 1)
        await store.components.insert({ ...component, id: randomUUID(), fingerprint: `part-${n}` })
    })
    const post = (fingerprint: string) =>
      server.ask('POST', '/components', {
        code,
        body: {
          data: {
            type: 'components',
            attributes: { fingerprint, name: 'Part' },
            relationships: { machine: { data: { type: 'machines', id: machine } } },
          },
        },
      })
    const last = await post('last')
    expect(last.status).toBe(201)
    const refused = await post('one too many')
    expect([refused.status, refused.json.errors[0]?.code]).toEqual([422, 'COMPONENT_LIMIT_EXCEEDED'])
    expect((await server.ask('DELETE', `/components/${last.json.data.id}`, { code })).status).toBe(204)
    expect((await post('one too many')).status).toBe(201)
  })
})

describe('a body that is no UTF-8 (issue 18)', () => {
  it('is refused: two fingerprints in another encoding would be one', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    for (const encoding of ['latin1', 'utf8'] as const) {
      const body = Buffer.from(JSON.stringify(activation(id, 'Gerät')), encoding)
      const head = `POST /v1/machines HTTP/1.1\r\nHost: h\r\nAuthorization: License ${code}\r\nConnection: close`
      const start = Buffer.from(`${head}\r\nContent-Length: ${body.length}\r\n\r\n`)
      const answer = await wire(server.url, Buffer.concat([start, body]))
      expect(answer.status).toBe(encoding === 'latin1' ? 400 : 201)
      expect(answer.text).toContain(encoding === 'latin1' ? 'ENCODING_INVALID' : 'Gerät')
    }
  })

  it('nor is one with a null byte or half of a letter, which a backslash before its letters is not', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 3 })
    const post = async (fingerprint: string, metadata: object) =>
      (await server.ask('POST', '/machines', { code, body: activation(id, fingerprint, { metadata }) }))
        .status
    expect(await post('a\0', {})).toBe(400)
    expect(await post('a\uD800', {})).toBe(400)
    expect(await post('\u{1F5A5}', {})).toBe(201)
    expect(await post('a', { 'b\0': 1 })).toBe(400)
    expect(await post(String.raw`a\u0000`, {})).toBe(201)
  })
})

describe('an address that is no UTF-8 (issue 18)', () => {
  const BAD = ['%FF', '%00', 'a%00b', '%C0%80', '%ED%A0%80', '%E2%80', '%F4%90%80%80']

  it('is refused and signed, in a path and in a parameter, whoever asks', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    for (const bad of BAD) {
      const asked = [
        ['GET', `/machines/${bad}`],
        ['POST', `/licenses/${bad}/actions/validate`],
        ['GET', `/licenses/${id}/machines?${bad}=1`],
        ['GET', `/machines?page[size]=${bad}`],
        ['GET', `/me?auth=${bad}`],
        ['GET', `/${bad}`],
      ] as const
      for (const [method, path] of asked) {
        const { status, json, headers } = await server.ask(method, path, { code })
        const where = `${method} ${path}`
        expect([where, status, json.errors[0]?.code]).toEqual([
          where,
          400,
          expect.stringMatching(/^(ENCODING|PARAMETERS)_INVALID$/),
        ])
        expect(headers['keygen-signature']).toContain('signature=')
      }
    }
  })

  it('but a percent sign in a path is one, and letters of any alphabet are', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell({ machines: 2 })
    for (const [fingerprint, path] of [
      ['100%', '100%'],
      ['Gerät \u{1F5A5}', encodeURIComponent('Gerät \u{1F5A5}')],
    ] as const) {
      await server.ask('POST', '/machines', { code, body: activation(id, fingerprint) })
      expect((await server.ask('GET', `/machines/${path}`, { code })).json.data.attributes.fingerprint).toBe(
        fingerprint,
      )
    }
  })
})

describe('the depth of a body (issue 10.2)', () => {
  it.each([40, 1000, 30_000])('of %i levels is refused in words', async (depth) => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const marked = JSON.stringify(activation(id, 'one', { metadata: { deep: 'HERE' } }))
    const body = marked.replace('"HERE"', '['.repeat(depth) + ']'.repeat(depth))
    const refused = await server.ask('POST', '/machines', { code, body })
    expect([refused.status, refused.json.errors[0]?.detail]).toEqual([
      400,
      'The request body is nested deeper than 32 levels',
    ])
    const byKey = await server.ask('POST', '/licenses/actions/validate-key', { body })
    expect(byKey.status).toBe(400)
  })

  it('of metadata has two levels in its members (issue 18), and brackets in texts are letters', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const metadata = { deep: { a: [1] }, text: `${'['.repeat(100)}"\\` }
    const made = await server.ask('POST', '/machines', { code, body: activation(id, 'one', { metadata }) })
    expect(made.status).toBe(201)
    expect(made.json.data.attributes['metadata']).toEqual(metadata)
  })
})

describe('numbers of a license (issue 10.2)', () => {
  it.each([
    ['limit_invalid', { products: ['virtualization:1000000000001'] }],
    ['limit_invalid', { products: ['virtualization:9007199254740991'] }],
    ['limit_invalid', { products: ['virtualization:1e3'] }],
    ['machines_invalid', { machines: 1_000_001 }],
    ['days_invalid', { graceDays: 3651 }],
    ['days_invalid', { overLimit: 3651 }],
    ['days_invalid', { checkOutDays: 0 }],
    ['days_invalid', { checkOutDays: 3651 }],
  ])('are bounded: %s for %j', async (code, terms) => {
    const { vendor } = await openBackOffice()
    const made = await createLicense(vendor, { owner: 'Contoso', products: ['virtualization:16'], ...terms })
    expect(made).toMatchObject({ ok: false, error: { code } })
  })
})

describe('very much of something (issue 18)', () => {
  it('100,000 machines of a license cost a request no more than ten', { timeout: 60_000 }, async () => {
    const few = await timesWithMachines(10)
    const many = await timesWithMachines(100_000)
    const slow = [...many.values()].map((time, at) => time - 10 * ([...few.values()][at] ?? 0))
    expect(Math.max(...slow)).toBeLessThan(50)
  })

  it.each(['machines', 'components', 'processes', 'entitlements', 'products', 'users'])(
    'no page of %s has a million members, and none is the millionth',
    async (kind) => {
      const server = await serveBackOffice()
      const { key: code } = await server.sell()
      const at = async (query: string) => {
        const { status, json } = await server.ask('GET', `/${kind}?${query}`, { code })
        return [status, json.errors[0]?.source]
      }
      for (const [query, parameter] of [
        ['limit=1000000', 'limit'],
        ['page[number]=1&page[size]=1000000', 'page[size]'],
        ['page[cursor]=&page[size]=1000000', 'page[size]'],
        ['page[number]=1000000', 'page[number]'],
      ] as const)
        expect([query, await at(query)]).toEqual([query, [400, { parameter }]])
    },
  )

  it('a body with a million members is refused before it is read, told long or in chunks', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    const metadata = Object.fromEntries(Array.from({ length: 1_000_000 }, (_, n) => [`k${n}`, n]))
    const body = JSON.stringify(activation(id, 'one', { metadata }))
    expect((await server.ask('POST', '/machines', { code, body })).status).toBe(413)
    const head = `POST /v1/machines HTTP/1.1\r\nHost: h\r\nAuthorization: License ${code}\r\nConnection: close`
    const chunk = `${(100_000).toString(16)}\r\n${body.slice(0, 100_000)}\r\n`
    const chunked = await wire(server.url, `${head}\r\nTransfer-Encoding: chunked\r\n\r\n${chunk}`)
    expect(chunked.status).toBe(413)
    expect((await server.vendor.store.licenses.byId(id))?.machinesCount).toBe(0)
  })

  it.each([
    ['100 deep', 'license.'.repeat(99) + 'license'],
    ['of 3,000 names', Array.from({ length: 3000 }, (_, n) => `license.n${n}`).join(',')],
  ])('includes %s are refused', async (_, include) => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    for (const base of ['/machines/one', `/licenses/${id}`]) {
      const refusals = [
        await server.ask('POST', `${base}/actions/check-out`, { code, body: { meta: { include } } }),
        await server.ask('POST', `${base}/actions/check-out`, {
          code,
          body: { meta: { include: [include] } },
        }),
        await server.ask('GET', `${base}/actions/check-out?include=${include.slice(0, 8000)}`, { code }),
      ]
      expect(refusals.map((answer) => answer.code)).toEqual(Array(3).fill('CHECKOUT_INCLUDE_INVALID'))
    }
    const nestedList = { meta: { include: nested(100) } }
    const deep = await server.ask('POST', '/machines/one/actions/check-out', { code, body: nestedList })
    expect(deep.status).toBe(400)
  })

  it('one include a thousand times is there once', async () => {
    const server = await serveBackOffice()
    const { key: code, id } = await server.sell()
    await server.ask('POST', '/machines', { code, body: activation(id, 'one') })
    const include = Array.from({ length: 1000 }, () => 'license.product')
    const file = await server.ask('POST', '/machines/one/actions/check-out', {
      code,
      body: { meta: { include } },
    })
    expect(file.json.data.attributes['includes']).toEqual(['license.product'])
  })

  it.each(['fingerprints', 'components', 'entitlements'])('1,000 %s of a scope are refused', async (name) => {
    const server = await serveBackOffice()
    const { key } = await server.sell()
    const scope = { fingerprint: 'f', [name]: Array.from({ length: 1000 }, (_, n) => `${n}`) }
    const refused = await server.ask('POST', '/licenses/actions/validate-key', {
      body: { meta: { key, scope } },
    })
    expect([refused.status, refused.json.errors[0]?.source]).toEqual([
      400,
      { pointer: `/meta/scope/${name}` },
    ])
  })

  it('1,000 scopes of names that nobody knows are refused, by the first of them', async () => {
    const server = await serveBackOffice()
    const { key } = await server.sell()
    const scope = Object.fromEntries(Array.from({ length: 1000 }, (_, n) => [`scope${n}`, 'x']))
    const refused = await server.ask('POST', '/licenses/actions/validate-key', {
      body: { meta: { key, scope } },
    })
    expect([refused.status, refused.json.errors[0]?.source]).toEqual([400, { pointer: '/meta/scope/scope0' }])
  })
})
