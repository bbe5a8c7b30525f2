// The vendor's back office in a language that nobody speaks: a word of English that it says stands outside of messages/.
import { once } from 'node:events'
import { chmodSync, readdirSync, writeFileSync } from 'node:fs'
import { createServer, type AddressInfo } from 'node:net'
import { join } from 'node:path'
import { PassThrough } from 'node:stream'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { SERVER_LANGUAGES } from '#shared/messages/server-languages.ts'
import { endWithLostOutput } from '#server/cli/crash.ts'
import { buildProgram, runProgram } from '#server/cli/program.ts'
import { OVERRIDABLE } from '#server/store/policy-rules.ts'
import { server } from '#tests/support/pseudo-locale/messages.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { change, DATABASE_FAULTS, KEY_FAULTS } from '../support/damaged-back-office.ts'
import { uniqueKey, vendorTemplate } from '../support/back-office.ts'
import { prepareBackOffice } from '../support/prepared-back-office.ts'

/** Letters without an accent: no word of the catalogue has two of them in a row. */
const WORD = /[A-Za-z]{2,}/g
const wordsIn = (text: string): string[] => text.match(WORD) ?? []
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

/** Names of commands, options and values are the same in every language: scripts have them. */
function syntaxOf(command: Command): string[] {
  const { options, registeredArguments: given } = command
  return [
    ...['options', 'command', 'help', command.name()],
    ...options.flatMap(({ flags, argChoices, defaultValue, envVar }) => [
      flags,
      ...(argChoices ?? []),
      String(defaultValue),
      envVar ?? '',
    ]),
    ...given.map((argument) => argument.name()),
    ...command.commands.flatMap(syntaxOf),
  ]
}
const syntax = new Set([...syntaxOf(buildProgram(server)), ...OVERRIDABLE].flatMap(wordsIn))

const commandsOf = (command: Command, above: readonly string[] = []): string[][] =>
  command.commands.flatMap((each) => [[...above, each.name()], ...commandsOf(each, [...above, each.name()])])

/** In the language that nobody speaks, as if its folder were there. */
async function said(argv: readonly string[]): Promise<{ answer: string; notes: string }> {
  const [answers, notes]: [string[], string[]] = [[], []]
  const spies = [
    vi.spyOn(SERVER_LANGUAGES.en, 'load').mockResolvedValue(server),
    vi.spyOn(process.stdout, 'write').mockImplementation((text) => answers.push(String(text)) > 0),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => notes.push(String(text)) > 0),
  ]
  try {
    await runProgram(['node', 'activation-server', ...argv])
  } finally {
    for (const spy of spies) spy.mockRestore()
    process.exitCode = undefined
  }
  return { answer: answers.join(''), notes: notes.join('') }
}

describe('no word of English is in the help (issue 11)', () => {
  test.each([[], ...commandsOf(buildProgram())].map((words) => [words.join(' '), words] as const))(
    'activation-server %s --help',
    async (_, words) => {
      const { answer } = await said([...words, '--help'])
      expect(answer).toContain('[')
      expect(wordsIn(answer).filter((word) => !syntax.has(word))).toEqual([])
    },
  )

  test.each(['options', 'exit-status'])('activation-server help %s', async (topic) => {
    const { answer } = await said(['help', topic])
    expect(answer).toContain('[')
    expect(wordsIn(answer).filter((word) => !syntax.has(word))).toEqual([])
  })
})

const json = async <T>(argv: readonly string[]): Promise<T> =>
  JSON.parse((await said(['--json', ...argv])).answer) as T

const cleanup = new Cleanup()
let common: string[] = []
const values = new Map<string, string>()
const filled = (line: string): string[] => line.split(' ').map((word) => values.get(word) ?? word)

beforeAll(async () => {
  const folder = cleanup.folder()
  common = ['--data-dir', join(folder, 'office')]
  await json(['init', ...common])
  const sale = 'license create --owner Contoso --product storage:5 --product virtualization:- --machines 3'
  const { id, code } = await json<{ id: string; code: string }>([...sale.split(' '), ...common])
  const answer = ['answer', '--license', id, '--unique-key', uniqueKey()]
  const { issued } = await json<{ issued: string }>([...answer, ...common])
  const facts = { uniqueKey: uniqueKey(), licenseNumber: licenseNumber(id, nodePrimitives) }
  const times = { issued: Date.parse(issued), returned: Date.now() }
  values.set('{license}', id).set('{code}', code).set('{key}', uniqueKey()).set('{other}', uniqueKey(2))
  values.set('{copy}', join(folder, 'copy')).set('{file}', join(folder, 'answer'))
  const returnCode = makeReturnCode({ ...facts, ...times }, code, nodePrimitives)
  values.set('{return}', returnCode).set('{mistyped-return}', mistyped(returnCode))
  values.set('{strange-return}', returnCode.replace(/.$/, 'U'))
  values.set('{mistyped}', mistyped(uniqueKey())).set('{third}', uniqueKey(3))
  await prepareRefusals(folder)
})

