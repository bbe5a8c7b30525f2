// The gate for Node: one file of the core's own code, in a copy of its folder (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { pathToFileURL } from 'node:url'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { buildNodeSdk } from '../../../scripts/sdk-node.ts'
import type * as Documented from '../../../sdk/node/gate.d.ts'
import type { Gate as BuiltGate } from '#main/hosts/library/main.ts'
import { iso } from '#shared/instant.ts'
import {
  isCalledBack,
  isStoppedByItsListener,
  ProductOf,
  quickStartOf,
} from '#tests/support/gate/product-of.ts'

const product = new ProductOf('node')
afterAll(product.end)

/** What is documented is what is built: each takes the place of the other. */
type Library = typeof Documented
type Built = { readonly Gate: new (profile: string, folder?: string) => BuiltGate }
const asDocumented = (built: Built): Library => built

const copied = path.join(product.folder('source'), 'a copy, ä')
const built = path.join(copied, 'dist/gate.js')
let library: Library
beforeAll(async () => {
  cpSync(new URL('../../../sdk/node', import.meta.url), copied, { recursive: true })
  await buildNodeSdk(copied)
  library = asDocumented((await import(pathToFileURL(built).href)) as Built)
})

/** A product with the library among its packages. */
function productOf(source: string): string {
  const place = product.folder('product')
  cpSync(copied, path.join(place, 'node_modules/activation-gate'), { recursive: true })
  writeFileSync(path.join(place, 'product.mjs'), source)
  writeFileSync(path.join(place, 'vendor.json'), product.profile)
  return place
}

test('the quick start of its README, fifteen lines at most, runs, from wherever it is started', () => {
  const place = productOf(quickStartOf(path.join(copied, 'README.md'), 'js'))
  const run = (dataDir: string, cwd: string) =>
    spawnSync(process.execPath, [path.join(place, 'product.mjs')], {
      cwd,
      encoding: 'utf8',
      env: { ACTIVATION_DESK_DATA_DIR: dataDir },
    })
  const [licensed, expired] = [
    product.storeOf({}),
    product.storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }),
  ]
  for (const cwd of [place, ...product.elsewhere()]) {
    expect(run(licensed, cwd)).toMatchObject({ status: 0, stdout: '', stderr: '' })
    expect(run(expired, cwd)).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringContaining('alpha: may not run (Expired).') as string,
    })
  }
  for (const missing of ['vendor.json', 'node_modules/activation-gate/dist/gate.js']) {
    rmSync(path.join(place, missing))
    for (const cwd of product.elsewhere())
      expect(run(licensed, cwd)).toMatchObject({
        status: 2,
        stderr: expect.stringContaining(path.basename(missing)) as string,
      })
  }
})

const WATCHING = `
import { readFileSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Gate } from 'activation-gate'
const gate = new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3])
const stop = gate.watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
  throw new Error('of the product')
}, 'alpha', { seconds: 0.2 })
for await (const line of createInterface(process.stdin)) {
  try {
    gate.reportUsage('alpha', Number(line))
    console.log('reported')
  } catch (error) {
    console.log('refused: ' + error.name)
  }
}
stop()
`

test('a product that reports its usage is called back when that stops it, though its listener throws', async () => {
  const program = path.join(productOf(WATCHING), 'product.mjs')
  const dataDir = product.refusing()
  await isCalledBack([process.execPath, program, product.profileFile, dataDir], dataDir, {
    ...{ runs: 'answer: active 0', stopped: 'answer: over_limit 1' },
    ...{ reported: 'reported', refused: 'refused: RangeError' },
  })
})

const ONCE = `
import { readFileSync } from 'node:fs'
import { Gate } from 'activation-gate'
const stop = new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3]).watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
  stop()
}, 'alpha', { seconds: 0 })
`

