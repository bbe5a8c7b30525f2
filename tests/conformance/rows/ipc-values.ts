// What a message between the main process and the preload can carry, and as what it arrives.
import { row, type Row } from '../row.ts'

const invoked = (channel: string, ...given: string[]) =>
  `ipcRenderer.invoke(${[`'${channel}'`, ...given].join()}).then(describe, (error) => 'rejected: ' + error.message)`

export const CLONE = 'An object could not be cloned.'

/** There and back: what the preload has then. */
const VALUES: readonly (readonly [what: string, from: string, expected: string, value: string])[] = [
  ['a date', 'spec/api-ipc-renderer-spec.ts:42', 'Date 5', 'new Date(5)'],
  ['a map', 'docs/api/ipc-renderer.md:159', 'Map [[a,1]]', `new Map([['a', 1]])`],
  ['a set', 'docs/api/ipc-renderer.md:159', 'Set [1]', 'new Set([1])'],
  ['a regular expression', 'docs/api/ipc-renderer.md:159', '/a/gi', '/a/gi'],
  ['a big integer', 'docs/api/ipc-renderer.md:159', '12n', '12n'],
  ['a typed array', 'spec/api-ipc-renderer-spec.ts:52', 'Uint8Array 1,2,3 of 3', 'Uint8Array.of(1, 2, 3)'],
  [
    'a part of a buffer, with the whole of it,',
    'docs/api/ipc-renderer.md:159',
    'Uint8Array 0,0,0 of 8',
    'new Uint8Array(new ArrayBuffer(8), 2, 3)',
  ],
  ['a buffer', 'docs/api/ipc-renderer.md:159', 'ArrayBuffer 8', 'new ArrayBuffer(8)'],
  [
    'an array in a circle',
    'spec/api-ipc-renderer-spec.ts:110',
    'true',
    '(() => { const list = [5]; list.push(list); return list })()',
  ],
  [
    'an object in a circle',
    'spec/api-ipc-renderer-spec.ts:110',
    'cyclic self,a',
    '(() => { const own = {}; own.self = own; own.a = 1; return own })()',
  ],
  ['undefined as a member', 'docs/api/ipc-renderer.md:159', 'Object {a:undefined}', '({ a: undefined })'],
  ['numbers that JSON lacks', 'docs/api/ipc-renderer.md:159', '[NaN,-0,Infinity]', '[NaN, -0, Infinity]'],
  ['a hole in an array', 'docs/api/ipc-renderer.md:159', '[1,hole,3]', '[1, , 3]'],
  [
    'an object of a class, as a plain one,',
    'docs/api/ipc-renderer.md:159',
    'Object {a:1}',
    'new (class { a = 1; method() {} })()',
  ],
  [
    'an error, with class and message alone,',
    'docs/api/ipc-renderer.md:159',
    'TypeError boom',
    `Object.assign(new TypeError('boom'), { code: 'x' })`,
  ],
  [
    'three million letters',
    'spec/api-ipc-spec.ts:147',
    '3145729 characters',
    `'x'.repeat(3 * 1024 * 1024 + 1)`,
  ],
  ['nothing at all', 'docs/api/ipc-renderer.md:159', 'undefined', 'undefined'],
]

const REFUSED: readonly (readonly [what: string, from: string, value: string])[] = [
  ['a function', 'docs/api/ipc-renderer.md:159', '() => 1'],
  ['a promise', 'docs/api/ipc-renderer.md:159', 'Promise.resolve()'],
  ['a symbol', 'docs/api/ipc-renderer.md:159', `Symbol('x')`],
  ['an element of the page', 'spec/api-ipc-renderer-spec.ts:63', 'document.location'],
  ['a Proxy', 'docs/api/ipc-renderer.md:159', 'new Proxy({}, {})'],
]

const echoed = (says: string, from: string, expected: unknown, code: string): Row => ({
  ...row(says, from, expected, (_, kit, given) => {
    kit.handle('echo', (_event, value: unknown) => value)
    return kit.preload(given)
  }),
  arg: code,
})

export const ipcValues: readonly Row[] = [
  ...VALUES.map(([what, from, expected, value]) =>
    echoed(
      `${what} crosses`,
      from,
      expected,
      what === 'an array in a circle'
        ? `ipcRenderer.invoke('echo', ${value}).then((list) => String(list[1] === list), (error) => error.message)`
        : invoked('echo', value),
    ),
  ),
  ...REFUSED.map(([what, from, value]) =>
    echoed(`${what} does not cross`, from, `rejected: ${CLONE}`, invoked('echo', value)),
  ),
]
