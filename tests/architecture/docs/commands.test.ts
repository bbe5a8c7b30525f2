// The commands that the documents name are the programs' own.
import { describe, expect, test, vi } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { runProgram } from '#server/cli/program.ts'
import packageFile from '../../../package.json' with { type: 'json' }
import { documents, FENCE, withoutFences } from './documents.ts'

test('every npm script that a document names exists', () => {
  const named = documents.flatMap(({ file, text }) =>
    Array.from(text.matchAll(/\bnpm (?:run (?:-s )?([\w:]+)|(start|test)\b)/g), (match) => ({
      file,
      script: match[1] ?? match[2] ?? '',
    })),
  )
  expect(named.filter(({ script }) => !(script in packageFile.scripts))).toEqual([])
})

describe('every command line that a document names exists, options included', () => {
  const PROGRAMS = {
    desk: /(?:activation-desk|npm run -s desk --) +(?=[\w-])/,
    server: /(?:activation-server|npm run -s server --) +(?=[\w-])/,
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
    let help = await helpOf(program, command)
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
    const output = { write: (part: string) => (text += part) }
    const argv = ['node', program, ...command, '--help']
    if (program === 'desk') {
      const startWebHost = () => Promise.reject(new Error('--help starts nothing'))
      const desk = buildProgram({ loadEnvironment, startWebHost, output, problems: output })
      await desk.parseAsync(argv).catch(() => undefined) // --help ends by an exit that is overridden
      return text
    }
    const write = vi
      .spyOn(process.stdout, 'write')
      .mockImplementation((part) => output.write(String(part)) !== '')
    // Runs to its end without waiting for anything, so that nobody else's output is taken.
    const run = runProgram(argv)
    write.mockRestore()
    await run
    return text
  }
})
