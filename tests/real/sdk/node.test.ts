// The gate for Node: one file of the core's own code, in a copy of its folder (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs'
import { constants } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { iso } from '#shared/instant.ts'
import { nodeLibrary, revoked } from '#tests/support/gate/node-library.ts'
import { quickStartOf } from '#tests/support/gate/product-of.ts'

const { product, copied, productOf, gateOf } = nodeLibrary()

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

test('no product or number that cannot be reported is written', () => {
  const gate = gateOf(product.refusing())
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
    const gate = gateOf(dataDir)
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
  const gate = gateOf(product.storeOf({ metadata: { features: ['a', 'ä'] } }))
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
  const gate = gateOf(product.storeOf({}), profile)
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
    const gate = gateOf(folder as string)
    expect(await gate.check('alpha')).toMatchObject({ verdict: 2, reason: 'invalid_input' })
    expect(() => gate.reportUsage('alpha', 1)).toThrow(RangeError)
  },
)

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
  const gate = gateOf(product.storeOf({}))
  expect(await gate.check('alpha', asked())).toMatchObject({ verdict: 2, reason: 'invalid_input' })
})

test('what is null is not asked', async () => {
  const gate = gateOf(product.storeOf({}))
  for (const asked of [null, { built: null, feature: null }])
    expect(await gate.check('alpha', asked)).toMatchObject({ verdict: 0, mayRun: true })
})