test('a listener may stop its own watch, and is called no more', () => {
  const program = path.join(productOf(ONCE), 'product.mjs')
  isStoppedByItsListener(
    [process.execPath, program, product.profileFile, product.storeOf({})],
    'answer: active 0',
  )
})

const WITHOUT_OPENSSL = `
import { readFileSync } from 'node:fs'
import crypto from 'node:crypto'
import { syncBuiltinESMExports } from 'node:module'
crypto[process.argv[4]] = () => { throw new Error('unsupported') }
syncBuiltinESMExports()
const { Gate } = await import('activation-gate')
const answer = await new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3]).check('alpha')
console.log(answer.verdict + ' ' + JSON.stringify(answer.json))
`

test.each(['createHmac', 'createPublicKey', 'verify', 'createSecretKey', 'createDecipheriv'])(
  'an OpenSSL that refuses %s is an answer: it could not tell',
  (refused) => {
    const program = path.join(productOf(WITHOUT_OPENSSL), 'product.mjs')
    const words = [program, product.profileFile, product.storeOf({}), refused]
    const stdout = '2 {"error":{"code":"internal_error"}}\n'
    expect(spawnSync(process.execPath, words, { encoding: 'utf8' })).toMatchObject({ status: 0, stdout })
  },
)

const LEFT_RUNNING = `
import { readFileSync } from 'node:fs'
import { Gate } from 'activation-gate'
new Gate(readFileSync(process.argv[2], 'utf8'), process.argv[3]).watch(({ status, verdict }) => {
  console.log('answer: ' + status + ' ' + verdict)
}, 'alpha', { seconds: 86400 })
`

test('a watch that is left running keeps no product alive, which hears the first answer', () => {
  const program = path.join(productOf(LEFT_RUNNING), 'product.mjs')
  const words = [program, product.profileFile, product.storeOf({})]
  const said = spawnSync(process.execPath, words, { encoding: 'utf8', timeout: 60_000 })
  expect(said).toMatchObject({ status: 0, stdout: 'answer: active 0\n', stderr: '' })
})

test('no product or number that cannot be reported is written', () => {
  const gate = new library.Gate(product.profile, product.refusing())
  for (const usage of [-1, 1.5, 2 ** 53]) expect(() => gate.reportUsage('alpha', usage)).toThrow(RangeError)
  for (const code of ['../alpha', 1, null])
    expect(() => gate.reportUsage(code as string, 1)).toThrow(RangeError)
})

test.each<[string, string, (usage: string) => void]>([
  ['a file', 'ENOTDIR', (usage) => writeFileSync(usage, '')],
  ['a link', 'ENOTDIR', (usage) => symlinkSync('.', usage)],
  ['missing', 'ENOENT', () => undefined],
  [
    'where the report is a folder',
    'EISDIR',
    (usage) => mkdirSync(`${usage}/alpha.json`, { recursive: true }),
  ],
])(
  'usage that cannot be reported, for the folder is %s, is an error as the system has it: %s',
  (_, code, make) => {
    const dataDir = product.storeOf({})
    make(path.join(dataDir, 'usage'))
    const gate = new library.Gate(product.profile, dataDir)
    let thrown: unknown
    try {
      gate.reportUsage('alpha', 1)
    } catch (error) {
      thrown = error
    }
    const errno = -constants.errno[code as 'ENOENT']
    expect(thrown).toMatchObject({
      name: 'Error',
      constructor: Error,
      code,
      errno,
      path: expect.any(String) as string,
    })
  },
)

test('a hundred questions to one gate at once are answered alike', async () => {
  const gate = new library.Gate(product.profile, product.storeOf({ metadata: { features: ['a', 'ä'] } }))
  const answers = await Promise.all(Array.from({ length: 100 }, () => gate.check('alpha')))
  expect(new Set(answers.map(({ json }) => JSON.stringify(json))).size).toBe(1)
  expect(answers[0]?.mayRun).toBe(true)
})

