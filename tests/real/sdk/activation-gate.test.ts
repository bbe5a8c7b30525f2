// The command of the gate for C says what the app’s own says, word for word in JSON (docs/formats/check.md).
import { spawnSync } from 'node:child_process'
import { utimesSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { CLOCK_STANDS_AT } from '../../../scripts/testkit/kit-vendor.ts'
import { runProgram } from '#tests/support/cli.ts'
import { cLibrary } from '#tests/support/gate/c-library.ts'
import { GateVendor, type FileTerms } from '#tests/support/gate/gate-vendor.ts'
import { insistOnPublished } from '#tests/support/json-answers/published.ts'
import { faketime, needTool } from '#tests/support/tools.ts'

const { product, folder, trusted, copied, storeOf, built, make } = cLibrary()

const OURS = path.resolve(import.meta.dirname, '../../../src-main/hosts/cli/activation-desk.mjs')
const run = (program: string, ...args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' })

describe('the command', () => {
  const command = path.join(copied, 'build', 'activation-gate')
  const ask = (dataDir: string, ...more: readonly string[]) =>
    run(command, 'check', '--vendor', trusted, '--data-dir', dataDir, ...more)

  const desk = async (dataDir: string, ...more: readonly string[]) => {
    const { status, stdout } = await runProgram(OURS, ['--vendor', trusted, '--data-dir', dataDir, ...more])
    return { status, stdout }
  }

  test('asked of a test kit’s store, it takes the machine’s clock, which libfaketime moves to the kit’s moment', (context) => {
    const LD_PRELOAD = needTool(faketime, context)
    const words = ['check', '--vendor', trusted, '--data-dir', storeOf({ issued: CLOCK_STANDS_AT - DAY })]
    const at = (env: NodeJS.ProcessEnv) =>
      spawnSync(command, [...words, '--product', 'alpha'], { env: { ...process.env, ...env } }).status
    expect(at({})).toBe(1)
    expect(at({ LD_PRELOAD, FAKETIME: '@2030-01-01 12:00:00', TZ: 'UTC' })).toBe(0)
  })

  const STORES_OF_ALL: readonly (readonly [string, FileTerms, readonly string[]])[] = [
    ['may run', {}, []],
    ['ends soon', { attributes: { expiry: iso(Date.now() + 9 * DAY) } }, []],
    [
      'is in its days of grace',
      { attributes: { expiry: iso(Date.now() - DAY) }, metadata: { graceDays: 20 } },
      [],
    ],
    ['has expired', { attributes: { expiry: iso(Date.now() - DAY) } }, []],
    ['has a key that ends first', { fileExpiry: Date.now() + 5 * DAY }, []],
    [
      'is not maintained any more',
      { metadata: { maintenanceUntil: '2026-01-01' } },
      ['--built', '2026-02-01'],
    ],
    ['lacks a feature', {}, ['--feature', 'naïve']],
  ]

  test.each(STORES_OF_ALL)(
    'says the same as ours, and exits alike, where the license %s',
    async (_, terms, more) => {
      const dataDir = storeOf(terms)
      const question = ['check', '--product', 'alpha', ...more]
      const [json, words] = [await desk(dataDir, '--json', ...question), await desk(dataDir, ...question)]
      const said = ask(dataDir, '--product', 'alpha', '--json', ...more)
      expect(said).toMatchObject({ ...json, stderr: '' })
      insistOnPublished('activation-desk', ['check'], said.stdout)
      expect(ask(dataDir, '--product', 'alpha', ...more)).toMatchObject({ ...words, stderr: '' })
      expect(ask(dataDir, '--product', 'alpha', '--quiet', ...more)).toMatchObject({
        status: json.status,
        stdout: '',
        stderr: '',
      })
    },
  )

  test('exits with 2 where it cannot tell, and says of what', () => {
    const dataDir = storeOf({})
    writeFileSync(path.join(dataDir, 'licenses/370fe8c7-df40-4f56-b9c1-c90cdd5cad91/machine.lic'), 'x')
    const said = ask(dataDir, '--product', 'alpha', '--json')
    expect(said.status).toBe(2)
    // As published, but for the words.
    const { error } = JSON.parse(said.stdout) as { error: object }
    insistOnPublished('activation-desk', ['check'], JSON.stringify({ error: { ...error, what: '' } }))
    expect({ error }).toEqual({
      error: {
        code: 'license_damaged',
        params: { path: 'licenses/370fe8c7-df40-4f56-b9c1-c90cdd5cad91/machine.lic' },
      },
    })
    expect(ask(dataDir, '--product', 'alpha')).toMatchObject({
      status: 2,
      stdout: '',
      stderr: expect.stringContaining('license_damaged') as string,
    })
  })

  test.each([
    ['lost', { 'usage/alpha.json': { text: '{' } }],
    ['unread', { 'usage/alpha.json': { folder: true } }],
  ] as const)('says of usage that is %s what ours does', async (_, more) => {
    const dataDir = product.storeOf({ metadata: { overLimit: 'refuse' } }, more)
    const meant = await desk(dataDir, '--json', 'check', '--product', 'alpha')
    const { error } = JSON.parse(meant.stdout) as { error: { code: string; params: object } }
    expect(error).toMatchObject({ params: { path: 'usage/alpha.json', product: 'alpha' } })
    const said = ask(dataDir, '--product', 'alpha', '--json')
    expect(said.status).toBe(meant.status)
    expect(JSON.parse(said.stdout)).toEqual({ error: { code: error.code, params: error.params } })
  })

  const LONG = '𝄞'.repeat(100)

  test.each<readonly [string, readonly string[], object]>([
    ['an empty product', ['--product', ''], { field: 'product', least: 1 }],
    ['a product of 201 units', ['--product', `${LONG}x`], { field: 'product', most: 200 }],
    ['an empty feature', ['--product', 'alpha', '--feature', ''], { field: 'feature', least: 1 }],
    ['a long feature', ['--product', 'alpha', '--feature', `${LONG}x`], { field: 'feature', most: 200 }],
    ['a day that is none', ['--product', 'alpha', '--built', '2026-02-30'], { field: 'built' }],
    [
      'all three at once',
      ['--product', LONG, '--feature', `${LONG}x`, '--built', ''],
      { field: 'feature', most: 200 },
    ],
    [
      'a data folder that can be none',
      ['--product', 'alpha', '--data-dir', '/tmp/\ufffd'],
      { field: 'arguments' },
    ],
  ])('says with --json what is wrong with %s, as ours does', async (_, args, params) => {
    const given = args.includes('--data-dir') ? args : [...args, '--data-dir', storeOf({})]
    const words = ['check', '--vendor', trusted, ...given, '--json']
    const said = run(command, ...words)
    const meant = await runProgram(OURS, words)
    const { error } = JSON.parse(meant.stdout) as { error: { code: string; params: object } }
    expect(error).toMatchObject({ code: 'invalid_input', params })
    expect(said.status).toBe(meant.status)
    expect(JSON.parse(said.stdout)).toEqual({ error: { code: error.code, params: error.params } })
  })

  test.each([['--data-dir'], ['ACTIVATION_DESK_DATA_DIR']])(
    'takes no data folder that is no UTF-8, of %s, as ours does',
    (by) => {
      const place = folder('bytes')
      const script = `bad="$1/$(printf 'bad\\377')"; cp -a "$2" "$bad"; shift 2
        ${by === '--data-dir' ? 'exec "$@" --data-dir "$bad"' : `${by}="$bad" exec "$@"`}`
      const asked = ['check', '--product', 'alpha', '--vendor', trusted, '--json']
      for (const program of [[command], [process.execPath, OURS]]) {
        const said = run('sh', '-e', '-c', script, 'sh', place, storeOf({}), ...program, ...asked)
        expect(said.status).toBe(2)
        expect(JSON.parse(said.stdout)).toMatchObject({
          error: { code: 'invalid_input', params: { field: 'arguments' } },
        })
      }
    },
  )

  test('of a test vendor says so of wrong words, too', async () => {
    const ofTest = path.join(folder('vendor'), 'vendor.json')
    writeFileSync(ofTest, JSON.stringify({ ...product.vendor.profile(), test: true }))
    const compiledIn = built('activation-gate', `PROFILE=${ofTest}`)
    const wrong = { test: true, error: { code: 'invalid_input', params: { field: 'arguments' } } }
    for (const args of [['--product', 'a', '--force'], ['--product', 'a', '--vendor', ofTest], []]) {
      const said = run(compiledIn, 'check', '--json', ...args)
      expect(said.status).toBe(2)
      expect(JSON.parse(said.stdout)).toEqual(wrong)
    }
    const given = ['--vendor', ofTest, 'check', '--product', 'a', '--data-dir', ' ', '--json']
    const { stdout } = await runProgram(OURS, given)
    expect(JSON.parse(stdout)).toMatchObject(wrong)
    expect(JSON.parse(run(command, ...given).stdout)).toEqual(wrong)
    // And of a question that is none.
    const asked = run(compiledIn, 'check', '--json', '--product', '')
    const params = { field: 'product', least: 1 }
    expect(JSON.parse(asked.stdout)).toEqual({ test: true, error: { code: 'invalid_input', params } })
  })

  test('takes no profile with a zero in it, given or compiled in', () => {
    const zero = path.join(folder('vendor'), 'vendor.json')
    writeFileSync(zero, `${product.profile}\0 and more`)
    const dataDir = storeOf({})
    expect(
      run(command, '--vendor', zero, '--data-dir', dataDir, 'check', '--product', 'alpha'),
    ).toMatchObject({
      ...{ status: 2, stdout: '' },
      stderr: expect.stringContaining('the vendor profile cannot be read') as string,
    })
    expect(() => built('activation-gate', `PROFILE=${zero}`)).toThrow('has a zero in it')
  })

  test('that may open no more files could not tell, and says why', () => {
    const dataDir = storeOf({})
    const more = ['--vendor', trusted, '--data-dir', dataDir, '--product', 'alpha', '--json']
    // From three, which are open, to what it takes. libcrypto's own file is opened before the first of ours.
    const said = Array.from({ length: 12 }, (_, files) => {
      const limited = `ulimit -n ${files + 3}; exec "$0" "$@"`
      return spawnSync('sh', ['-c', limited, command, 'check', ...more], { encoding: 'utf8' })
    }).filter(({ stdout }) => stdout !== '')
    const reasons = said.flatMap(({ status, stdout }) => {
      const { error, mayRun } = JSON.parse(stdout) as {
        error?: { params?: { reason?: string } }
        mayRun?: boolean
      }
      expect(status).toBe(error === undefined ? 0 : 2)
      return error === undefined ? (mayRun ?? []) : (error.params?.reason ?? '')
    })
    expect(new Set(reasons)).toEqual(new Set(['too_many_open_files', true]))
  })

  test('with a profile that was compiled in trusts no other', () => {
    const program = built('activation-gate', `PROFILE=${trusted}`)
    const dataDir = storeOf({})
    expect(run(program, 'check', '--product', 'alpha', '--data-dir', dataDir).status).toBe(0)
    expect(
      run(program, 'check', '--product', 'alpha', '--data-dir', dataDir, '--vendor', trusted).status,
    ).toBe(2)
  })

  test('made before without a profile, or with another, is made anew with the one that is named', () => {
    const place = folder('build')
    const program = path.join(place, 'activation-gate')
    const verdict = () => run(program, 'check', '--product', 'alpha', '--data-dir', storeOf({})).status
    const other = path.join(place, 'other.json')
    make(`BUILD=${place}`)
    // Its keys are those of others, and it is older than all that was made.
    const [key] = new GateVendor().profile().keys
    writeFileSync(other, JSON.stringify({ ...product.vendor.profile(), keys: [key] }))
    utimesSync(other, 0, 0)
    for (const [profile, meant] of [
      [trusted, 0],
      [other, 2],
      [trusted, 0],
    ] as const) {
      make(`BUILD=${place}`, `PROFILE=${profile}`)
      expect(verdict()).toBe(meant)
      expect(run(program, 'check', '--product', 'alpha', '--vendor', trusted).stderr).toContain('--vendor')
    }
  })
})
