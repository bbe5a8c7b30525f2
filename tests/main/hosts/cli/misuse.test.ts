// Wrong usage of the command line: exit 2 always, words for a person, and with --json one line for a script.
import { beforeAll, describe, expect, test } from 'vitest'
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { onPosix } from '#tests/support/runs-where.ts'
import { answerOf } from '#main/hosts/cli/gate.ts'
import { runCommandLine } from '#main/hosts/cli/command-line.ts'
import { inProcess } from '#tests/support/in-process.ts'
import { deskProgram, requireBuild, runDesk, type CliRun } from '#tests/support/cli.ts'
import { runDeskHere } from '#tests/support/desk-here.ts'

beforeAll(requireBuild)

const lost =
  'the path “/caf\uFFFD” holds letters that are no UTF-8, so another one would be taken: give one that is'

const cases: readonly [string, readonly string[], string][] = [
  // As Node gives the bytes of a path that are no UTF-8 (issue 12.3).
  ['a data folder that is another one', ['list', '--data-dir', '/caf\uFFFD'], lost],
  ['a gate whose data folder is another one', ['check', '--product', 'a', '--data-dir', '/caf\uFFFD'], lost],
  ['a quiet gate’s, too', ['check', '--product', 'a', '--quiet', '--data-dir', '/caf\uFFFD'], lost],
  ['a file that is another one', ['inspect', '/caf\uFFFD'], lost],
  ['a backup to another file', ['backup', '/caf\uFFFD'], lost],
  ['an unknown option', ['list', '--nonsense'], "unknown option '--nonsense'"],
  ['an unknown command', ['erase'], "unknown command 'erase'"],
  ['a missing argument', ['code'], "missing required argument 'license'"],
  [
    'an option without its value',
    ['activate', '--offline-key'],
    "option '--offline-key <file>' argument missing",
  ],
  [
    'a file that is not there',
    ['inspect', '/nowhere/key'],
    'the file /nowhere/key cannot be read: name one that is there and that you may read',
  ],
  [
    'an option that another takes for its value',
    ['export', '--format', 'csv', '--output', '--with-codes'],
    "option '--output <file>' argument missing",
  ],
  [
    'a gate whose variable is empty',
    ['check', '--product', '--quiet'],
    "option '--product <code>' argument missing",
  ],
  [
    'a gate whose variable is empty, before an option that there is not',
    ['check', '--product', '--quite'],
    "option '--product <code>' argument missing",
  ],
  [
    'a gate whose variable is empty, before a letter',
    ['check', '--product', '-q'],
    "option '--product <code>' argument missing",
  ],
  [
    'a gate whose feature is empty',
    ['check', '--product', 'a', '--feature', '--quiet'],
    "option '--feature <feature>' argument missing",
  ],
  ['a port that is none', ['serve', '--port', 'abc'], '“abc” is not a port: give a number from 0 to 65535'],
  [
    'a data folder whose variable is not set',
    ['--data-dir', ' ', 'list'],
    "option '--data-dir' is empty: give the path of a folder, or leave it out",
  ],
  [
    'a gate whose data folder is not set',
    ['check', '--product', 'a', '--data-dir', ''],
    "option '--data-dir' is empty: give the path of a folder, or leave it out",
  ],
  ['a missing option', ['check'], "required option '--product <code>' not specified"],
  [
    'too many arguments',
    ['list', 'everything'],
    "too many arguments for 'list'. Expected 0 arguments but got 1.",
  ],
  [
    'a language that is not spoken',
    ['--lang', 'xx', 'list'],
    "option '--lang <language>' argument 'xx' is invalid. Allowed choices are en.",
  ],
  [
    'a product that is given twice',
    ['check', '--product', 'a', '--product', 'b'],
    "option '--product <code>' is given twice: give it once",
  ],
  [
    'a data folder that is given twice',
    ['--data-dir', '/a', 'list', '--data-dir', '/b'],
    "option '--data-dir <dir>' is given twice: give it once",
  ],
  ['a product whose value is “--”', ['check', '--product=--'], "option '--product <code>' argument missing"],
  [
    'an action that there is not',
    ['activity', '--action', 'foo'],
    "option '--action <action>' argument 'foo' is invalid. Allowed choices are activate_online, activate_offline, refresh, automatic_check, deactivate, export, settings, machine_id, repair, backup, restore, not_read, unreadable.",
  ],
  [
    'a result that there is not',
    ['activity', '--result', 'foo'],
    '“foo” is not a result: give ok, failed, or a code as “activity” shows it, such as server_unreachable',
  ],
  ['a backup to standard output', ['backup', '-'], '“-” names no file: give the path of one'],
  ['a backup without a name', ['backup', ''], '“” names no file: give the path of one'],
  [
    'a result that is to be saved without a name',
    ['export', '--format', 'csv', '--output', '-'],
    '“-” names no file: give the path of one',
  ],
  ['a backup that is no file', ['restore', '/dev/zero'], '/dev/zero is a device, and no file'],
  [
    'a number that is none',
    ['usage', 'set', 'storage', 'many'],
    '“many” is not a usage: give a whole number from 0 to 9007199254740991',
  ],
  [
    'a number that no file of usage may have either',
    ['usage', 'set', 'storage', '9007199254740992'],
    '“9007199254740992” is not a usage: give a whole number from 0 to 9007199254740991',
  ],
]

