// The command line of the vendor's back office (docs/product.md#the-vendors-side). Exit status: 0 done, 1 refused, 2
// wrong usage, 3 a fault of this place (fault.ts).
import { Command, CommanderError } from 'commander'
import packageFile from '../../package.json' with { type: 'json' }
import { server as english } from '#shared/messages/en/server.ts'
import { languageIn } from '#shared/messages/language-option.ts'
import { SERVER_LANGUAGES } from '#shared/messages/server-languages.ts'
import { parserWords } from '#shared/messages/parser-words.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { parseCommandLine, refuseForgottenValues } from '#shared/forgotten-value.ts'
import { topicIn } from '#shared/help-overview.ts'
import { printable } from '#shared/printable.ts'
import { widthOf, wrapped } from '#shared/wrapped.ts'
import { addAnswerCommand } from './answer-command.ts'
import { addGlobalOptions, EXIT } from './command-line.ts'
import { addDatabaseCommands } from './database-commands.ts'
import { addDemoCommand } from './demo-command.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addInitCommand } from './init-command.ts'
import { addKeysCommands } from './keys-commands.ts'
import { addLicenseCommands } from './license-commands.ts'
import { addApplicationCommands, addMachineCommands } from './machine-commands.ts'
import { addPolicyCommands } from './policy-commands.ts'
import { addProfileCommand } from './profile-command.ts'
import { addReturnCommand } from './return-command.ts'
import { addServeCommand } from './serve-command.ts'
import { helpTopics, speakHelp } from './help-words.ts'

/** The commands and their options: what --help says. */
export function buildProgram(words: ServerWords = english): Command {
  const program = speakHelp(new Command('activation-server'), words.help)
    .description(words.help.program.about)
    .version(packageFile.version, '-V, --version', words.help.around.version)
    .configureOutput({
      outputError: (message, write) =>
        write(
          wrapped(
            printable(`${words.error}: ${parserWords(message, words.parser)}\n`),
            widthOf(process.stderr),
          ),
        ),
    })
    .exitOverride()
  addGlobalOptions(program, words)
  for (const add of [
    addInitCommand,
    addLicenseCommands,
    addAnswerCommand,
    addReturnCommand,
    addServeCommand,
    addMachineCommands,
    addApplicationCommands,
    addPolicyCommands,
    addKeysCommands,
    addProfileCommand,
    addDatabaseCommands,
    addDemoCommand,
    addDoctorCommand,
  ])
    add(program, words)
  refuseForgottenValues(program)
  return program
}

export const wordsFor = (argv: readonly string[]): Promise<ServerWords> =>
  SERVER_LANGUAGES[languageIn(argv)].load()

/** Runs one command line; `process.exitCode` says how it went. A bug throws. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  try {
    const words = await wordsFor(argv)
    const program = buildProgram(words)
    const topic = topicIn(argv, helpTopics(program, words.help))
    if (topic === null) await parseCommandLine(program, argv)
    else process.stdout.write(topic)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage
  }
}
