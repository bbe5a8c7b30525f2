// Command lines that nobody writes with care: activation-gate answers each as `activation-desk check` does, or refuses it with it.
import { spawnSync } from 'node:child_process'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { randomInt } from 'node:crypto'
import path from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { beforeAll, expect, test } from 'vitest'
import { runCommandLine } from '#main/hosts/cli/command-line.ts'
import { questionIn } from '#main/hosts/cli/gate.ts'
import { runProgram, type CliRun } from '#tests/support/cli.ts'
import { PATIENCE } from '#tests/support/gate/ask-program.ts'
import { cLibrary } from '#tests/support/gate/c-library.ts'
import { Chance } from '#tests/support/gate/chance.ts'
import { inProcess } from '#tests/support/in-process.ts'

const { trusted, copied, storeOf } = cLibrary()
const command = path.join(copied, 'build', 'activation-gate')

const OURS = path.resolve(import.meta.dirname, '../../../src-main/hosts/cli/activation-desk.mjs')
const RUNS = 0
const REFUSED = 1
const NOT_ASKED = 2
const LINES = 300

let [store, other] = ['', '']
beforeAll(() => {
  store = storeOf({ metadata: { features: ['naïve'] } })
  other = storeOf({})
})

/** STORE, OTHER, TRUSTED: the folders and the profile. Where the store is not named, ACTIVATION_DESK_DATA_DIR says it. */
const placed = (word: string): string =>
  word
    .replace('STORE', () => store)
    .replace('OTHER', () => other)
    .replace('TRUSTED', () => trusted)

/** What is no plain question is the whole command line's, which takes long to load: it answers in this process. */
function runOurs(line: readonly string[], env: Readonly<Record<string, string>> = {}): Promise<CliRun> {
  const argv = [process.execPath, OURS, ...line]
  return questionIn(argv) === null
    ? inProcess(() => runCommandLine(argv), { env })
    : runProgram(OURS, line, { env })
}

