import { generateKeyPairSync } from 'node:crypto'
import { expect, test } from 'vitest'
import { firstDoubt, recordOf } from '#main/adapters/activation-http/believe.ts'
import { signAnswer } from '#server/vendor/sign-answer.ts'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { loadProfile } from '#tests/support/profile.ts'

const NOW = Date.UTC(2027, 2, 1)
const { publicKey, privateKey } = generateKeyPairSync('ed25519')
const vendor = loadProfile({
  keys: [
    {
      id: 'ours',
      publicKey: publicKey.export({ format: 'der', type: 'spki' }).subarray(-32).toString('hex'),
      use: ['responses'],
      from: '2020-01-01T00:00:00.000Z',
      until: null,
      revoked: false,
    },
  ],
})

/** `signed`: when; `said`: what arrives in place of what was signed. */
function doubtAbout(status: number, { signed = NOW, said = '{}' } = {}) {
  const url = new URL('https://server.example/v1/me')
  const answer = { method: 'GET', target: url.pathname, host: url.host, body: Buffer.from('{}') }
  const proofs = Object.entries(signAnswer(answer, signed, 'account', privateKey))
  const headers = Object.fromEntries(proofs.map(([name, value]) => [name.toLowerCase(), value]))
  const raw = {
    call: { method: 'GET' as const, url, code: undefined, body: undefined },
    status,
    headers: { ...headers, 'content-type': 'application/json' },
    text: said,
  }
  const doubt = firstDoubt(raw, recordOf(raw), vendor, nodePrimitives, NOW)
  return doubt && [doubt.step, doubt.failure.code]
}

test('an answer whose signature, date and status are in order is believed', () => {
  expect(doubtAbout(200)).toBeNull()
})

test('what a server says of itself counts after its signature and its date, for every question (issue 11)', () => {
  const late = NOW - 3_600_000
  expect(doubtAbout(500)).toEqual(['http', 'server_error'])
  expect(doubtAbout(500, { signed: late })).toEqual(['clock', 'clock_off'])
  expect(doubtAbout(500, { signed: late, said: '{"forged":1}' })).toEqual([
    'signature',
    'response_signature_invalid',
  ])
  expect(doubtAbout(429, { said: '{"forged":1}' })).toEqual(['http', 'server_rate_limited'])
})

test('the vendor’s own signature at a date at which its key may not sign is a clock, and not a forgery (issue 12.11)', () => {
  const beforeFirstDay = Date.UTC(2019, 5, 1)
  expect(doubtAbout(200, { signed: beforeFirstDay })).toEqual(['clock', 'clock_off'])
  expect(doubtAbout(200, { signed: NOW + 8 * 60_000 })).toEqual(['clock', 'clock_off'])
  expect(doubtAbout(200, { signed: beforeFirstDay, said: '{"forged":1}' })).toEqual([
    'signature',
    'response_signature_invalid',
  ])
})
