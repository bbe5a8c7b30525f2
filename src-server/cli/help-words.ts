// The words of a help text that the library brings, in the person's language: its titles, and what options may be.
import { Help, type Command, type Option } from 'commander'
import { globalOptionsOf, overviewOf } from '#shared/help-overview.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { helpTitle } from '#shared/messages/parser-words.ts'

type ServerHelp = ServerWords['help']
type HelpWords = ServerHelp['around']

/** Before the first command is added: commands take it over from their program. */
export function speakHelp(program: Command, help: ServerHelp): Command {
  const { around: words, overview, more, seeOptions } = help
  return program
    .helpOption('-h, --help', words.help)
    .helpCommand('help [command]', words.help)
    .showHelpAfterError(words.moreHelp)
    .configureHelp({
      formatHelp: (command, helper) =>
        command.parent === null
          ? overviewOf(command, helper, [[overview.sell, overview.server]], more)
          : `${Help.prototype.formatHelp.call(helper, command, helper)}\n${seeOptions}\n`,
      styleTitle: (title) => helpTitle(title, words),
      optionDescription: (option) => described(option, words),
    })
}

/** What “help” explains beside the commands. */
export const helpTopics = (program: Command, { exitStatuses }: ServerHelp) => ({
  options: () => globalOptionsOf(program),
  'exit-status': () => exitStatuses,
})

function described(option: Option, words: HelpWords): string {
  const { description, argChoices, envVar } = option
  const defaultValue: unknown = option.defaultValue
  const more: string[] = []
  if (argChoices) more.push(words.choices(argChoices.map((choice) => JSON.stringify(choice)).join(', ')))
  if (defaultValue !== undefined) more.push(words.whenLeftOut(JSON.stringify(defaultValue)))
  if (envVar !== undefined) more.push(words.variable(envVar))
  return more.length === 0 ? description : `${description} (${more.join(', ')})`
}
