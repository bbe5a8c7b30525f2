// What the published schema of managed settings takes, the program takes, and the other way round: an editor's word holds.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { managedContent, NotUsable } from '#main/adapters/managed-settings/managed-content.ts'
import { onPosix } from '#tests/support/runs-where.ts'
import { read } from '#tests/architecture/docs/documents.ts'

interface JsonSchema {
  readonly [name: string]: unknown
  readonly properties: Readonly<Record<string, unknown>>
}

const schema = JSON.parse(read('docs/formats/managed-settings.schema.json')) as JsonSchema
/** Read by rules that are not ours. */
const published = z.fromJSONSchema(schema as Parameters<typeof z.fromJSONSchema>[0])

function programTakes(content: unknown): boolean {
  try {
    managedContent(content)
    return true
  } catch (error) {
    if (error instanceof NotUsable) return false
    throw error
  }
}

const schemaTakes = (content: unknown): boolean => published.safeParse(content).success
const manual = (url: unknown, noProxy?: unknown) => ({
  proxy: { mode: 'manual', url, ...(noProxy === undefined ? {} : { noProxy }) },
})

function agree(content: unknown): boolean {
  const [says, takes] = [schemaTakes(content), programTakes(content)]
  if (says !== takes)
    throw new Error(
      `the schema ${says ? 'takes' : 'refuses'} ${JSON.stringify(content)}, the program does not`,
    )
  return takes
}

test.each([
  ['a relative path of certificates', { caFile: 'corporate.pem' }, false],
  ['a path of Windows, which has its registry', { caFile: String.raw`C:\ca.pem` }, false],
  ['an absolute one', { caFile: '/etc/ssl/ca.pem' }, true],
  ['none', { caFile: null }, true],
  ['an empty one', { caFile: '' }, false],
  ['a word for a proxy', manual('proxy'), true],
  ['nothing for a proxy', manual(''), false],
  ['a port alone', manual('3128'), false],
  ['a proxy of another kind', manual('socks5://proxy.example'), false],
  ['a path behind it', manual('http://proxy.example/x'), false],
  ['an empty question', manual('http://proxy.example/?'), false],
  ['an empty part', manual('http://proxy.example#'), false],
  ['an own host of a file', manual('file:///proxy.example'), false],
  ['slashes without a host', manual('http:///proxy.example'), false],
  ['a step in the path', manual('http://proxy.example/.'), false],
  ['a slash the other way', manual(String.raw`http://proxy.example\x`), false],
  ['a slash at the end', manual('HTTPS://Proxy.Example:0443/'), true],
  ['the largest port', manual('proxy.example:65535'), true],
  ['one more', manual('proxy.example:65536'), false],
  ['no port behind the colon', manual('proxy.example:'), true],
  ['a word for a port', manual('proxy.example:http'), false],
  ['an address', manual('10.0.0.5:3128'), true],
  ['a number that is none of an address', manual('10.0.0.256'), false],
  ['an address that two programs read differently', manual('010.0.0.5'), false],
  ['one in base 16', manual('0x7f000001'), false],
  ['a name that only looks so', manual('0x7g'), true],
  ['a short address', manual('127.1'), false],
  ['dots alone', manual('.'), false],
  ['a name that ends with a number', manual('proxy.1'), false],
  ['a name that begins with one', manual('1.proxy'), true],
  ['an address of version 6', manual('http://[2001:db8::1]:3128'), true],
  ['one with an address of version 4', manual('[::ffff:10.0.0.5]'), true],
  ['one without brackets', manual('http://2001:db8::1'), false],
  ['two gaps', manual('[1::2::3]'), false],
  ['nine groups', manual('[1:2:3:4:5:6:7:8:9]'), false],
  ['eight groups', manual('[1:2:3:4:5:6:7:8]'), true],
  ['a name and a password', manual('http://desk:p%40ss@proxy.example'), true],
  ['a control character in a password', manual('http://desk:%0a@proxy.example'), false],
  ['a line break within', manual('proxy\n.example'), false],
  ['spaces around', manual(' proxy.example\t'), true],
  ['spaces within', manual('proxy .example'), false],
  ['a comma', manual('proxy,example'), false],
  ['an escape in the name', manual('%70roxy.example'), false],
  ['another script', manual('http://прокси.example'), true],
  ['exceptions', manual('proxy.example', 'localhost, .corp.example *.x:80 [::1]:443 ::1 *'), true],
  ['no exceptions', manual('proxy.example', ''), true],
  ['an address for an exception', manual('proxy.example', 'http://a'), false],
  ['a port of six digits for an exception', manual('proxy.example', 'a:123456'), false],
  ['a letter that folds into k', manual('proxy.example', '\u{212a}'), false],
  ['no address of a proxy', { proxy: { mode: 'manual' } }, false],
  ['an address beside “none”', { proxy: { mode: 'none', url: 'proxy' } }, false],
  ['another member', { offlineonly: true }, false],
  ['an interval', { checkIntervalHours: 24 }, true],
  ['no such interval', { checkIntervalHours: 0 }, false],
])('%s', onPosix('Windows has these in its registry'), (_, content, taken) => {
  expect(agree(content)).toBe(taken)
})

