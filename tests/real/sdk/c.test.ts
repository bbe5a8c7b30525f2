// The gate for C: built with its own Makefile from a copy of its folder, and held to the reference (docs/formats/gate-v1.md).
import { spawnSync } from 'node:child_process'
import { cpSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test } from 'vitest'
import { iso } from '#shared/instant.ts'
import { lazily } from '#shared/lazily.ts'
import { AskedProgram, PATIENCE } from '#tests/support/gate/ask-program.ts'
import { AskedGates } from '#tests/support/gate/asked-gates.ts'
import { cLibrary } from '#tests/support/gate/c-library.ts'
import { differencesInVectors } from '#tests/support/gate/differences.ts'
import { LARGE_LIMITS, limitOf } from '#tests/support/gate/large-limits.ts'
import { isCalledBack, isStoppedByItsListener, quickStartOf } from '#tests/support/gate/product-of.ts'
import { readVectors } from '#tests/support/gate/read-vectors.ts'
import { clang, needTool, valgrind } from '#tests/support/tools.ts'

const { product, folder, trusted, copied, make, storeOf, built } = cLibrary()

const INPUTS = 1_000_000

const FUZZED =
  '-g -O1 -fsanitize=fuzzer-no-link,address,undefined -fno-sanitize-recover=all -DFUZZING_BUILD_MODE_UNSAFE_FOR_PRODUCTION'

/** A program of the tests on the library as it is installed. */
function ours(target: string): string {
  make(`build/${target}`)
  return path.join(copied, 'build', target)
}

/** Under ThreadSanitizer, both at once. */
const threaded = lazily(() => {
  const place = folder('threads')
  make(`BUILD=${place}`, 'CFLAGS=-g -O1 -fsanitize=thread', `${place}/threads`, `${place}/watch`)
  return place
})

const run = (program: string, ...args: readonly string[]) => spawnSync(program, args, { encoding: 'utf8' })

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

test.each<readonly [string, number, () => string]>([
  ['a license that holds', 0, () => storeOf({})],
  ['a license that the server has revoked, kept offline', 1, () => product.revoked()],
])('memory that is refused, at whatever moment, makes no other answer of %s', (_, verdict, dataDir) => {
  const { status, stdout, stderr } = run(ours('memory'), trusted, dataDir())
  expect({ status, stderr }).toEqual({ status: 0, stderr: '' })
  const [, meant = ''] = /^meant: (.*)$/m.exec(stdout) ?? []
  expect(meant).toMatch(new RegExp(`^${verdict} `))
  const told = new Set(stdout.trimEnd().split('\n'))
  const refused = '2 - out_of_memory'
  for (const when of ['at first, once', 'at first, from there on', 'once', 'from there on'])
    expect(told, when).toContain(`${when}: ${refused}, then ${meant}`)
  expect(told).toContain(`once: ${meant}, then ${meant}`)
  const able = [meant, refused].flatMap((first) =>
    ['once', 'from there on'].flatMap((when) => [
      `${when}: ${first}, then ${meant}`,
      `at first, ${when}: ${first}, then ${meant}`,
    ]),
  )
  // What libcrypto could not set up for the process stays so.
  const kept = ['once', 'from there on'].map((when) => `at first, ${when}: ${refused}, then ${refused}`)
  expect([...told].filter((line) => ![`meant: ${meant}`, ...able, ...kept].includes(line))).toEqual([])
})

function compiled(source: string): string {
  const place = folder('compiled')
  writeFileSync(path.join(place, 'program.c'), source)
  const library = path.join(copied, 'build', 'libactivation_gate.a')
  const words = ['-o', 'program', 'program.c', `-I${copied}/include`, library, '-lcrypto', '-lpthread', '-lm']
  const built = spawnSync('cc', words, { cwd: place, encoding: 'utf8' })
  expect(built.status, built.stderr).toBe(0)
  return path.join(place, 'program')
}

const LIMIT = `
#include <activation_gate.h>
#include <inttypes.h>
#include <stdio.h>
int main(int count, char **words) {
  int64_t limit = 0;
  ag_gate *gate = ag_open(words[count - 2], words[count - 1]);
  ag_answer *answer = ag_check(gate, "alpha", NULL, NULL);
  int is_there = ag_limit(answer, &limit);
  printf("%d %" PRId64, is_there, limit);
  ag_answer_free(answer);
  ag_close(gate);
}
`

test('a limit is told to the last number that 64 bits have, and as that beyond it', () => {
  const program = compiled(LIMIT)
  for (const [lines, limit] of LARGE_LIMITS)
    expect(run(program, product.profile, storeOf(limitOf(lines))).stdout).toBe(`1 ${limit}`)
})

test('no gate and no answer are as those for which there was no memory', () => {
  const json = '{"error":{"code":"out_of_memory"}}'
  const { status, stdout } = run(compiled(NONE))
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

test('who stops a watch waits for no question that is asked anew, behind which nobody is called', () => {
  const words = [trusted, product.storeOf({})]
  const said = spawnSync(ours('stop'), words, { encoding: 'utf8', timeout: 60_000 })
  expect(said).toMatchObject({ status: 0, stdout: 'calls: 0\n', stderr: '' })
})

test('the Makefile says of each compiler what it takes: warnings end no build, and Apple’s linker has words of its own', () => {
  const said = (...words: readonly string[]) =>
    spawnSync('make', ['-C', copied, '-n', '-B', ...words], { encoding: 'utf8' }).stdout
  expect(said()).not.toContain('-Werror')
  expect(said()).toContain('-Wl,-soname,libactivation_gate.so.0')
  const apples = said('SYSTEM=Darwin', 'PREFIX=/opt/a')
  expect(apples).toContain('-install_name /opt/a/lib/libactivation_gate.so.0')
  expect(apples).not.toContain('soname')
})

test('each object is made anew where a header or the Makefile changed', () => {
  for (const changed of ['include/activation_gate.h', 'Makefile']) {
    const words = ['-C', copied, '-n', '-W', changed]
    const made = spawnSync('make', words, { encoding: 'utf8' }).stdout
    expect(made).toMatch(/-c command\/main\.c/)
    expect(made).toMatch(/-c src\/gate\.c/)
  }
})
