// The words of a help text that the library brings, in the person's language: its titles, and what options may be.
import type { Argument, Command, Option } from 'commander'
import type { CliMessages } from '#shared/messages/messages.ts'
import { helpTitle } from '#shared/messages/parser-words.ts'

type HelpWords = CliMessages['cli']['help']['around']

/** Before the first command is added: commands take it over from their program. */
export function speakHelp(program: Command, words: HelpWords): Command {
  return program
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.help)
    .configureHelp({
      styleTitle: (title) => helpTitle(title, words),
      optionDescription: (option) => described(option, words, option.required || option.optional),
      argumentDescription: (argument) => described(argument, words, true),
    })
}

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
