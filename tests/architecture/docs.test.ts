// The documents name what exists: anchors, links, codes, statuses, scripts, commands, the export's schema.
import { globSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, test, vi } from 'vitest'
import { z } from 'zod'
import { toJson } from '#main/core/export/json.ts'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram } from '#main/hosts/cli/program.ts'
import { runProgram } from '#server/cli/program.ts'
import { errorTable } from '#shared/contract/error-table.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { licenseView } from '#shared/contract/views.ts'
import { STATUSES } from '#shared/license/status.ts'
import { en } from '#shared/messages/en.ts'
import type { Explanation } from '#shared/messages/explanation.ts'
import packageFile from '../../package.json' with { type: 'json' }

const root = path.resolve(import.meta.dirname, '../..')
const GENERATED = /^(node_modules|dist|release|coverage|test-results|\..+)$/
const read = (file: string) => readFileSync(path.join(root, file), 'utf8')
const filesLike = (pattern: string) =>
  globSync(pattern, { cwd: root, exclude: (name) => GENERATED.test(path.basename(name)) })
const documents = filesLike('**/*.md').map((file) => ({ file, text: read(file) }))

const FENCE = /^```\w*\n([^]*?)^```/gm
const withoutFences = (text: string) => text.replaceAll(FENCE, '')
/** As GitHub makes it from a heading: lower case, no punctuation, dashes for spaces. */
const anchorOf = (heading: string) =>
  heading
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}\s_-]/gu, '')
    .trim()
    .replaceAll(/\s/g, '-')
const anchorsIn = (text: string) =>
  new Set(Array.from(withoutFences(text).matchAll(/^#+ +(.+)$/gm), ([, heading = '']) => anchorOf(heading)))

test('every SECURITY comment links to a section of docs/SECURITY.md', () => {
  const anchors = anchorsIn(read('docs/SECURITY.md'))
  const comments = [...filesLike('src-*/**/*.{ts,svelte,sql}'), 'electron-builder.yml'].flatMap((file) =>
    read(file)
      .split(/(?=SECURITY:)/)
      .slice(1)
      .map((text) => ({ file, anchor: /docs\/SECURITY\.md#([\w-]+)/.exec(text)?.[1] ?? '' })),
  )
  expect(comments.length).toBeGreaterThan(10)
  expect(comments.filter(({ anchor }) => !anchors.has(anchor))).toEqual([])
})

test('every relative link in a document leads somewhere', () => {
  const LINK = /\]\(([^)\s]+)\)|(?:src|srcset|href)="([^"]+)"/g
  const links = documents.flatMap(({ file, text }) =>
    Array.from(withoutFences(text).matchAll(LINK), (match) => ({ file, link: match[1] ?? match[2] ?? '' })),
  )
  const broken = links
    .filter(({ link }) => !/^(https?:|mailto:)/.test(link))
    .filter(({ file, link }) => {
      const [target = '', anchor] = link.split('#')
      const place = target === '' ? file : path.join(path.dirname(file), target)
      if (globSync(place, { cwd: root }).length === 0) return true
      return anchor !== undefined && place.endsWith('.md') && !anchorsIn(read(place)).has(anchor)
    })
  expect(broken).toEqual([])
})

describe('the operator guide says what the program says', () => {
  /** The cells after the first one, by the first: a code has two, a status three. */
  const rows = (cells: 2 | 3) =>
    Object.fromEntries(
      Array.from(
        read('docs/operator-guide.md').matchAll(/^\| `(\w+)` *\|(.+)\|$/gm),
        ([, id = '', rest = '']) => [id, rest.split('|').map((cell) => cell.trim())],
      ).filter(([, rest]) => rest?.length === cells) as [string, string[]][],
    )

  test('of every code', () => {
    const codes = Object.keys(errorTable) as ErrorCode[]
    expect(rows(2)).toMatchObject(Object.fromEntries(codes.map((code) => [code, inGeneral(code)])))
  })

  test('of every status', () => {
    const statuses = ([...STATUSES, 'not_licensed'] as const).map((status) => {
      const { label, meaning, todo } = en.statuses[status]
      return [status, [label, meaning, todo]]
    })
    expect(rows(3)).toMatchObject(Object.fromEntries(statuses))
  })
})

/** The words for a code with names in the place of its parameters: what happened and why, and what to do. */
function inGeneral(code: ErrorCode): [string, string] {
  const unnamed = ['mailUniqueKey', 'looksLikeRow', 'requestId', 'retryAfterSeconds', 'limit']
  const valueOf = (name: string) =>
    unnamed.includes(name) ? null : name === 'maximum' ? 262_144 : `‹${name}›`
  const params = new Proxy({}, { get: (_, name) => valueOf(String(name)) })
  const words = en.errors[code] as (params: object, speaker: object) => Explanation
  const { what, cause, todo } = words(params, { vendor: '‹vendor›', support: '‹support›' })
  return [`${what} ${cause}`, todo]
}

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

test('the schema of the JSON export is that of what the program writes (docs/formats/export.md)', () => {
  const shape = z
    .object({
      format: z.literal('activation-desk/licenses'),
      version: z.literal(1),
      vendor: z.string(),
      uniqueKey: z.string(),
      exportedAt: z.iso.datetime(),
      app: z.string(),
      licenses: z.array(licenseView),
    })
    .meta({ title: 'Licenses of one machine, as Activation Desk exports them' })
  // To write the file anew: JSON.stringify(z.toJSONSchema(shape), null, 2), then prettier.
  expect(JSON.parse(read('docs/formats/licenses-export.schema.json'))).toEqual(z.toJSONSchema(shape))
  const facts = { vendor: 'V', uniqueKey: 'V-1', exportedAt: '2026-01-01T00:00:00.000Z', app: 'A 1' }
  const written = toJson(facts, [], { rows: null, columns: null }, ({ codeMasked }) => codeMasked)
  expect(Object.keys(JSON.parse(written) as object)).toEqual(Object.keys(shape.shape))
})