const profile = path.resolve(import.meta.dirname, '../../../../assets/vendor/virtualmetric.json')

/** The gate is a program of its own, which leaves what is wrong to the whole command line: another test asks both together. */
async function ask(args: readonly string[]): Promise<CliRun> {
  if (args.includes('check'))
    expect(await answerOf(['node', 'activation-desk', '--vendor', profile, ...args])).toBeUndefined()
  return runDeskHere(args)
}

describe.each(cases)('%s', (_, args, words) => {
  test('is told on standard error, with nothing on standard output', async () => {
    const { status, stdout, stderr } = await ask(args)
    expect([status, stdout]).toEqual([2, ''])
    expect(stderr).toContain(`error: ${words}`)
    // Whatever was wrong, the last line says where the command is explained (issue 13.17).
    expect(stderr).toMatch(/\n {2}See “activation-desk( [a-z-]+){0,3} --help”\.\n$/)
  })

  test.each([
    ['before', ['--json', ...args]],
    ['after', [...args, '--json']],
  ])('is one line of JSON with --json %s the command', async (__, given) => {
    const { status, stdout } = await ask(given)
    expect(status).toBe(2)
    expect(stdout).toMatch(/^.+\n$/)
    expect(JSON.parse(stdout)).toEqual({
      error: { code: 'invalid_input', params: { field: 'arguments' }, what: words },
    })
  })
})

test.each([
  [['check', '--product', ''], 'product', 'It is empty.'],
  [['deactivate', ''], 'license', 'It is empty.'],
  ...['', 'tomorrow', '31.12.2026', '2026-02-30', '2026-1-1'].map((day): [string[], string, string] => [
    ['check', '--product', 'a', '--built', day],
    'built',
    'A day is needed in the form YYYY-MM-DD, such as 2026-12-31.',
  ]),
  [['code', 'x'.repeat(201)], 'license', 'It is longer than 200 characters.'],
  [
    ['settings', 'set', 'proxy', `http://${'x'.repeat(2001)}`],
    'address',
    'It is longer than 2000 characters.',
  ],
])('%s: the words name the argument, and what it may be', async (args, argument, why) => {
  const { status, stderr } = await ask(args)
  expect(status).toBe(2)
  expect(stderr).toContain(`The value for “${argument}” is not taken.\n  ${why}`)
  expect(stderr).not.toContain('page')
})

test('wrong usage of a test vendor’s program is marked, in words and in JSON', async () => {
  const ask = (...args: string[]) =>
    inProcess(() => runCommandLine(['node', 'activation-desk', ...args], undefined, true))
  for (const args of [
    ['list', '--nonsense'],
    ['check', '--product'],
    ['--data-dir', '', 'list'],
    ['backup', '-'],
  ]) {
    const [words, json] = [await ask(...args), await ask(...args, '--json')]
    expect([words.status, words.stderr]).toEqual([2, expect.stringMatching(/^TEST: error: /)])
    expect(JSON.parse(json.stdout)).toMatchObject({ test: true, error: { code: 'invalid_input' } })
  }
})

test('the gate that is started refuses a value that is an option, and no other that looks like one', async () => {
  const [refused, taken] = [
    await runDesk(['check', '--product', '-q']),
    await runDesk(['check', '--product', 'a--b']),
  ]
  expect(refused).toMatchObject({ status: 2, stdout: '' })
  expect(refused.stderr).toContain('argument missing')
  expect(taken.stderr).not.toContain('argument missing')
})

test('a data folder that is a file is named as one, and no machine id is looked for in it', async () => {
  const { status, stderr } = await runDesk(['--data-dir', deskProgram, 'list'])
  expect(status).toBe(4)
  expect(stderr).toContain('is no folder, and the path of the data folder leads through it')
})

test('standard input without end is no backup', async () => {
  const under = ['sh', '-c', 'exec "$@" < /dev/zero', 'sh']
  const { status, stderr } = await runDesk(['restore', '-'], { under })
  expect(status).toBe(2)
  expect(stderr).toContain('“-” holds more than 200000000 bytes')
})

test('no command at all is wrong usage too, and help is not', async () => {
  const none = await runDesk(['--json'])
  expect([none.status, JSON.parse(none.stdout)]).toEqual([
    2,
    { error: { code: 'invalid_input', params: { field: 'arguments' }, what: 'a command is missing' } },
  ])
  expect(none.stderr).toContain('Usage: activation-desk')
  expect((await runDesk(['--json', '--help'])).status).toBe(0)
})

test.each([['list'], ['check', '--product', 'a'], ['settings', 'set', 'ca', 'relative.pem']])(
  'a working folder that was deleted is told in words: %s',
  onPosix('elsewhere the folder that one is in cannot be deleted'),
  async (...command) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'deleted-'))
    const under = ['sh', '-c', `cd '${folder}' && rmdir '${folder}' && exec "$@"`, 'sh']
    const { status, stderr } = await runDesk(['--data-dir', 'relative', ...command], { under })
    expect(stderr).toBe(
      'error: the folder that you are in was deleted: go to another one, or give absolute paths\n',
    )
    expect(status).toBe(2)
  },
)
