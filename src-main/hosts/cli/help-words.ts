// The words of a help text that the library brings, in the person's language: its titles, and what options may be.
import { Help, type Argument, type Command, type Option } from 'commander'
import { globalOptionsOf, overviewOf } from '#shared/help-overview.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import { helpTitle } from '#shared/messages/parser-words.ts'

type CliHelp = CliMessages['cli']['help']
type HelpWords = CliHelp['around']

/** Before the first command is added: commands take it over from their program. */
export function speakHelp(program: Command, help: CliHelp): Command {
  const { around: words, overview, more } = help
  const columns = [
    [overview.activate, overview.see],
    [overview.machine, overview.program],
  ]
  return program
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.help)
    .configureHelp({
      formatHelp: (command, helper) =>
        command.parent === null
          ? overviewOf(command, helper, columns, more)
          : Help.prototype.formatHelp.call(helper, command, helper),
      styleTitle: (title) => helpTitle(title, words),
      optionDescription: (option) => described(option, words, option.required || option.optional),
      argumentDescription: (argument) => described(argument, words, true),
    })
}

/** What “help” explains beside the commands. */
export const helpTopics = (program: Command, { exitStatuses }: CliHelp) => ({
  options: () => globalOptionsOf(program),
  'exit-status': () => exitStatuses,
})

/** Beside what was wrong with a command: its name with those above it. */
export const nameOf = (command: Command): string =>
  command.parent === null ? command.name() : `${nameOf(command.parent)} ${command.name()}`

/** Once all commands are added: what was wrong with one ends with where it is explained. */
export function pointToHelp(command: Command, words: CliMessages['cli']): void {
  command.showHelpAfterError(`  ${words.seeHelp(nameOf(command))}`)
  for (const child of command.commands) pointToHelp(child, words)
}

/** A switch says nothing of its default, which is that it is off. */
function described(
  { description, argChoices, defaultValue, defaultValueDescription }: Described,
  words: HelpWords,
  takesValue: boolean,
): string {
  const more = [
    ...(argChoices ? [words.choices(argChoices.join(', '))] : []),
    ...(takesValue && defaultValue !== undefined
      ? [words.whenLeftOut(defaultValueDescription ?? String(defaultValue))]
      : []),
  ]
  return more.length === 0 ? description : `${description} (${more.join('; ')})`
}

type Described = Pick<
  Option | Argument,
  'description' | 'argChoices' | 'defaultValue' | 'defaultValueDescription'
>
