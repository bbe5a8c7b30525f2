import { describe, expect, test } from 'vitest'
import { goesAround, maskProxyAddress, readNoProxy, readProxyAddress } from '#shared/formats/proxy-address.ts'

describe('the address of a proxy', () => {
  test.each([
    ['proxy.example:3128', 'http://proxy.example:3128'],
    [' HTTP://Proxy.Example:8080/ ', 'http://proxy.example:8080'],
    ['https://proxy.example', 'https://proxy.example'],
    ['desk:p%40ss@10.0.0.1:3128', 'http://desk:p%40ss@10.0.0.1:3128'],
    ['http://[::1]:3128', 'http://[::1]:3128'],
    ['http://proxy.example.', 'http://proxy.example.'],
    ['http://прокси.example', 'http://xn--h1adldfi.example'],
  ])('%s is read as %s', (text, address) => expect(readProxyAddress(text)).toBe(address))

  test.each([
    '',
    'socks5://proxy.example',
    'http://proxy.example/path',
    'http://a b',
    'ftp://x',
    'http://?x',
    'http://u:%00@proxy.example',
    'http://u%0d%0a:p@proxy.example',
    'http://proxy.example/?',
    'http://proxy.example#',
    'http:///proxy.example',
    '//proxy.example',
    'proxy\n.example',
    'proxy,example:3128',
    '3128',
    '127.1',
    '.',
    '..:3128',
    '010.0.0.5',
    '%70roxy.example',
  ])('%s is none', (text) => expect(readProxyAddress(text)).toBeNull())

  test.each([
    ['http://desk:secret@proxy.example:1', 'http://desk:***@proxy.example:1'],
    ['desk:se/cr@et@proxy.example', 'desk:***@proxy.example'],
    ['http://desk@proxy.example', 'http://desk@proxy.example'],
    ['http://proxy.example:3128', 'http://proxy.example:3128'],
    ['socks5://:secret@x', 'socks5://:***@x'],
  ])('%s is shown as %s', (text, shown) => expect(maskProxyAddress(text)).toBe(shown))
})

describe('the hosts that go around a proxy', () => {
  test.each([
    ['server.example', 'server.example', 443, true],
    ['example', 'server.example', 443, true],
    ['.example', 'server.example', 443, true],
    ['*.example', 'Server.Example', 443, true],
    ['ample', 'server.example', 443, false],
    ['a, server.example:443', 'server.example', 443, true],
    ['server.example:8443', 'server.example', 443, false],
    ['*', 'anything', 1, true],
    ['::1', '[::1]', 443, true],
    ['[::1]:443', '[::1]', 443, true],
    ['', 'server.example', 443, false],
    ['10.0.0.1', '10.0.0.1', 443, true],
  ])('%s and %s:%i: %s', (list, host, port, around) => expect(goesAround(list, host, port)).toBe(around))

  test('are written with commas or spaces, and nothing else is taken', () => {
    expect(readNoProxy('a.example,  .b.example *.c ::1 [::1]:443 10.0.0.1:80')).toBe(
      'a.example,.b.example,*.c,::1,[::1]:443,10.0.0.1:80',
    )
    expect(readNoProxy('')).toBe('')
    for (const wrong of ['http://a', 'a/b', 'a:b', '<script>']) expect(readNoProxy(wrong)).toBeNull()
  })
})