const runTheirs = (line: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  spawnSync(command, line, { encoding: 'utf8', env: { ...process.env, ...env } })

const ALPHA = ['check', '--product', 'alpha'] as const

test.each<readonly [number, readonly string[]]>([
  // Empty values.
  [NOT_ASKED, ['check', '--product', '']],
  [NOT_ASKED, ['check', '--product=']],
  [NOT_ASKED, [...ALPHA, '--feature', '']],
  [NOT_ASKED, [...ALPHA, '--feature=']],
  [NOT_ASKED, [...ALPHA, '--built', '']],
  [NOT_ASKED, [...ALPHA, '--built=']],
  [NOT_ASKED, [...ALPHA, '--data-dir', '']],
  [NOT_ASKED, [...ALPHA, '--data-dir=']],
  [NOT_ASKED, [...ALPHA, '--data-dir', ' \t']],
  ...['\v', '\f', '\u00a0', '\u2003', '\u3000', '\ufeff'].map(
    (space) => [NOT_ASKED, [...ALPHA, '--data-dir', space]] as const,
  ),
  // Forgotten values, with what belongs to the whole program behind them.
  [NOT_ASKED, ['check', '--product', '--json', 'alpha']],
  [NOT_ASKED, ['check', '--product', '--data-dir', 'STORE', 'alpha']],
  [NOT_ASKED, [...ALPHA, '--feature', '--json', 'naïve']],
  [NOT_ASKED, ['']],
  [NOT_ASKED, [...ALPHA, '']],
  // With “=”.
  [RUNS, ['check', '--product=alpha']],
  [RUNS, ['check', '--product=alpha', '--data-dir=STORE', '--built=2026-01-31', '--feature=naïve']],
  [REFUSED, ['check', '--product==alpha']],
  [REFUSED, ['check', '--product=alpha=']],
  [NOT_ASKED, [...ALPHA, '--json=']],
  [NOT_ASKED, [...ALPHA, '--json=true']],
  [NOT_ASKED, [...ALPHA, '--quiet=false']],
  // “--” and “-”.
  [NOT_ASKED, ['check', '--product', '--']],
  [NOT_ASKED, ['check', '--product', '--', '--quiet']],
  [NOT_ASKED, ['check', '--product', '--', '--json']],
  [NOT_ASKED, ['check', '--product=--']],
  [REFUSED, ['check', '--product', '-']],
  [NOT_ASKED, [...ALPHA, '--feature', '--']],
  [RUNS, [...ALPHA, '--']],
  [NOT_ASKED, ['--', ...ALPHA]],
  [NOT_ASKED, ['--', 'check']],
  [NOT_ASKED, ['check', '--', '--product', 'alpha']],
  [NOT_ASKED, [...ALPHA, '--', '--quiet']],
  [NOT_ASKED, [...ALPHA, '--', 'more']],
  [NOT_ASKED, [...ALPHA, '--', '--']],
  [NOT_ASKED, [...ALPHA, '-']],
  // Unknown, short and shortened options, and other cases.
  [NOT_ASKED, [...ALPHA, '--force']],
  [NOT_ASKED, [...ALPHA, '-x']],
  [NOT_ASKED, [...ALPHA, '-p', 'alpha']],
  [NOT_ASKED, [...ALPHA, '-q']],
  [NOT_ASKED, ['check', '--prod', 'alpha']],
  [NOT_ASKED, ['check', '--PRODUCT', 'alpha']],
  [NOT_ASKED, ['check', '-product', 'alpha']],
  [NOT_ASKED, ['check', '--producty', 'alpha']],
  [NOT_ASKED, [...ALPHA, '--no-json']],
  [NOT_ASKED, [...ALPHA, '---json']],
  // Before the command, behind words, and other words.
  [NOT_ASKED, ['--product', 'alpha', 'check']],
  [NOT_ASKED, ['--quiet', ...ALPHA]],
  [RUNS, ['--data-dir', 'STORE', ...ALPHA]],
  [RUNS, ['--vendor', 'TRUSTED', ...ALPHA]],
  [NOT_ASKED, ['check', 'more', '--product', 'alpha']],
  [NOT_ASKED, [...ALPHA, 'more', '--quiet']],
  [NOT_ASKED, ['check', ...ALPHA]],
  [NOT_ASKED, ['Check', '--product', 'alpha']],
  [NOT_ASKED, ['--product', 'alpha']],
  [NOT_ASKED, []],
  // Twice: a switch says the same again, a value does not.
  [RUNS, [...ALPHA, '--json', '--json']],
  [RUNS, [...ALPHA, '--quiet', '--quiet']],
  [RUNS, ['--json', ...ALPHA, '--json']],
  [NOT_ASKED, [...ALPHA, '--product', 'alpha']],
  [NOT_ASKED, [...ALPHA, '--product=beta']],
  [NOT_ASKED, [...ALPHA, '--feature', 'naïve', '--feature', 'naïve']],
  [NOT_ASKED, [...ALPHA, '--built', '2026-01-31', '--built', '2026-01-31']],
  [NOT_ASKED, [...ALPHA, '--data-dir', 'OTHER', '--data-dir', 'STORE']],
  [NOT_ASKED, ['--data-dir', 'OTHER', ...ALPHA, '--data-dir', 'STORE']],
  [NOT_ASKED, [...ALPHA, '--vendor', 'TRUSTED', '--vendor', 'TRUSTED']],
  // Without a product, or a value.
  [NOT_ASKED, ['check']],
  [NOT_ASKED, ['check', '--product']],
  [NOT_ASKED, [...ALPHA, '--built']],
  [NOT_ASKED, ['check', '--product', '--quiet']],
  [NOT_ASKED, ['check', '--product', '-h']],
  // Long ones, and letters beyond ASCII.
  [REFUSED, ['check', '--product', 'x'.repeat(200)]],
  [NOT_ASKED, ['check', '--product', 'x'.repeat(100_000)]],
  [REFUSED, ['check', '--product', '𝄞'.repeat(100)]],
  [NOT_ASKED, ['check', '--product', `${'𝄞'.repeat(100)}x`]],
  [NOT_ASKED, [`check${'k'.repeat(100_000)}`, '--product', 'alpha']],
  [REFUSED, ['check', '--product', ' alpha']],
  [REFUSED, ['check', '--product', 'älpha']],
  [REFUSED, ['check', '--product', 'alpha\n']],
  [RUNS, [...ALPHA, '--feature', 'naïve']],
  [REFUSED, [...ALPHA, '--feature', 'nai\u0308ve']],
  [NOT_ASKED, [...ALPHA, '--prodüct', 'alpha']],
  [NOT_ASKED, ['check', '–-product', 'alpha']],
  // Help and version are no answers.
  [NOT_ASKED, ['check', '-h']],
  [NOT_ASKED, [...ALPHA, '--help']],
  [NOT_ASKED, [...ALPHA, '-V']],
  [NOT_ASKED, [...ALPHA, '--version']],
  [NOT_ASKED, ['-V', '--feature', '--', ...ALPHA]],
  [NOT_ASKED, ['--help', '--', ...ALPHA]],
  [NOT_ASKED, [...ALPHA, '--help', '--force']],
  // “help” as a command is a person's, whatever it is to be about.
  [RUNS, ['help']],
  [RUNS, ['help', 'check']],
  [RUNS, ['help', ...ALPHA]],
  [RUNS, ['help', '--force']],
  [RUNS, ['--data-dir', 'STORE', 'help']],
  [RUNS, ['--', 'help']],
  [NOT_ASKED, ['--quiet', 'help']],
  [NOT_ASKED, ['--force', 'help']],
  [NOT_ASKED, ['--data-dir', 'STORE', '--data-dir', 'STORE', 'help']],
  [NOT_ASKED, ['--data-dir', 'help']],
  [NOT_ASKED, ['Help']],
  [NOT_ASKED, [...ALPHA, 'help']],
])('%i of %j, from both', async (meant, args) => {
  for (const more of [[], ['--json']]) {
    // Before a “--”, as whoever wants JSON writes it.
    const words = [...more, ...args].map(placed)
    const line = args.some((word) => word.startsWith('--vendor')) ? words : ['--vendor', trusted, ...words]
    const env = { ACTIVATION_DESK_DATA_DIR: store }
    const desk = await runOurs(line, env)
    const gate = runTheirs(line, env)
    expect({ desk: desk.status, gate: gate.status }).toEqual({ desk: meant, gate: meant })
    expect(verdictIn(gate.stdout)).toEqual(verdictIn(desk.stdout))
    expect(gate.stderr !== '').toBe(desk.stderr !== '')
  }
})

/** Whole options, mostly; what may stand beside them, or in the place of a value. */
const PIECES: readonly (readonly string[])[] = [
  ...[
    ['--product', 'alpha'],
    ['--product=alpha'],
    ['--product', 'beta'],
    ['--feature', 'naïve'],
    ['--feature=x'],
  ],
  ...[
    ['--built', '2026-01-31'],
    ['--built=2027-02-01'],
    ['--built', '2026-01-31T12:00Z'],
    ['--built', '2026-13-01'],
  ],
  ...[['--data-dir', 'STORE'], ['--data-dir=OTHER'], ['--vendor', 'TRUSTED'], ['--vendor', '/nowhere']],
  ...[['--json'], ['--json'], ['--quiet'], ['--quiet'], ['--'], ['-'], [''], ['more'], ['check']],
  ...[
    ['--product'],
    ['--feature'],
    ['--built'],
    ['--data-dir'],
    ['--product='],
    ['--json=x'],
    ['--force'],
    ['-q'],
  ],
  ...[
    ['-h'],
    ['-V'],
    ['--help'],
    ['--version'],
    ['--product', '--'],
    ['--feature', '--'],
    ['--product', '--json'],
  ],
]

const WORDS_OF_HELP = ['-h', '-V', '--help', '--version']

test('lines of chance are answered alike', { timeout: PATIENCE }, async () => {
  const seed = Number(process.env['ACTIVATION_DESK_SEED'] ?? randomInt(2 ** 31))
  process.stdout.write(`seed of the lines: ${seed}\n`)
  const chance = new Chance(seed)
  const some = (most: number) =>
    Array.from({ length: chance.upTo(most) }, () => chance.oneOf(PIECES) ?? []).flat()
  const differences: object[] = []
  for (let count = 0; count < LINES; count += 1) {
    const asked = [chance.oneOf(['check', 'check', 'check', '']), '--product', 'alpha'].filter(Boolean)
    const line = [...some(2), '--vendor', 'TRUSTED', ...some(2), ...asked, ...some(4)].map(placed)
    const env = { ACTIVATION_DESK_DATA_DIR: store }
    const [desk, gate] = [await runOurs(line, env), runTheirs(line, env)]
    // Who asks for help and is wrong besides may be told either; neither is an answer.
    const isAsking = line.some((word) => WORDS_OF_HELP.includes(word))
    const of = ({ status, stdout, stderr }: Pick<CliRun, 'status' | 'stdout' | 'stderr'>) =>
      isAsking ? { status } : { status, verdict: verdictIn(stdout), isRefused: stderr !== '' }
    if (!isDeepStrictEqual(of(desk), of(gate))) differences.push({ line, desk: of(desk), gate: of(gate) })
  }
  expect(differences.slice(0, 5), `seed ${seed}`).toEqual([])
})

test.each([
  ['no product', []],
  ['an empty product', ['--product', '']],
  ['a product twice', ['--product', 'a', '--product', 'b']],
  ['a day that is none', ['--product', 'alpha', '--built', '2026-02-30']],
  ['an unknown option', ['--product', 'alpha', '--force']],
  ['a word too many', ['--product', 'alpha', 'more']],
])('activation-gate exits with 2 of %s', (_, args) => {
  const said = runTheirs(['check', '--vendor', trusted, '--data-dir', other, ...args])
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
])('activation-gate exits as ours of %s', async (_, args) => {
  const meant = await runProgram(OURS, args)
  const said = runTheirs(args)
  expect(said).toMatchObject({ status: meant.status, stderr: '' })
  expect(said.stdout === '').toBe(meant.stdout === '')
})

/** By the script of a package, which starts it: Node puts /dev/null in the place of what is closed, and tells nobody. */
const SCRIPT = path.join(path.dirname(OURS), 'activation-desk')

test.each<readonly [number, string, readonly string[]]>([
  [NOT_ASKED, 'closed', ALPHA],
  [NOT_ASKED, 'closed', [...ALPHA, '--json']],
  [NOT_ASKED, 'closed', ['check', '--product', 'beta']],
  [NOT_ASKED, 'closed', [...ALPHA, '--help']],
  [NOT_ASKED, 'closed', [...ALPHA, '--force', '--json']],
  // Nothing is to be printed.
  [RUNS, 'closed', [...ALPHA, '--quiet']],
  [REFUSED, 'closed', ['check', '--product', 'beta', '--quiet']],
  [NOT_ASKED, 'full', ALPHA],
  [NOT_ASKED, 'full', [...ALPHA, '--json']],
  [RUNS, 'full', [...ALPHA, '--quiet']],
  [NOT_ASKED, 'left', ALPHA],
  [NOT_ASKED, 'left', [...ALPHA, '--json']],
  [RUNS, 'left', [...ALPHA, '--quiet']],
  [RUNS, 'nowhere', ALPHA],
  [REFUSED, 'nowhere', ['check', '--product', 'beta']],
])('%i where standard output is %s, of %j, from both', (meant, output, args) => {
  const pipe = path.join(mkdtempSync(path.join(tmpdir(), 'left-')), 'pipe')
  const left = `mkfifo '${pipe}'; exec 3<>'${pipe}' 4>'${pipe}' 3>&-;`
  const before = output === 'left' ? left : ''
  const to = { closed: '>&-', full: '>/dev/full', left: '>&4', nowhere: '>/dev/null' }[output] ?? ''
  const PATH = `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
  const [desk, gate] = [SCRIPT, command].map((program) =>
    spawnSync('sh', ['-c', `${before} "$@" ${to}`, 'sh', program, '--vendor', trusted, ...args], {
      encoding: 'utf8',
      env: { ...process.env, PATH, ACTIVATION_DESK_DATA_DIR: store },
    }),
  )
  expect({ desk: desk?.status, gate: gate?.status }, desk?.stderr).toEqual({ desk: meant, gate: meant })
})

test.each([['--help'], ['--version'], ['help']])(
  '%s is 0 from neither where nothing can print it',
  (word) => {
    for (const program of [SCRIPT, command])
      for (const to of ['>&-', '>/dev/full']) {
        const PATH = `${path.dirname(process.execPath)}:${process.env['PATH'] ?? ''}`
        const { status } = spawnSync('sh', ['-c', `"$@" ${to}`, 'sh', program, word], {
          env: { ...process.env, PATH },
        })
        expect([2, 4], `${program} ${to}`).toContain(status)
      }
  },
)

test('activation-gate says of wrong words what ours does with --json', async () => {
  const places = ['--vendor', trusted, '--data-dir', other]
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
    const meant = await runOurs([...places, 'check', ...args, '--json'])
    const said = runTheirs(['check', ...places, ...args, '--json'])
    expect(said.status).toBe(meant.status)
    expect(JSON.parse(meant.stdout)).toHaveProperty('error.code')
    expect(JSON.parse(said.stdout)).toEqual(verdictIn(meant.stdout))
  }
})

/** Of JSON all but the words beside a code; of words, whether there are any. */
function verdictIn(said: string): unknown {
  if (!said.startsWith('{')) return said !== ''
  const { error, ...answer } = JSON.parse(said) as { error?: { code: string; params: object } }
  return error === undefined ? answer : { ...answer, error: { code: error.code, params: error.params } }
}