/** Another last letter, so that the check letters do not fit. */
const mistyped = (letters: string): string => letters.replace(/.$/, (last) => (last === 'Y' ? 'Z' : 'Y'))

/** Licenses that cannot be answered as it is asked, and files that cannot be taken. */
async function prepareRefusals(folder: string): Promise<void> {
  const sell = async (name: string, terms: readonly string[], owner = 'Contoso') => {
    const sale = ['license', 'create', '--owner', owner, '--product', 'storage', ...terms]
    values.set(name, (await json<{ id: string }>([...sale, ...common])).id)
  }
  await sell('{full}', ['--machines', '1'])
  await json(['answer', '--license', values.get('{full}') ?? '', '--unique-key', uniqueKey(), ...common])
  await sell('{wide}', [], 'Ö'.repeat(61))
  const features = Array.from({ length: 60 }, (_, index) => ['--feature', `feature-number-${index}`])
  await sell('{long}', features.flat())
  for (const [name, text] of [
    ['there', ''],
    ['no-json', '{'],
    ['wrong', '{"id": 3}'],
  ] as const) {
    values.set(`{${name}}`, join(folder, name))
    writeFileSync(join(folder, name), text)
  }
  values.set('{stranger}', join(folder, 'stranger'))
  await json(['init', '--data-dir', join(folder, 'another')])
  await json(['backup', join(folder, 'stranger'), '--data-dir', join(folder, 'another')])
}
afterAll(() => cleanup.run())

/** What is the same in every language: what a person gave, what the machine-readable form of it holds, and the time scale. */
const lettersOf = (...texts: string[]): Set<string> =>
  new Set([...[...texts, 'UTC'].flatMap(wordsIn), ...syntax])

