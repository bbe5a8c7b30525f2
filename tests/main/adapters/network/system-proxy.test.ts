// The proxy that is set in Windows or macOS, from what their own tools print.
import { expect, test } from 'vitest'
import { readMacProxy, readWindowsProxy, systemProxy } from '#main/adapters/network/system-proxy.ts'
import { charactersRead } from '#shared/formats/text/cursor.ts'
import { wayTo } from '#main/adapters/network/way.ts'

const registry = (...lines: string[]) =>
  ['', 'HKEY_CURRENT_USER\\Software\\…\\Internet Settings', ...lines, ''].join('\r\n')
const on = '    ProxyEnable    REG_DWORD    0x1'

const mac = (...lines: string[]) => ['<dictionary> {', ...lines, '}'].join('\n')

test.each([
  [
    'one for all, with exceptions',
    registry(
      on,
      '    ProxyServer    REG_SZ    proxy.example:3128',
      '    ProxyOverride    REG_SZ    *.corp.example;localhost;<local>',
    ),
    { address: 'http://proxy.example:3128', noProxy: '*.corp.example,localhost' },
  ],
  [
    'one for each protocol',
    registry(on, '    ProxyServer    REG_SZ    http=a.example:80;https=b.example:443;ftp=c.example:21'),
    { address: 'http://b.example:443', noProxy: '' },
  ],
  [
    'one that is turned off',
    registry('    ProxyEnable    REG_DWORD    0x0', '    ProxyServer    REG_SZ    proxy.example:3128'),
    null,
  ],
  ['a script alone', registry('    AutoConfigURL    REG_SZ    http://pac.example/proxy.pac'), null],
  ['none', registry(), null],
])('Windows: %s', (_, text, proxy) => expect(readWindowsProxy(text)).toEqual(proxy))

test.each([
  [
    'HTTPS, with exceptions',
    mac(
      '  ExceptionsList : <array> {',
      '    0 : *.local',
      '    1 : 169.254/16',
      '  }',
      '  HTTPEnable : 0',
      '  HTTPSEnable : 1',
      '  HTTPSPort : 3128',
      '  HTTPSProxy : proxy.example',
    ),
    { address: 'http://proxy.example:3128', noProxy: '*.local' },
  ],
  [
    'HTTP alone',
    mac('  HTTPEnable : 1', '  HTTPPort : 8080', '  HTTPProxy : p.example'),
    { address: 'http://p.example:8080', noProxy: '' },
  ],
  ['none', mac('  HTTPEnable : 0', '  HTTPSEnable : 0'), null],
])('macOS: %s', (_, text, proxy) => expect(readMacProxy(text)).toEqual(proxy))

test('what the tools print is read in one pass, whatever it is (issue 10.4)', () => {
  for (const read of [readWindowsProxy, readMacProxy])
    for (const piece of ['\n', ' ', '\r\n ', ' a REG_SZ ', ' 0 : ', 'ExceptionsList : ', ';'])
      for (const text of [piece.repeat(50_000), on + piece.repeat(50_000)]) {
        const before = charactersRead()
        read(text)
        expect(charactersRead() - before, JSON.stringify(piece)).toBeLessThanOrEqual(12 * text.length)
      }
})

test('the tool is asked at most once a minute, and one that fails is no proxy', () => {
  let asked = 0
  const proxy = systemProxy('darwin', () => {
    asked += 1
    throw new Error('no such program')
  })
  expect([proxy(1000), proxy(30_000), asked]).toEqual([null, null, 1])
  proxy(90_000)
  expect(asked).toBe(2)
  expect(systemProxy('linux', () => 'never asked')(0)).toBeNull()
})

test('settings count before the environment, and that before the operating system', () => {
  const target = new URL('https://activation.example/v1')
  const system = () => ({ address: 'http://system.example:1', noProxy: '' })
  const from = (mode: 'system' | 'none' | 'manual', env: NodeJS.ProcessEnv) => {
    const choice = mode === 'manual' ? { mode, url: 'http://set.example:1', noProxy: '' } : { mode }
    const way = wayTo(target, choice, env, system)
    return way.ok ? way.value.from : way.error.code
  }
  expect(from('manual', { HTTPS_PROXY: 'http://env.example:1' })).toBe('settings')
  expect(from('system', { HTTPS_PROXY: 'http://env.example:1' })).toBe('environment')
  expect(from('system', {})).toBe('system')
  expect(from('system', { NO_PROXY: '.example' })).toBeNull()
  expect(from('none', { HTTPS_PROXY: 'http://env.example:1' })).toBeNull()
})
