// The command line in a language that nobody speaks: a word of English that it says stands outside of messages/.
import type { Command } from 'commander'
import path from 'node:path'
import { PassThrough } from 'node:stream'
import { writeFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest'
import { EXPORT_FORMATS } from '#main/hosts/cli/commands/export.ts'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { endWithLostOutput } from '#main/hosts/cli/lost-output.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { run } from '#main/hosts/cli/run.ts'
import { ERRORS, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import { err, ok } from '#shared/result.ts'
import { install } from '#tests/support/installation.ts'
import { insistOnPublished, PROGRAMS } from '#tests/support/json-answers/published.ts'
import { cli, messages } from '#tests/support/pseudo-locale/messages.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { must, openVendorSide } from '#tests/support/vendor-side.ts'

/** Letters without an accent: no word of the catalogue has two of them in a row. */
const WORD = /[A-Za-z]{2,}/g
const wordsIn = (text: string): string[] => text.match(WORD) ?? []
const textsIn = (value: unknown): string[] => {
  if (typeof value === 'string') return [value]
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap(textsIn) : []
}

const cleanup = new Cleanup()
const common: string[] = []
/** The vendor's own. */
const names: string[] = []
const WRONG_PROFILES = [
  ['wrong', { demo: 'yes' }],
  ['short', { name: '' }],
  ['more', { extra: 1 }],
] as const
/** What stands for a word in braces. */
const placed = new Map<string, string>()
/** Fields, and what JSON calls its values. */
const PROFILE = ['demo', 'boolean', 'name', 'extra']
beforeAll(async () => {
  const side = await openVendorSide(cleanup)
  const folder = cleanup.folder()
  const profile = path.join(folder, 'vendor.json')
  writeFileSync(profile, JSON.stringify(await side.profile()))
  names.push(...textsIn(await side.profile()), 'Contoso B.V.')
  const dataDir = path.join(folder, 'data')
  const desk = install(cleanup, await side.profile(), { dataDir })
  const { license } = must(
    await desk.router.call('licenses.activateOnline', { code: (await side.sell()).key }),
  )
  const here = await desk.uniqueKey()
  names.push(here)
  const [online, offline] = [await side.sell(), await side.sell()]
  const key = path.join(folder, 'key.txt')
  writeFileSync(key, await side.answer(offline, here))
  const given = { license: license.id, online: online.key, offline: offline.key, key, folder }
  for (const [name, value] of Object.entries(given)) placed.set(`{${name}}`, value)
  common.push('--data-dir', dataDir, '--vendor', profile)
  for (const [name, content] of WRONG_PROFILES) {
    const file = path.join(folder, name)
    writeFileSync(file, JSON.stringify({ ...(await side.profile()), ...content }))
    placed.set(`{${name}}`, file)
  }
  vi.stubEnv('XDG_CONFIG_HOME', path.join(folder, 'config'))
})
afterAll(async () => {
  vi.unstubAllEnvs()
  await cleanup.run()
})

async function said(
  argv: readonly string[],
  load: typeof loadEnvironment = loadEnvironment,
): Promise<{ answer: string; notes: string }> {
  const [answers, notes]: [string[], string[]] = [[], []]
  const program = buildProgram({
    messages: { ...messages, cli },
    loadEnvironment: load,
    startWebHost: () => Promise.reject(new Error('nothing is served here')),
    output: { write: (text: string) => answers.push(text) },
    problems: { write: (text: string) => notes.push(text) },
    done: (sentence) => notes.push(sentence),
  })
  await run(program, ['node', 'activation-desk', ...argv], cli)
  return { answer: answers.join(''), notes: notes.join('') }
}

/** Names of commands, options and values are the same in every language: scripts have them. */
function syntaxOf(command: Command): string[] {
  const { options, registeredArguments: given } = command
  return [
    ...['options', 'command', 'help', 'version', ...EXPORT_FORMATS, command.name()],
    ...options.flatMap(({ flags, argChoices, defaultValue }) => [
      flags,
      ...(argChoices ?? []),
      String(defaultValue),
    ]),
    ...given.flatMap((argument) => [argument.name(), ...(argument.argChoices ?? [])]),
    ...command.commands.flatMap(syntaxOf),
  ]
}
const program = buildProgram({
  messages: { ...messages, cli },
  loadEnvironment,
  startWebHost: () => Promise.reject(new Error('nothing is served here')),
  output: { write: () => true },
  problems: { write: () => true },
  done: () => {},
})
const syntax = new Set(syntaxOf(program).flatMap(wordsIn))

const filled = (word: string): string => word.replaceAll(/\{\w+\}/g, (name) => placed.get(name) ?? name)

const commandsOf = (command: Command, above: readonly string[] = []): string[][] =>
  command.commands.flatMap((each) => [[...above, each.name()], ...commandsOf(each, [...above, each.name()])])

describe('no word of English is in the help (issue 11)', () => {
  test.each([[], ...commandsOf(program)].map((words) => [words.join(' '), words] as const))(
    'activation-desk %s --help',
    async (_, words) => {
      const { answer } = await said([...words, '--help'])
      expect(answer).toContain('[')
      expect(wordsIn(answer).filter((word) => !syntax.has(word))).toEqual([])
    },
  )

  test.each(['options', 'exit-status'])('activation-desk help %s', async (topic) => {
    const { answer } = await said(['help', topic])
    expect(answer).toContain('[')
    expect(wordsIn(answer).filter((word) => !syntax.has(word))).toEqual([])
  })
})

/** In this order: what changes the machine comes last. */
const ANSWERS = [
  'list',
  'info',
  'doctor',
  'doctor --offline',
  'activity',
  'activity --limit 1',
  'usage show',
  'usage set virtualization 5',
  'usage history virtualization',
  'usage report',
  'settings show',
  'settings set offline-only off',
  'settings set check-interval 6',
  'machine-id show',
  'unique-key',
  'preferences',
  'preferences --theme dark',
  'check --product virtualization',
  'check --product nothing',
  'refresh',
  'deactivate nothing',
  'code nothing',
  'activate AAAAA',
  'request {online}',
  'inspect {key} --code {offline}',
  'code {license}',
  'certificate {license} --output {folder}/certificate.html',
  'export --format csv --output {folder}/list.csv',
  'backup {folder}/backup.json',
  'restore {folder}/backup.json',
  'repair',
  'verify-bundle {key}',
  'settings set proxy none',
  'settings set ca none',
  'activate {online}',
  'activate --offline-key {key} {offline}',
  'deactivate {license}',
  'machine-id set 0123456789abcdef0123456789abcdef',
]

/** One runs until it is stopped, one prints the licenses of what it was built of, two print what other programs read. */
const ELSEWHERE = new Set(['serve', 'notices', 'completion', 'manual'])

describe('no word of English is in an answer (issue 11)', () => {
  test('of any command', () => {
    const isLeaf = (words: string, _: number, all: readonly string[]) =>
      !all.some((other) => other.startsWith(`${words} `))
    const commands = commandsOf(program)
      .map((words) => words.join(' '))
      .filter(isLeaf)
    const isAsked = (words: string) =>
      ELSEWHERE.has(words) || ANSWERS.some((line) => `${line} `.startsWith(`${words} `))
    expect(commands.filter((words) => !isAsked(words))).toEqual([])
    expect(commands.toSorted()).toEqual(Object.keys(PROGRAMS['activation-desk'].answers).toSorted())
  })

  test.each(ANSWERS)('activation-desk %s, and its JSON is of the published form (issue 15)', async (line) => {
    const argv = [...line.split(' ').map(filled), ...common]
    const { answer, notes } = await said(argv)
    const machines = await said(['--json', ...argv])
    insistOnPublished('activation-desk', argv, machines.answer)
    const licenses = await said(['--json', 'list', ...common])
    const data = [machines, licenses]
      .flatMap((one) => textsIn(JSON.parse(one.answer || 'null')))
      .concat(argv, names)
    // The name of the time scale is one in every language.
    const known = new Set([...data, 'UTC'].flatMap(wordsIn))
    expect(wordsIn(`${answer}\n${notes}`).filter((word) => !known.has(word))).toEqual([])
  })
})

describe('no word of English is in a refusal of what was typed (issue 11)', () => {
  test.each([
    'usage set storage many',
    'settings set offline-only perhaps',
    'preferences --theme pink',
    'export --format docx',
    'export --format pdf',
    'activity --limit none',
    'activity --output file',
    'activate --offline-key /nowhere/at/all AAAAA',
    'serve --port many',
    'inspect /nowhere/at/all',
    'list --vendor /nowhere/at/all',
    'list --vendor {wrong}',
    'list --vendor {short}',
    'list --vendor {more}',
  ])('activation-desk %s', async (line) => {
    const argv = line.split(' ').map(filled)
    const { notes } = await said([...common, ...argv])
    const known = new Set([...argv.flatMap(wordsIn), ...syntax, 'system', 'light', 'dark', ...PROFILE])
    expect(notes).toContain('[')
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })
})

describe('no word of English is in what the parser says (issue 11)', () => {
  test.each([
    'list --nonsense',
    'list --jso',
    'list --dat',
    'erase',
    'lis',
    'code',
    'check',
    'check --product',
    'usage',
    'list everything',
    '--lang xx list',
    'activity --export docx',
  ])('activation-desk %s', async (line) => {
    const { notes } = await said(line.split(' '))
    const { answer } = await said(['--json', ...line.split(' ')])
    const { error } = JSON.parse(answer) as { error: { params: { field: string }; what: string } }
    const known = new Set([...wordsIn(line), ...syntax, 'en', 'csv', 'json'])
    expect(error.params.field).toBe('arguments') // the same in every language (issue 11)
    for (const told of [notes, error.what]) {
      expect(told).toContain('[')
      expect(wordsIn(told).filter((word) => !known.has(word))).toEqual([])
    }
  })

  test('of a command that is missing, as a script reads it', async () => {
    const { answer } = await said(['--json'])
    expect(JSON.parse(answer)).toMatchObject({ error: { what: cli.parser.missingCommand } })
  })

  test('of output that is lost', () => {
    const stdout = new PassThrough()
    const stderr = new PassThrough()
    const exit = (status: number): never => {
      throw new Error(`exit ${status}`)
    }
    const streams = { stdout, stderr, exit } as unknown as Parameters<typeof endWithLostOutput>[0]
    endWithLostOutput(streams, [], cli)
    const full = Object.assign(new Error('no space'), { code: 'ENOSPC' })
    expect(() => stdout.emit('error', full)).toThrow('exit 4')
    expect(wordsIn(String(stderr.read()))).toEqual(['ENOSPC'])
  })
})

/** The environment as it is, with a core that answers with this. */
const answering =
  (call: (method: string, input: unknown) => unknown): typeof loadEnvironment =>
  (options, host) => {
    const real = loadEnvironment(options, host)
    const router = { call: (...given: [string, unknown]) => Promise.resolve(call(...given)) as never }
    return real.ok ? ok({ ...real.value, router: { ...real.value.router, ...router } }) : real
  }

test.each(['export --format html', 'activity --export csv'])(
  '%s asks for the words of its language (issue 11)',
  async (line) => {
    const asked: unknown[] = []
    const file = { fileName: 'file', mediaType: 'text/html', encoding: 'utf8', content: '' }
    const call = (_: string, input: unknown) => {
      asked.push(input)
      return ok(file)
    }
    await said([...common, ...line.split(' ')], answering(call))
    expect(asked).toEqual([expect.objectContaining({ language: messages.language })])
  },
)

describe('no word of English is in the words of a code (issue 11)', () => {
  test.each(Object.keys(ERRORS) as ErrorCode[])('%s', async (code) => {
    // Whatever a word asks for is there, and is no word.
    const params = new Proxy({}, { get: () => '•' })
    const fails = answering(() => err({ code, params } as unknown as Failure))
    const { notes } = await said(['list', ...common], fails)
    const known = new Set([code, ...common, ...names].flatMap(wordsIn))
    expect(notes).toContain(cli.code(code))
    expect(wordsIn(notes).filter((word) => !known.has(word))).toEqual([])
  })
})
