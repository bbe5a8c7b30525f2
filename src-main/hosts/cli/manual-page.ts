// The manual page of the program, made from its commands, in the language of man(7).
import type { Command } from 'commander'
import type { CliMessages } from '#shared/messages/messages.ts'

type ManualWords = CliMessages['cli']['manual']

/** `ends`: lines that say what the exit statuses mean. */
export function manualPage(
  program: Command,
  { version, words, ends }: { readonly version: string; readonly words: ManualWords; readonly ends: string },
): string {
  const name = program.name()
  return [
    `.TH ${name.toUpperCase()} 1 "" "${plain(`${words.product} ${version}`)}"`,
    section(words.name, `${plain(name)} \\- ${plain(program.description())}`),
    section(words.synopsis, `.B ${plain(name)}\n[${words.options}] ${words.command}`),
    section(words.optionsTitle, ...optionsOf(program)),
    section(words.commands, ...leavesOf(program).flatMap((leaf) => about(leaf))),
    section(
      words.exitStatus,
      '.nf',
      ...ends
        .split('\n')
        .slice(1)
        .map((line) => plain(line.trim())),
      '.fi',
    ),
  ].join('\n')
}

const section = (title: string, ...lines: readonly string[]): string =>
  [`.SH "${plain(title)}"`, ...lines].join('\n')

const leavesOf = (command: Command): Command[] =>
  command.commands.length === 0 ? [command] : command.commands.flatMap(leavesOf)

function about(command: Command): string[] {
  const given = command.registeredArguments.map((argument) => {
    const name = argument.name().toUpperCase()
    return argument.required ? name : `[${name}]`
  })
  return [
    `.SS "${plain([...pathOf(command), ...given].join(' '))}"`,
    plain(command.description()),
    ...command.registeredArguments.map((argument) =>
      paragraph(argument.name().toUpperCase(), argument.description),
    ),
    ...optionsOf(command),
  ]
}

/** Without the program's own name. */
const pathOf = (command: Command): string[] =>
  command.parent === null ? [] : [...pathOf(command.parent), command.name()]

const optionsOf = (command: Command): string[] =>
  command.options.filter(({ hidden }) => !hidden).map((option) => paragraph(option.flags, option.description))

const paragraph = (what: string, said: string): string => `.TP\n.B ${plain(what)}\n${plain(said)}`

/** Nothing in it is a request or an escape. A hyphen stays one that can be copied. */
const plain = (text: string): string =>
  text
    .replaceAll('\\', '\\e')
    .replaceAll('-', '\\-')
    .replaceAll('"', '\\(dq')
    .replace(/^([.'])/, '\\&$1')
