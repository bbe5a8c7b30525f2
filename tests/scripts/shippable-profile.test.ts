// What packaging compiles in: no profile that a customer's machine could do nothing with, or that gives codes away.
import { createHash } from 'node:crypto'
import { writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterEach, expect, test } from 'vitest'
import { loadProfile } from '#tests/support/profile.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { readShippableProfile } from '../../scripts/shippable-profile.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const publicKey = `58${'66'.repeat(31)}`
const key = {
  id: createHash('sha256').update(Buffer.from(publicKey, 'hex')).digest('hex').slice(0, 8),
  publicKey,
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

const good = 'https://licensing.vendor.example/v1'
const changed = (change: (profile: ReturnType<typeof loadProfile>) => object): string => {
  const file = profileWith(good)
  writeFileSync(file, JSON.stringify(change(readShippableProfile(file, { testBuild: false }))))
  return file
}
const publisher = { name: 'V', email: 'a@vendor.example', homePage: 'https://a:b@vendor.example' }

test.each<[string, Parameters<typeof changed>[0], string]>([
  ['a name of two lines', (one) => ({ ...one, name: 'A\nB' }), 'name has'],
  ['a name that colors a terminal', (one) => ({ ...one, name: '\u001B[31mA' }), 'name has'],
  ['a name that turns letters', (one) => ({ ...one, name: 'A\u202EB' }), 'name has'],
  [
    'a product’s such name',
    (one) => ({ ...one, catalogue: one.catalogue.map((product) => ({ ...product, name: 'A\u2028B' })) }),
    'catalogue.0.name has',
  ],
  [
    'two heads in the support’s mail',
    (one) => ({ ...one, support: { ...one.support, email: 'a@b.example\r\nBcc: c' } }),
    'support.email',
  ],
  [
    'a script as the support’s page',
    (one) => ({ ...one, support: { ...one.support, url: 'javascript:alert(1)' } }),
    'support.url',
  ],
  ['no page of the support', (one) => ({ ...one, support: { ...one.support, url: 'a b' } }), 'support.url'],
  [
    'a password in the server’s address',
    (one) => ({ ...one, server: { ...one.server, url: 'https://user:secret@licensing.vendor.example/v1' } }),
    'server.url',
  ],
  ['a password in the publisher’s page', (one) => ({ ...one, publisher }), 'publisher.homePage'],
  [
    'keys that are revoked',
    (one) => ({ ...one, keys: one.keys.map((each) => ({ ...each, revoked: true })) }),
    'could verify nothing',
  ],
  [
    'a key by another’s id',
    (one) => ({ ...one, keys: one.keys.map((each) => ({ ...each, id: '01234567' })) }),
    'keys.0.id',
  ],
  ['a demo', (one) => ({ ...one, demo: true }), 'demo'],
  ...['a', 'ucf', 'man-db', 'polkit-1', 'ms-settings', 'vbscript', 'steam'].map(
    (installName): [string, Parameters<typeof changed>[0], string] => [
      `the installName ${installName}`,
      (one) => ({ ...one, installName }),
      'installName',
    ],
  ),
])('no package is built with %s, and the words name where it stands (issue 16)', (_, change, words) => {
  const file = changed(change)
  expect(() => readShippableProfile(file, { testBuild: false })).toThrow(words)
})
