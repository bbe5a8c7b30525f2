// The help of each command fits a terminal of 80×24, but for the lists of commands and two that have many terms.
import type { Command } from 'commander'
import { expect, test } from 'vitest'
import { loadEnvironment } from '#main/hosts/cli/environment.ts'
import { buildProgram as buildDesk } from '#main/hosts/cli/program.ts'
import { buildProgram as buildServer } from '#server/cli/program.ts'
import { cli } from '#shared/messages/en/cli.ts'
import { messages } from '#shared/messages/en/messages.ts'

/** They scroll. */
const HIGHER = [
  'activation-desk',
  'activation-server',
  'activation-server license',
  'activation-server license create',
  'activation-server license update',
]

const desk = buildDesk({
  messages: { ...messages, cli },
  loadEnvironment,
  startWebHost: () => Promise.reject(new Error('a help text starts nothing')),
  output: { write: () => true },
  problems: { write: () => true },
  done: () => {},
})

const helps = (command: Command, words: string): { words: string; lines: string[] }[] => {
  let printed = ''
  command.configureOutput({ writeOut: (text) => (printed += text), getOutHelpWidth: () => 80 })
  command.outputHelp()
  const below = command.commands.flatMap((one) => helps(one, `${words} ${one.name()}`))
  return [{ words, lines: printed.trimEnd().split('\n') }, ...below]
}

test('no help is wider than 80 columns, and none but those that are named is higher than 24 lines (issue 15)', () => {
  const all = [...helps(desk, 'activation-desk'), ...helps(buildServer(), 'activation-server')]
  expect(all.length).toBeGreaterThan(50)
  expect(all.filter(({ lines }) => lines.some((line) => line.length > 80)).map(({ words }) => words)).toEqual(
    [],
  )
  expect(all.filter(({ lines }) => lines.length > 24).map(({ words }) => words)).toEqual(HIGHER)
})
