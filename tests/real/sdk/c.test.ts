// The gate for C: built with its own Makefile from a copy of its folder, and held to the reference (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { DAY, iso } from '#shared/instant.ts'
import { runProgram } from '#tests/support/cli.ts'
import { AskedProgram, PATIENCE } from '#tests/support/gate/ask-program.ts'
import { AskedGates } from '#tests/support/gate/asked-gates.ts'
import { differencesInVectors } from '#tests/support/gate/differences.ts'
import type { FileTerms } from '#tests/support/gate/gate-vendor.ts'
import {
  isCalledBack,
  isStoppedByItsListener,
  ProductOf,
  quickStartOf,
} from '#tests/support/gate/product-of.ts'
import { readVectors } from '#tests/support/gate/read-vectors.ts'
import { insistOnPublished } from '#tests/support/json-answers/published.ts'
import { cCompiler, clang, needTool, valgrind } from '#tests/support/tools.ts'

const INPUTS = 1_000_000
const OURS = path.resolve(import.meta.dirname, '../../../src-main/hosts/cli/activation-desk.mjs')

const FUZZED =
  '-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION'

const product = new ProductOf('c')
const { folder, profileFile: trusted } = product
afterAll(product.end)
const storeOf = (terms: FileTerms) => product.storeOf(terms)

const copied = path.join(folder('source'), 'a copy, ä')

function make(...args: readonly string[]): void {
  const { status, stderr, stdout } = spawnSync('make', ['-j2', '-C', copied, ...args], { encoding: 'utf8' })
  if (status !== 0) throw new Error(`make ${args.join(' ')}:\n${stdout}\n${stderr}`)
}

/** A program of the tests on the library as it is installed. */
function ours(target: string): string {
  make(`build/${target}`)
  return path.join(copied, 'build', target)
}

/** The programs of the tests, built in a folder of their own. */
function built(target: string, ...args: readonly string[]): string {
  const place = folder('build')
  make(`BUILD=${place}`, ...args, `${place}/${target}`)
  return path.join(place, target)
}

function lazily<T>(of: () => T): () => T {
  let made: { readonly it: T } | null = null
  return () => (made ??= { it: of() }).it
}

/** Under ThreadSanitizer, both at once. */
const threaded = lazily(() => {
  const place = folder('threads')
  make(`BUILD=${place}`, 'CFLAGS=-g -O1 -fsanitize=thread', `${place}/threads`, `${place}/watch`)
  return place
})

