// What packaging compiles in: no profile that a customer's machine could do nothing with, or that gives codes away.
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { readShippableProfile } from '../../scripts/shippable-profile.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const key = {
  id: '01234567',
  publicKey: `58${'66'.repeat(31)}`,
  use: ['files'],
  from: '2026-01-01T00:00:00Z',
  until: null,
}

function profileWith(url: string): string {
  const file = path.join(cleanup.folder(), 'vendor.json')
  const { server, ...rest } = loadProfile()
  const profile = { ...rest, server: { ...server, url }, keys: [{ ...key, revoked: false }] }
  writeFileSync(file, JSON.stringify(profile))
  return file
}

test.each([
  'http://licensing.vendor.example/v1',
  'https://localhost/v1',
  'https://LOCALHOST.:8443/v1',
  'https://desk.localhost/v1',
  'https://127.0.0.1/v1',
  'https://127.1/v1',
  'https://2130706433/v1',
  'https://127.9.9.9:8443/v1',
  'https://0.0.0.0/v1',
  'https://[::1]/v1',
  'https://[::]/v1',
  'https://[::ffff:127.0.0.1]/v1',
  'http://127.0.0.1:1234/v1',
])('a package is not built with the server %s (issue 10.11)', (url) => {
  expect(() => readShippableProfile(profileWith(url), { testBuild: false })).toThrow(
    'a package needs a server by https: on another machine',
  )
  expect(readShippableProfile(profileWith(url), { testBuild: true }).server.url).toBe(url)
})

test.each([{ testBuild: false }, { testBuild: true }])(
  'no package trusts a test vendor, whose keys everybody has (issue 15): %j',
  (options) => {
    const file = profileWith('https://licensing.vendor.example/v1')
    writeFileSync(file, JSON.stringify({ ...readShippableProfile(file, options), test: true }))
    expect(() => readShippableProfile(file, options)).toThrow('is of a test vendor')
    expect(readShippableProfile(file, { ...options, testVendor: true }).test).toBe(true)
  },
)

test.each([
  'https://licensing.vendor.example/v1',
  'https://10.0.0.7:8443/v1',
  'https://localhost.example/v1',
])('a package is built with the server %s', (url) =>
  expect(readShippableProfile(profileWith(url), { testBuild: false }).server.url).toBe(url),
)
