// No address that an answer names is one that answers 404: a client may follow all of them.
import { expect, it } from 'vitest'
import { activation, serveBackOffice } from '../support/client.ts'

it('every link in an answer leads to something (issue 18)', async () => {
  const server = await serveBackOffice()
  const { key: code, id } = await server.sell({ machines: 3, features: ['sso'] })
  for (const name of ['one', 'two'])
    await server.ask('POST', '/machines', { code, body: activation(id, name) })
  const { json: machine } = await server.ask('GET', '/machines/one', { code })
  const relationships = { machine: { data: { type: 'machines', id: machine.data.id } } }
  const process = { data: { type: 'processes', attributes: { pid: '1' }, relationships } }
  await server.ask('POST', '/processes', { code, body: process })
  const { json: file } = await server.ask('POST', '/machines/one/actions/check-out', { code })
  const found = new Set([
    '/v1/me',
    '/v1/processes?page[number]=1&page[size]=1',
    '/v1/machines?page[number]=1&page[size]=1',
    '/v1/machines?page[cursor]=&page[size]=1',
    ...linksIn(file),
  ])
  const dead: string[] = []
  for (const link of found) {
    const { status, json } = await server.ask('GET', link.replace(/^\/v1/, ''), { code })
    if (status === 404) dead.push(link)
    for (const further of linksIn(json)) found.add(further)
  }
  expect(dead).toEqual([])
  expect(found.size).toBeGreaterThan(25)
})

/** Of this server; those of errors lead to Keygen's documentation. */
function linksIn(value: unknown): string[] {
  if (typeof value === 'string') return []
  if (typeof value !== 'object' || value === null) return []
  return Object.entries(value).flatMap(([name, one]: [string, unknown]) =>
    name === 'links' ? addressesIn(one) : linksIn(one),
  )
}

const addressesIn = (links: unknown): string[] =>
  Object.values(links as object).filter(
    (link): link is string => typeof link === 'string' && link.startsWith('/v1'),
  )