const run = (program: string, ...args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' })

beforeEach((context) => void needTool(cCompiler, context))
beforeAll(() => {
  if (cCompiler.find() === null) return
  cpSync(new URL('../../../sdk/c', import.meta.url), copied, { recursive: true })
  rmSync(path.join(copied, 'build'), { recursive: true, force: true })
  make()
})

test('valgrind finds nothing in any vector', { timeout: PATIENCE }, async (context) => {
  const asked = new AskedProgram(needTool(valgrind, context), [
    ...[
      '--quiet',
      '--leak-check=full',
      '--errors-for-leak-kinds=definite,indirect,possible',
      '--track-fds=no',
    ],
    ours('ask_lines'),
  ])
  const gates = new AskedGates({ valgrind: asked })
  expect(await differencesInVectors(gates, folder('vectors'))).toEqual([])
  expect(await gates.end()).toBe('')
})

test(`libFuzzer finds nothing in ${INPUTS} inputs`, { timeout: PATIENCE }, (context) => {
  needTool(clang, context)
  const program = built('fuzz', 'CC=clang', `CFLAGS=${FUZZED}`)
  const corpus = folder('corpus')
  const texts = readVectors().flatMap(({ store }) =>
    Object.entries(store).flatMap(([place, entry]) => ('text' in entry ? [{ place, text: entry.text }] : [])),
  )
  for (const [index, { place, text }] of texts.entries()) {
    const readers = /\.(lic|key)$/.test(place) ? [0] : place.endsWith('.json') ? [1, 2, 3, 6] : [4, 5]
    for (const reader of readers)
      writeFileSync(
        path.join(corpus, `${index}-${reader}`),
        Buffer.concat([Buffer.from([reader]), Buffer.from(text)]),
      )
  }
  const { status, stderr } = run(
    program,
    `-runs=${INPUTS}`,
    '-max_len=4096',
    '-timeout=30',
    '-verbosity=0',
    `-artifact_prefix=${folder('found')}/`,
    corpus,
  )
  expect(status, stderr).toBe(0)
})

describe('installed', () => {
  const prefix = lazily(() => {
    const place = folder('prefix')
    make('install', `PREFIX=${place}`)
    return place
  })
  const readme = lazily(() => readFileSync(path.join(copied, 'README.md'), 'utf8'))
  const started = lazily(() => {
    const place = folder('product')
    writeFileSync(path.join(place, 'product.c'), quickStartOf(path.join(copied, 'README.md'), 'c'))
    cpSync(trusted, path.join(place, 'vendor.json'))
    const [, profile = ''] = /`(\{ echo [^`]*> vendor_profile\.c)`/.exec(readme()) ?? []
    const [, compile = ''] = /`(cc product\.c [^`]*)`/.exec(readme()) ?? []
    const shell = spawnSync('sh', ['-e', '-c', `${profile}\n${compile}`], {
      cwd: place,
      encoding: 'utf8',
      env: { ...process.env, PKG_CONFIG_PATH: `${prefix()}/lib/pkgconfig` },
    })
    if (shell.status !== 0) throw new Error(shell.stderr)
    return path.join(place, 'a.out')
  })
  const asked = (dataDir: string, env: NodeJS.ProcessEnv = {}) =>
    spawnSync(started(), {
      encoding: 'utf8',
      env: { LD_LIBRARY_PATH: `${prefix()}/lib`, ACTIVATION_DESK_DATA_DIR: dataDir, ...env },
    })

  test('the quick start of its README, fifteen lines at most, runs on the shared library', () => {
    expect(asked(storeOf({}))).toMatchObject({ status: 0, stdout: '', stderr: '' })
    const refused = asked(storeOf({ attributes: { expiry: iso(Date.now() - 1000) } }))
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringContaining('alpha: may not run (Expired).') as string,
    })
  })

  test('who starts the product changes no answer by a configuration of OpenSSL', () => {
    const OPENSSL_CONF = path.join(folder('openssl'), 'openssl.cnf')
    writeFileSync(
      OPENSSL_CONF,
      [
        ...['openssl_conf = all', '[all]', 'alg_section = algorithms', 'providers = providers'],
        ...['[algorithms]', 'default_properties = fips=yes', '[providers]', 'null = null'],
        ...['[null]', 'activate = 1', ''],
      ].join('\n'),
    )
    expect(asked(storeOf({}), { OPENSSL_CONF })).toMatchObject({ status: 0, stderr: '' })
  })

  test('its header is C++, too', () => {
    const { status, stderr } = spawnSync(
      'gcc',
      ['-x', 'c++', '-fsyntax-only', '-Wall', '-Werror', `${copied}/include/activation_gate.h`],
      { encoding: 'utf8' },
    )
    expect(/cannot execute|No such file/.test(stderr) || status === 0, stderr).toBe(true)
  })
})

