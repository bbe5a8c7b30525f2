// The vendor's back office in a language that nobody speaks: a word of English that it says stands outside of messages/.
import { join } from 'node:path'
import type { Command } from 'commander'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { nodePrimitives } from '#shared/crypto/node-primitives.ts'
import { makeReturnCode } from '#shared/formats/return-code.ts'
import { licenseNumber } from '#shared/formats/typed-key/hints.ts'
import { SERVER_LANGUAGES } from '#shared/messages/server-languages.ts'
import { buildProgram, runProgram } from '#server/cli/program.ts'
import { server } from '#tests/support/pseudo-locale/messages.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { uniqueKey, vendorTemplate } from '../support/desk.ts'

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
const syntax = new Set(syntaxOf(buildProgram(server)).flatMap(wordsIn))

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
})

const json = async <T>(argv: readonly string[]): Promise<T> =>
  JSON.parse((await said(['--json', ...argv])).answer) as T

const cleanup = new Cleanup()
let common: string[] = []
const values = new Map<string, string>()
const filled = (line: string): string[] => line.split(' ').map((word) => values.get(word) ?? word)

beforeAll(async () => {
  const folder = cleanup.folder()
  common = ['--data-dir', join(folder, 'desk')]
  await json(['init', ...common])
  const sale = 'license create --owner Contoso --product storage:5 --product virtualization:- --machines 3'
  const { id, code } = await json<{ id: string; code: string }>([...sale.split(' '), ...common])
  const answer = ['answer', '--license', id, '--unique-key', uniqueKey()]
  const { issued } = await json<{ issued: string }>([...answer, ...common])
  const facts = { uniqueKey: uniqueKey(), licenseNumber: licenseNumber(id, nodePrimitives) }
  const times = { issued: Date.parse(issued), returned: Date.now() }
  values.set('{license}', id).set('{code}', code).set('{key}', uniqueKey()).set('{other}', uniqueKey(2))
  values.set('{copy}', join(folder, 'copy')).set('{file}', join(folder, 'answer'))
  values.set('{return}', makeReturnCode({ ...facts, ...times }, code, nodePrimitives))
})
afterAll(() => cleanup.run())

/** What is the same in every language: what a person gave, and what the machine-readable form of it holds. */
const lettersOf = (...texts: string[]): Set<string> => new Set([...texts.flatMap(wordsIn), ...syntax])

describe('no word of English is in an answer (issue 11)', () => {
  test.each([
    'license list',
    'license show {license}',
    'license update {license} --over-limit 30 --notes Sold',
    'license update {license} --notes Sold',
    'license renew {license} --expires never',
    'license suspend {license}',
    'license list --owner Con',
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
    'backup {copy}',
    'restore {copy}',
  ])('activation-server %s', async (line) => {
    const argv = [...filled(line), ...common]
    const { answer, notes } = await said(argv)
    expect(notes).toBe('')
    expect(answer).toMatch(/^\[|: |-> /m)
    const known = lettersOf(...argv, ...values.values(), 'backups db')
    const data = textsIn([
      await json(['license', 'show', values.get('{license}') ?? '', ...common]),
      await json(['machine', 'list', values.get('{license}') ?? '', ...common]),
      await json(['application', 'list', ...common]),
      await json(['keys', 'list', ...common]),
    ]).flatMap(wordsIn)
    // A change is told as the field of --json, its value before and its value after.
    const words = answer.replaceAll(/^\w+: .* -> .*$/gm, '')
    expect(wordsIn(words).filter((word) => !known.has(word) && !data.includes(word))).toEqual([])
  })
})

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
    'application add Wrong Wrong',
    'application add virtualmetric Another',
    'machine release {license} nothing',
    'return {return} --license {license} --unique-key {other}',
    'answer --license {license} --unique-key {other} --output /nowhere/at/all',
    'init --vendor /nowhere/at/all',
  ])('activation-server %s', async (line) => {
    const argv = [...filled(line), ...common]
    const { answer, notes } = await said(argv)
    expect(answer).toBe('')
    expect(notes).toMatch(/^\[/)
    const known = lettersOf(...argv, ...textsIn(vendorTemplate), 'ENOENT', 'another')
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
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
    'doctor',
  ])('activation-server %s', async (line) => {
    const argv = filled(line)
    const { answer, notes } = await said(line === 'doctor' ? argv : [...argv, ...common])
    expect(answer).toBe('')
    expect(notes).toContain(server.help.around.moreHelp)
    const known = lettersOf(...argv, 'en', 'ACTIVATION_SERVER_DATA_DIR')
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })
})
