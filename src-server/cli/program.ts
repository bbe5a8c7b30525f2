// The command line of the vendor's back office (docs/product.md#the-vendors-side). Exit status: 0 done, 1 refused, 2
// wrong usage, 3 a fault of this place (fault.ts).
import { Command, CommanderError } from 'commander'
import { addAnswerCommand } from './answer-command.ts'
import { addGlobalOptions, EXIT } from './command-line.ts'
import { addDatabaseCommands } from './database-commands.ts'
import { addDoctorCommand } from './doctor-command.ts'
import { addInitCommand } from './init-command.ts'
import { addKeysCommands } from './keys-commands.ts'
import { addLicenseCommands } from './license-commands.ts'
import { addApplicationCommands, addMachineCommands } from './machine-commands.ts'
import { addProfileCommand } from './profile-command.ts'
import { addReturnCommand } from './return-command.ts'
import { addServeCommand } from './serve-command.ts'

/** The commands and their options: what --help says. */
export function buildProgram(): Command {
  const program = new Command('activation-server')
    .description("The vendor's back office: sells licenses, answers offline requests, and serves activation.")
    .configureHelp({ showGlobalOptions: true })
    .showHelpAfterError('(add --help for more)')
    .exitOverride()
  addGlobalOptions(program)
  for (const add of [
    addInitCommand,
    addLicenseCommands,
    addAnswerCommand,
    addReturnCommand,
    addServeCommand,
    addMachineCommands,
    addApplicationCommands,
    addKeysCommands,
    addProfileCommand,
    addDatabaseCommands,
    addDoctorCommand,
  ])
    add(program)
  return program
}

/** Runs one command line; `process.exitCode` says how it went. A bug throws. */
export async function runProgram(argv: readonly string[]): Promise<void> {
  try {
    await buildProgram().parseAsync(argv)
  } catch (error) {
    if (!(error instanceof CommanderError)) throw error
    process.exitCode = error.exitCode === 0 ? EXIT.done : EXIT.wrongUsage
  }
}