const anyOf = (...values: readonly unknown[]) => fc.oneof(fc.constantFrom(...values), fc.jsonValue())
const from = (...words: readonly string[]) => fc.constantFrom(...words)
const ascii = fc.string({ unit: 'binary-ascii', maxLength: 12 })
const label = fc.oneof(from('proxy', 'a', '0x1f', '08', '1', '255', '256', '-a_', 'ſ'), ascii)
const dotted = fc.array(label, { maxLength: 5 }).map((labels) => labels.join('.'))
const group = from('0', 'db8', 'FFFF', '12345', '', 'g', '10.0.0.5', '10.0.0')
const address6 = fc.array(group, { maxLength: 9 }).map((groups) => `[${groups.join(':')}]`)
const host = fc.oneof(from('proxy.example', '10.0.0.5', '[::1]'), dotted, address6)
const port = from('', ':', ':3128', ':65535', ':65536', ':000080', ':x')
const user = from(
  '',
  'desk@',
  'desk:p%40ss@',
  ':@',
  'a@b@',
  'u%0@',
  'u%0a@',
  'u%7F@',
  '%%1f@',
  'a b@',
  'u\u0085@',
)
const proxyUrl = fc
  .tuple(
    from('', ' '),
    from('', 'http://', 'HTTPS://', 'ftp://', 'http:/', '//'),
    user,
    host,
    port,
    from('', '/', ' ', '/x', '?', '#', '\\'),
  )
  .map((parts) => parts.join(''))
const noProxy = fc
  .array(
    fc
      .tuple(from('', '.', '*.', '*', '['), host, from('', ':80', ':123456', ']', ']:1'))
      .map((parts) => parts.join('')),
    { maxLength: 4 },
  )
  .chain((parts) => from(',', ' ', ', ', '\n').map((between) => parts.join(between)))

test.each([
  // A name in the coding of other scripts may be none; no pattern says so.
  ['proxies', proxyUrl.filter((url) => !/xn--/i.test(url)).map((url) => manual(url))],
  ['exceptions', noProxy.map((list) => manual('proxy.example', list))],
  [
    'files of certificates',
    fc
      .oneof(
        ascii,
        ascii.map((name) => `/${name}`),
      )
      .map((caFile) => ({ caFile })),
  ],
  [
    'values of any kind',
    fc.record(
      {
        proxy: anyOf({ mode: 'system' }, { mode: 'none' }, { mode: 'manual' }, { mode: 'auto' }),
        caFile: anyOf(null, '/a.pem'),
        offlineOnly: anyOf(true, false, 'true', 0),
        checkIntervalHours: anyOf(1, 24, 25, 0, 1.5, '6'),
      },
      { requiredKeys: [] },
    ),
  ],
] as const)(
  '%s: the schema and the program agree about 5,000 of each',
  onPosix('Windows has these in its registry'),
  (_, contents) => {
    let taken = 0
    fc.assert(
      fc.property(contents as fc.Arbitrary<unknown>, (content) => {
        if (agree(content)) taken += 1
      }),
      { numRuns: 5000 },
    )
    // Both ways are tried.
    expect(taken).toBeGreaterThan(50)
    expect(taken).toBeLessThan(5000)
  },
)

test('a name in another script that the program takes, the schema takes', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 8 }), (name) => {
      // A `<` with a stroke over it is one letter, whichever way it is written.
      const content = manual(`http://${name.normalize()}.example`)
      fc.pre(programTakes(content))
      expect([content, schemaTakes(content)]).toEqual([content, true])
    }),
    { numRuns: 2000 },
  )
})