describe('the command', () => {
  const command = path.join(copied, 'build', 'activation-gate')
  const ask = (dataDir: string, ...more: readonly string[]) =>
    run(command, 'check', '--vendor', trusted, '--data-dir', dataDir, ...more)

  const desk = async (dataDir: string, ...more: readonly string[]) => {
    const { status, stdout } = await runProgram(OURS, ['--vendor', trusted, '--data-dir', dataDir, ...more])
    return { status, stdout }
  }

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
    ['no product', []],
    ['an empty product', ['--product', '']],
    ['a product twice', ['--product', 'a', '--product', 'b']],
    ['a day that is none', ['--product', 'alpha', '--built', '2026-02-30']],
    ['an unknown option', ['--product', 'alpha', '--force']],
    ['a word too many', ['--product', 'alpha', 'more']],
  ])('exits with 2 of %s', (_, args) => {
    const said = ask(storeOf({}), ...args)
    expect(said.status).toBe(2)
    expect(said.stderr).not.toBe('')
  })

  // What ours makes of it: a service would take the words for “may run”.
  test.each([
    ['--help', ['check', '--product', 'alpha', '--help']],
    ['-h', ['check', '-h']],
    ['--version', ['check', '--version']],
    ['--help, and nothing asked', ['--help']],
    ['--version, and nothing asked', ['--version']],
  ])('exits as ours of %s', async (_, args) => {
    const meant = await runProgram(OURS, args)
    const said = run(command, ...args)
    expect(said).toMatchObject({ status: meant.status, stderr: '' })
    expect(said.stdout === '').toBe(meant.stdout === '')
  })

  test('says of wrong words what ours does with --json', async () => {
    const dataDir = storeOf({})
    for (const args of [
      ['--product', 'a', '--product', 'b'],
      ['--product', 'a', '--force'],
      ['--prod', 'a'],
      ['--product', '--quiet'],
      ['--product=--quiet'],
      ['--product', '-q'],
      ['--product', 'a', '--feature', '--quiet'],
      ['--product', 'a', 'more'],
      [],
    ]) {
      const meant = await desk(dataDir, 'check', ...args, '--json')
      const said = ask(dataDir, ...args, '--json')
      const { error } = JSON.parse(meant.stdout) as { error: { code: string; params: object } }
      expect(said.status).toBe(meant.status)
      expect(JSON.parse(said.stdout)).toEqual({ error: { code: error.code, params: error.params } })
    }
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
})

const NONE = `
#include <activation_gate.h>
#include <stdio.h>
int main(void) {
  int64_t number = 0;
  printf("%s %s %d %d %d %d %zu", ag_json(NULL), ag_reason(NULL), (int)ag_verdict_of(NULL) + ag_is_allowed(NULL), ag_limit(NULL, &number),
         ag_usage(NULL, NULL), ag_until(NULL, NULL), ag_feature_count(NULL));
  printf(" %d %d", ag_status(NULL) == NULL, ag_feature(NULL, 0) == NULL && ag_error_path(NULL) == NULL && ag_error_cause(NULL) == NULL);
  printf(" %d %s", ag_days_left(NULL, NULL) + ag_maintenance_until(NULL, NULL) + ag_is_test(NULL), ag_json(ag_check(NULL, "a", NULL, NULL)));
  printf(" %d\\n%s\\n", ag_report_usage(NULL, "a", 1), ag_sentence(NULL));
  ag_answer_free(NULL);
  ag_close(NULL);
  ag_watch_stop(NULL);
  return ag_watch_start(NULL, NULL, NULL, "a", NULL, NULL, 1) != NULL;
}
`

test('no gate and no answer are as those for which there was no memory', () => {
  const place = folder('none')
  writeFileSync(path.join(place, 'none.c'), NONE)
  const library = path.join(copied, 'build', 'libactivation_gate.a')
  const words = ['-o', 'none', 'none.c', `-I${copied}/include`, library, '-lcrypto', '-lpthread', '-lm']
  const built = spawnSync('cc', words, { cwd: place, encoding: 'utf8' })
  expect(built.status, built.stderr).toBe(0)
  const json = '{"error":{"code":"out_of_memory"}}'
  const { status, stdout } = run(path.join(place, 'none'))
  expect(status).toBe(0)
  expect(stdout.split('\n')[0]).toBe(`${json} out_of_memory 2 0 0 0 0 1 1 0 ${json} 22`)
})

test('a hundred threads ask one gate at once, and are answered alike', () => {
  const dataDir = storeOf({ metadata: { features: ['a', 'ä'] } })
  const said = run(path.join(threaded(), 'threads'), trusted, dataDir)
  expect(said, said.stderr).toMatchObject({
    status: 0,
    stdout: expect.stringContaining('0 of 2000') as string,
    stderr: '',
  })
})

test('a product that reports its usage is called back when that stops it', async () => {
  const dataDir = product.refusing()
  await isCalledBack([ours('watch'), trusted, dataDir], dataDir, {
    ...{ runs: 'answer: alpha: may run (Active).', stopped: 'answer: alpha: may not run (Over limit).' },
    ...{ reported: 'reported: 0', refused: 'reported: 22' },
  })
})

test('a listener may stop its own watch, and is called no more', () => {
  const dataDir = product.storeOf({})
  isStoppedByItsListener(
    [path.join(threaded(), 'watch'), trusted, dataDir, 'once'],
    'answer: alpha: may run (Active). All is well; the product may run.',
  )
})
