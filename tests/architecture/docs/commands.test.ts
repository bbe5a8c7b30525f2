// The commands that the documents name are the programs' own.
import type { Argument, Command } from 'commander'
import { describe, expect, test } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram as buildDesk } from '#main/hosts/cli/program.ts'
import { buildProgram as buildServer } from '#server/cli/program.ts'
import { globalOptionsOf } from '#shared/help-overview.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import packageFile from '../../../package.json' with { type: 'json' }
import { documents, FENCE, read, withoutFences } from './documents.ts'

test('every npm script that a document names exists', () => {
  const named = documents.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g), (match) => ({
      file,
      script: match[1] ?? match[2] ?? '',
    })),
  )
  expect(named.filter(({ script }) => !(script in packageFile.scripts))).toEqual([])
})

const surroundings = {
  messages: { ...messages, cli },
  loadEnvironment,
  startWebHost: () => Promise.reject(new Error('a help text starts nothing')),
  output: { write: () => true },
  problems: { write: () => true },
  done: () => {},
}
const BUILD = { desk: () => buildDesk(surroundings), server: buildServer } as const

describe('the README lists the commands that a program has, with their arguments and what they insist on (issue 11)', () => {
  test.each([
    ['activation-desk', BUILD.desk()],
    ['activation-server', BUILD.server()],
  ] as const)('%s', (name, program) => {
    const blocks = Array.from(read('README.md').matchAll(FENCE), ([, code = '']) => code)
    const list = blocks.find((code) => code.startsWith(`${name} `)) ?? ''
    const listed = list
      .trim()
      .split('\n')
      .map((line) => line.replace(`${name} `, ''))
    const commands = commandsOf(program)
    expect(listed.map((line) => line.replaceAll(/ [[(]?--.*$/g, ''))).toEqual(
      commands.map(({ line }) => line),
    )
    const without = commands.filter(({ needed }, index) =>
      needed.some((option) => !(listed[index] ?? '').includes(` ${option}`)),
    )
    expect(without).toEqual([])
  })

  /** In the program's order: the words of each command that does something, its arguments, the options it cannot do without. */
  function commandsOf(command: Command, words: readonly string[] = []): { line: string; needed: string[] }[] {
    if (command.commands.length > 0)
      return command.commands.flatMap((below) => commandsOf(below, [...words, below.name()]))
    const needed = command.options.filter(({ mandatory }) => mandatory).map(({ long }) => long ?? '')
    return [{ line: [...words, ...command.registeredArguments.map(argumentText)].join(' '), needed }]
  }

  function argumentText(argument: Argument): string {
    const name = argument.name().toUpperCase()
    return argument.required ? name : `[${name}]`
  }
})

describe('every command line that a document names exists, options included', () => {
  const PROGRAMS = {
    desk: /(?<!\/lib\/)(?:activation-desk|npm run -s desk --) +(?=[\w-])/,
    server: /(?<!\/lib\/)(?:activation-server|npm run -s server --) +(?=[\w-])/,
  } as const
  type Program = keyof typeof PROGRAMS
  /** They stand before the command and take a value. */
  const GLOBAL_WITH_VALUE = ['--data-dir', '--vendor', '--lang']

  test.each(Object.keys(PROGRAMS) as Program[])('of the %s', async (program) => {
    const named = documents
      .filter(({ file }) => file === 'README.md' || file.startsWith('docs'))
      .flatMap(({ text }) => codeIn(text))
      .flatMap((code) => code.split(/\n|&&|;|\| /))
      .filter((line) => !line.startsWith('#') && PROGRAMS[program].test(line))
      .map((line) => (line.split(PROGRAMS[program])[1] ?? '').trim())
    expect(named.length).toBeGreaterThan(10)
    const unknown = await Promise.all(
      [...new Set(named)].map(async (line) => ({ line, unknown: await unknownIn(program, line) })),
    )
    expect(unknown.filter((one) => one.unknown.length > 0)).toEqual([])
  })

  /** Only what is set as code: in a sentence, the words after a program's name are the sentence's. */
  function codeIn(text: string): string[] {
    const blocks = Array.from(text.matchAll(FENCE), ([, code = '']) => code.replaceAll(/\\\n\s*/g, ' '))
    const words = Array.from(withoutFences(text).matchAll(/`([^`]+)`/g), ([, code = '']) =>
      code.replaceAll('\n', ' '),
    )
    return [...blocks, ...words]
  }

  /** The commands and options of this line that `--help` does not know. */
  async function unknownIn(program: Program, line: string): Promise<string[]> {
    const words = line.split(/\s+/)
    while (words[0]?.startsWith('-')) words.splice(0, GLOBAL_WITH_VALUE.includes(words[0]) ? 2 : 1)
    const command: string[] = []
    let help = ofAll(BUILD[program]())
    const options = optionsIn(help)
    while (commandsIn(help).length > 0 && words.length > 0) {
      const word = words.shift() ?? ''
      if (!commandsIn(help).includes(word)) return [word]
      command.push(word)
      help = await helpOf(program, command)
      options.push(...optionsIn(help))
    }
    return optionsIn(line).filter((option) => !options.includes(option))
  }

  /** The help of the program itself is an overview for people. */
  const ofAll = (built: Command) =>
    `${globalOptionsOf(built)}\nCommands:\n${built.commands.map((one) => `  ${one.name()}`).join('\n')}`
  const commandsIn = (help: string) =>
    Array.from((help.split('\nCommands:\n')[1] ?? '').matchAll(/^ {2}([a-z-]+)/gm), ([, name = '']) => name)
  const optionsIn = (help: string) => Array.from(help.matchAll(/--[a-z-]+/g), ([option]) => option)

  /** What `--help` after these words prints. */
  async function helpOf(program: Program, command: readonly string[]): Promise<string> {
    const text = await printed(program, command)
    expect(text).toContain('Usage: ')
    return text
  }

  async function printed(program: Program, command: readonly string[]): Promise<string> {
    let text = ''
    const built = BUILD[program]()
    const write = (part: string) => (text += part)
    for (const each of [built, ...allBelow(built)]) each.configureOutput({ writeOut: write, writeErr: write })
    await built.parseAsync(['node', program, ...command, '--help']).catch(() => undefined) // --help ends by an exit
    return text
  }

  const allBelow = (command: Command): Command[] =>
    command.commands.flatMap((below) => [below, ...allBelow(below)])
})
