// Whose X-Forwarded-For names the client (issue 19).
import { describe, expect, it } from 'vitest'
import { clientOf, proxiesNamed } from '#server/http/believed-proxies.ts'

const named = proxiesNamed('10.0.0.5, 10.1.0.0/16,fd00::/8') ?? false

describe('who asks is', () => {
  it.each([
    ['the socket, where no proxy is believed', '10.0.0.5', '1.1.1.1', false, '10.0.0.5'],
    ['whom the last proxy saw, where all are believed', '9.9.9.9', '6.6.6.6, 1.1.1.1', true, '1.1.1.1'],
    ['the socket, where a believed proxy names nobody', '9.9.9.9', '', true, '9.9.9.9'],
    ['whom a named proxy saw', '10.0.0.5', '6.6.6.6, 1.1.1.1', named, '1.1.1.1'],
    ['whom a named proxy saw, over an IPv6 socket', '::ffff:10.0.0.5', '1.1.1.1', named, '1.1.1.1'],
    ['whom a proxy of a named network saw', '10.1.2.3', '1.1.1.1', named, '1.1.1.1'],
    ['the first that is no named proxy', '10.0.0.5', '6.6.6.6, 1.1.1.1, fd00::7, 10.1.2.3', named, '1.1.1.1'],
    ['a named proxy itself, where it asks for itself', '10.0.0.5', '10.1.2.3, 10.1.2.4', named, '10.1.2.3'],
    ['the socket of who is no named proxy', '9.9.9.9', '1.1.1.1', named, '9.9.9.9'],
    ['what a named proxy says, even if that is no address', '10.0.0.5', 'unknown', named, 'unknown'],
    ['the socket, in process', '-', '1.1.1.1', named, '-'],
  ] as const)('%s', (_, socket, forwardedFor, believed, client) => {
    expect(clientOf(socket, forwardedFor, believed)).toBe(client)
  })

  it('the socket without the header', () => {
    for (const believed of [false, true, named])
      expect(clientOf('10.0.0.5', undefined, believed)).toBe('10.0.0.5')
  })
})

it.each([
  '',
  ',',
  '10.0.0.5,',
  'proxy.example',
  '10.0.0.5:80',
  '10.0.0.0/33',
  'fd00::/129',
  '10.0.0.0/',
  '10.0.0.0/8/8',
  '10.0.0.0/-1',
  '10.0.0.0/1e1',
  '010.0.0.1',
  '1'.repeat(10_000),
])('%j names no proxies', (text) => expect(proxiesNamed(text)).toBeNull())