test.each([
  ['a profile that is none', '{}', 'alpha', {}, 'profile_invalid'],
  ['a profile that is no text', null as unknown as string, 'alpha', {}, 'profile_invalid'],
  ['no product', product.profile, '', {}, 'invalid_input'],
  ['a day that is none', product.profile, 'alpha', { built: '2026-02-30' }, 'invalid_input'],
  ['a product that is no text', product.profile, 5, {}, 'invalid_input'],
  ['a feature that is no text', product.profile, 'alpha', { feature: 5 }, 'invalid_input'],
  ['what is asked as no object', product.profile, 'alpha', 5, 'invalid_input'],
])('%s is an answer: it could not tell', async (_, profile, code, asked, reason) => {
  const gate = new library.Gate(profile, product.storeOf({}))
  expect(await gate.check(code as string, asked as object)).toMatchObject({
    verdict: 2,
    mayRun: false,
    reason,
    json: { error: { code: reason } },
  })
})

test.each([5, {}, '/tmp/a\0b', '/tmp/\uD800', '/tmp/\uFFFD'])(
  'a data folder that can be none is an answer, too: %j',
  async (folder) => {
    const gate = new library.Gate(product.profile, folder as string)
    expect(await gate.check('alpha')).toMatchObject({ verdict: 2, reason: 'invalid_input' })
    expect(() => gate.reportUsage('alpha', 1)).toThrow(RangeError)
  },
)

function revoked(): object {
  const { proxy, revoke } = Proxy.revocable({}, {})
  revoke()
  return proxy
}

test.each<[string, () => object]>([
  [
    'a getter',
    () => ({
      get built() {
        throw new Error('of the product')
      },
    }),
  ],
  [
    'a proxy',
    () =>
      new Proxy(
        {},
        {
          get() {
            throw new Error('of the product')
          },
        },
      ),
  ],
  ['a revoked proxy', revoked],
])('%s that throws is an answer, too', async (_, asked) => {
  const gate = new library.Gate(product.profile, product.storeOf({}))
  expect(await gate.check('alpha', asked())).toMatchObject({ verdict: 2, reason: 'invalid_input' })
})

test.each<[string, () => unknown]>([
  [
    'a getter that throws',
    () => ({
      get seconds() {
        throw new Error('of the product')
      },
    }),
  ],
  ['a revoked proxy', revoked],
  ['a text', () => ({ seconds: '5' })],
  ['a BigInt', () => ({ seconds: 5n })],
  ['NaN', () => ({ seconds: Number.NaN })],
  ['a symbol', () => ({ seconds: Symbol('5') })],
  ['no object', () => 5],
])('a watch whose pause is %s is called back with an answer, too', async (_, asked) => {
  const gate = new library.Gate(product.profile, product.storeOf({}))
  const answer = await new Promise<Documented.Answer>((resolve) => {
    const stop = gate.watch(
      (said) => {
        stop()
        resolve(said)
      },
      'alpha',
      asked() as object,
    )
  })
  expect(answer).toMatchObject({ verdict: 2, reason: 'invalid_input' })
})

test.each([null, undefined, Infinity, -1])('a watch may pause for %s seconds', async (seconds) => {
  const gate = new library.Gate(product.profile, product.storeOf({}))
  const answer = await new Promise<Documented.Answer>((resolve) => {
    const stop = gate.watch(
      (said) => {
        stop()
        resolve(said)
      },
      'alpha',
      { seconds },
    )
  })
  expect(answer).toMatchObject({ verdict: 0 })
})

test('a watch without a listener is refused', () => {
  const gate = new library.Gate(product.profile, product.storeOf({}))
  expect(() => gate.watch(null as unknown as () => void, 'alpha')).toThrow(TypeError)
})

test('what is null is not asked', async () => {
  const gate = new library.Gate(product.profile, product.storeOf({}))
  for (const asked of [null, { built: null, feature: null }])
    expect(await gate.check('alpha', asked)).toMatchObject({ verdict: 0, mayRun: true })
})
