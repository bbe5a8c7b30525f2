// The protocol's document names each route that the server has, and none that it has not.
import { expect, test } from 'vitest'
import { createApp } from '#server/app.ts'
import { openBackOffice } from '../../server/support/back-office.ts'
import { read } from './documents.ts'

const BASE = '/v1/'

test('docs/protocol.md names the routes of the activation server (issue 11)', async () => {
  const { routes } = createApp((await openBackOffice()).vendor, { logger: { access() {}, failure() {} } })
  const beside = routes.filter(({ path }) => /^\/\w/.test(path) && !path.startsWith(BASE))
  expect(beside.map(({ path }) => path)).toEqual(['/healthz', '/readyz'])
  const had = routes
    .filter(({ path }) => path.startsWith(BASE))
    .filter(({ method, path }) => method !== 'ALL' && !path.startsWith(`${BASE}accounts/`))
    .map(({ method, path }) => `${method} /${path.slice(BASE.length).replaceAll(/:(\w+)/g, '{$1}')}`)
  const server = read('docs/protocol.md').split('\n## What our client asks')[0] ?? ''
  const named = Array.from(
    server.matchAll(/`((?:GET|POST|DELETE|PATCH|PUT) \/[\w{}/-]+)/g),
    ([, route]) => route,
  )
  expect([...new Set(named)].sort()).toEqual([...new Set(had)].sort())
})
