// The words of a help text that the library brings, in the person's language: its titles, and what options may be.
import type { Command, Option } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { helpTitle } from '#shared/messages/parser-words.ts'

type HelpWords = ServerWords['help']['around']

/** Before the first command is added: commands take it over from their program. */
export function speakHelp(program: Command, words: HelpWords): Command {
  return program
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.help)
    .showHelpAfterError(words.moreHelp)
    .configureHelp({
      showGlobalOptions: true,
      styleTitle: (title) => helpTitle(title, words),
      optionDescription: (option) => described(option, words),
    })
}

function described(option: Option, words: HelpWords): string {
  const { description, argChoices, envVar } = option
  const defaultValue: unknown = option.defaultValue
  const more: string[] = []
  if (argChoices) more.push(words.choices(argChoices.map((choice) => JSON.stringify(choice)).join(', ')))
  if (defaultValue !== undefined) more.push(words.whenLeftOut(JSON.stringify(defaultValue)))
  if (envVar !== undefined) more.push(words.variable(envVar))
  return more.length === 0 ? description : `${description} (${more.join(', ')})`
}
