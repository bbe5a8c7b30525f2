// The help of each program and command fits a terminal of 80×24.
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { helpTopics as deskTopics } from '#main/hosts/cli/help-words.ts'
import { helpTopics as serverTopics } from '#server/cli/help-words.ts'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram as buildDesk } from '#main/hosts/cli/program.ts'
import { buildProgram as buildServer } from '#server/cli/program.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'
import { server as serverWords } from '#shared/messages/en/server.ts'
import { GLOBAL_WITH_VALUE } from '#shared/operands.ts'
import { topicIn } from '#shared/help-overview.ts'

const desk = buildDesk({
  messages: { ...messages, cli },
  loadEnvironment,
  startWebHost: () => Promise.reject(new Error('a help text starts nothing')),
  output: { write: () => true },
  problems: { write: () => true },
  done: () => {},
})

const server = buildServer()

const helps = (command: Command, words: string): { words: string; lines: string[] }[] => {
  let printed = ''
  command.configureOutput({ writeOut: (text) => (printed += text), getOutHelpWidth: () => 80 })
  command.outputHelp()
  const below = command.commands.flatMap((one) => helps(one, `${words} ${one.name()}`))
  return [{ words, lines: printed.trimEnd().split('\n') }, ...below]
}

const all = [...helps(desk, 'activation-desk'), ...helps(server, 'activation-server')]

test('no help is wider than 80 columns or, with the prompt below it, higher than 24 lines (issue 15)', () => {
  expect(all.length).toBeGreaterThan(50)
  const larger = all.filter(({ lines }) => lines.length > 23 || lines.some((line) => line.length > 80))
  expect(larger.map(({ words }) => words)).toEqual([])
})

interface Overview {
  readonly overview: Readonly<Record<string, { readonly commands: object }>>
}

test.each<[Command, Overview]>([
  [desk, cli.help],
  [server, serverWords.help],
])('the help of each program names each of its commands once (issue 15)', (program, { overview }) => {
  const named = Object.values(overview).flatMap((group) => Object.keys(group.commands))
  expect(named.toSorted()).toEqual(program.commands.map((command) => command.name()).toSorted())
})

test.each([
  [desk, deskTopics(desk, cli.help)],
  [server, serverTopics(server, serverWords.help)],
])(
  'what “help” explains beside the commands is their options and what they end with (issue 15)',
  (program, topics) => {
    const topic = (...words: string[]) => topicIn(['node', program.name(), ...words], topics)
    for (const { long } of program.options) expect(topic('help', 'options')).toContain(`${long} `)
    expect(topic('--json', 'help', 'exit-status')).toMatch(/^Exit status:\n {2}0 {4}done\n/)
    // Global options may stand before and between.
    for (const { long, required } of program.options) {
      expect([long, GLOBAL_WITH_VALUE.has(long ?? '')]).toEqual([long, required])
      const given = [long ?? '', ...(required ? ['en'] : [])]
      for (const words of [
        [...given, 'help', 'options'],
        ['help', ...given, 'options'],
      ])
        expect(topic(...words)).toBe(topic('help', 'options'))
    }
    expect([topic('help'), topic('help', 'list'), topic('list'), topic('exit-status')]).toEqual(
      Array(4).fill(null),
    )
  },
)