describe('no word of English is in an answer (issue 11)', () => {
  test.each([
    'license list',
    'license create --owner Contoso --product storage:5 --expires 2099-02-28',
    'license show {license}',
    'license update {license} --product storage:6 --product virtualization:- --expires 2020-02-28',
    'license update {license} --over-limit 30 --notes Sold',
    'license update {license} --notes Sold',
    'license renew {license} --expires never',
    'license suspend {license}',
    'license list --owner Con',
    'license list --find Con',
    'license list --limit 1 --offset 9',
    'license reinstate {license}',
    'answer --license {license} --unique-key {other} --output {file}',
    'machine list {license}',
    'return {return} --license {license} --unique-key {key} --check-only',
    'return {return} --license {license} --unique-key {key}',
    'machine release {license} {other}',
    'machine list {license}',
    'license show {license}',
    'application list',
    'application add another Another',
    'keys list',
    'keys prepare',
    'keys list',
    'keys rotate',
    'keys rotate --compromised',
    'keys list',
    'database upgrade',
    'database upgrade --dry-run',
    'database verify',
    'backup {copy}',
    'restore {copy}',
    'doctor',
  ])('activation-server %s', async (line) => {
    const argv = [...filled(line), ...common]
    const { answer, notes } = await said(argv)
    expect(notes).toBe('')
    expect(answer).toMatch(/^\[|: |→ /m)
    const known = lettersOf(...argv, ...values.values(), 'backups db')
    const data = textsIn([
      await json(['license', 'list', ...common]),
      await json(['license', 'show', values.get('{license}') ?? '', ...common]),
      await json(['machine', 'list', values.get('{license}') ?? '', ...common]),
      await json(['application', 'list', ...common]),
      await json(['keys', 'list', ...common]),
    ]).flatMap(wordsIn)
    expect(wordsIn(answer).filter((word) => !known.has(word) && !data.includes(word))).toEqual([])
  })
})

/** What JSON calls its values. */
const JSON_WORDS = 'string'

describe('no word of English is in a refusal (issue 11)', () => {
  test.each([
    'license show nothing',
    'license create --owner Contoso --product nothing',
    'license create --owner Contoso --product storage --product storage',
    'license create --owner Contoso --product storage:many',
    'license create --owner Contoso --product storage --code {code}',
    'license create --owner Contoso --product storage --feature ?',
    'license create --owner Contoso --product storage --application nothing',
    'license renew {license} --expires 2020-01-01',
    'license create --owner Contoso --product storage --expires 2020-02-28',
    'application add Wrong Wrong',
    'application add virtualmetric Another',
    'machine release {license} nothing',
    'return {return} --license {license} --unique-key {other}',
    'answer --license {license} --unique-key {other} --output /nowhere/at/all',
    'init --vendor /nowhere/at/all',
    'init',
    'init --vendor {wrong}',
    'init --vendor {no-json}',
    'profile --url nowhere',
    'backup {there}',
    'backup /nowhere/at/all',
    'restore {stranger}',
    'return {return} --license {license} --unique-key WRONG',
    'return AAAAA --license {license} --unique-key {key}',
    'return {mistyped-return} --license {license} --unique-key {key}',
    'return {strange-return} --license {license} --unique-key {key}',
    'answer --license {license} --unique-key WRONG-A',
    'answer --license {license} --unique-key VIRTUALMETRIC-A',
    'answer --license {license} --unique-key VIRTUALMETRIC-UUUUU',
    'answer --license {license} --unique-key {mistyped}',
    'answer --license {full} --unique-key {other}',
    'answer --license {full} --unique-key {third} --format typed',
    'answer --license {long} --unique-key {third} --format typed',
    'answer --license {wide} --unique-key {third} --format typed',
  ])('activation-server %s', async (line) => {
    const argv = [...filled(line), ...common]
    const { answer, notes } = await said(argv)
    expect(answer).toBe('')
    expect(notes).toMatch(/^\[/)
    const known = lettersOf(...argv, ...textsIn(vendorTemplate), JSON_WORDS, 'ENOENT', 'another')
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })
})

/** Of SQLite, Node and the system: a name of an error, a file or a pragma. */
const SYSTEM_WORDS = [
  'activation db keys pem EISDIR ENOENT',
  // What lies in the place of a key, by its code.
  'folder pipe',
  'later sql',
  'CHECK constraint failed in account',
]

test('no word of English is in what is said of output that is lost (issue 11)', () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const exit = (status: number): never => {
    throw new Error(`exit ${status}`)
  }
  const streams = { stdout, stderr, exit } as unknown as Parameters<typeof endWithLostOutput>[0]
  endWithLostOutput(streams, server)
  const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
  expect(() => stdout.emit('error', full)).toThrow('exit 3')
  expect(wordsIn(String(stderr.read()))).toEqual(['ENOSPC'])
})

const office = prepareBackOffice()
const keyFiles = async () => readdirSync(join(await office.copy(() => undefined), 'keys'))

describe('no word of English is in a fault (issue 11)', () => {
  test.each([...KEY_FAULTS, ...DATABASE_FAULTS])('of what is %s: %s', async (_, code, damage) => {
    const dataDir = await office.copy(damage)
    const where = ['--data-dir', dataDir]
    const answer = ['answer', '--license', office.license, '--unique-key', uniqueKey()]
    for (const argv of [answer, ['doctor'], ['backup', join(dataDir, 'copy')]]) {
      const told = await said([...argv, ...where])
      const known = lettersOf(...argv, ...where, ...SYSTEM_WORDS, ...(await keyFiles()))
      expect(wordsIn(told.answer + told.notes).filter((word) => !known.has(word))).toEqual([])
    }
    const { error } = await json<{ error: { code: string } }>([...answer, ...where])
    expect(error.code).toBe(code)
  })

  test.each([
    ['a port that is taken', ['serve', '--port', '{port}']],
    ['an address of another machine', ['serve', '--port', '0', '--host', '192.0.2.1']],
    ['a log in no folder', ['serve', '--port', '0', '--log-file', '/nowhere/at/all']],
    ['no folder at all', ['license', 'list', '--data-dir', '/nowhere/at/all']],
    ['a backup that is none', ['restore', '/nowhere/at/all']],
  ])('of %s', async (_, words) => {
    const taken = createServer().listen(0, '127.0.0.1')
    await once(taken, 'listening')
    const port = String((taken.address() as AddressInfo).port)
    const dataDir = await office.copy(() => undefined)
    const argv = ['--data-dir', dataDir, ...words.map((word) => (word === '{port}' ? port : word))]
    const { notes } = await said(argv)
    taken.close()
    expect(notes).toMatch(/^\[/)
    const known = lettersOf(...argv, ...SYSTEM_WORDS)
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })

  test('nor in what is said of a folder that others may write, and of a clock before its time', async () => {
    const dataDir = await office.copy((folder) => {
      change('UPDATE keys SET valid_from = 4102444800000')(folder)
      chmodSync(folder, 0o777)
    })
    const { answer } = await said(['doctor', '--data-dir', dataDir])
    const known = lettersOf(dataDir, ...SYSTEM_WORDS, ...(await keyFiles()))
    expect(wordsIn(answer).filter((word) => !known.has(word))).toEqual([])
  })
})

describe('no word of English is in what the parser says (issue 11)', () => {
  test.each([
    'license list --nonsense',
    'license list --limi 3',
    'license list --limit many',
    'erase',
    'docto',
    'license show',
    'license create',
    'license create --owner',
    'license renew {license}',
    'license renew {license} --expires someday',
    'license update {license} --over-limit some',
    'license renew {license} --expires never --expires-in 3',
    'answer --unique-key {key}',
    'answer --license {license} --unique-key {key} --format paper',
    'doctor everything',
    'doctor --lang xx',
    'doctor --data-dir=',
    'doctor',
  ])('activation-server %s', async (line) => {
    const argv = filled(line)
    const { answer, notes } = await said(
      ['doctor', 'doctor --data-dir='].includes(line) ? argv : [...argv, ...common],
    )
    expect(answer).toBe('')
    expect(notes).toContain(server.help.around.moreHelp)
    const known = lettersOf(...argv, 'en', 'ACTIVATION_SERVER_DATA_DIR')
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })
})
