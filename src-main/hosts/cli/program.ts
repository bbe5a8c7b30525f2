// The commands and their options: what --help says.
import { Command, Option } from 'commander'
import { version } from '#main/assembly.ts'
import { activate } from './commands/activate.ts'
import { activity, type ActivityOptions } from './commands/activity.ts'
import { check } from './commands/check.ts'
import { showCode } from './commands/code.ts'
import { deactivate } from './commands/deactivate.ts'
import { EXPORT_FORMATS, exportLicenses, type ExportOptions } from './commands/export.ts'
import { info } from './commands/info.ts'
import { list } from './commands/list.ts'
import { preferences } from './commands/preferences.ts'
import { refresh } from './commands/refresh.ts'
import { serve } from './commands/serve.ts'
import { showUniqueKey } from './commands/unique-key.ts'
import { usageHistory, usageSet, usageShow } from './commands/usage.ts'
import { openSession, type Surroundings } from './session.ts'

const EXIT_STATUSES = `
Exit status: 0 done · 1 refused (the license, the key) · 2 wrong usage, or an internal fault
             3 no way to the activation server · 4 this machine stands in the way (rights, disk, machine id, clock)
             “check” alone: 0 may run · 1 may not run · 2 could not tell`

export function buildProgram(surroundings: Surroundings): Command {
  const { output, problems } = surroundings
  const session = (command: Command) => openSession(command, surroundings)
  const program = new Command('activation-desk')
    .description('Product activation for on-premise software, connected or air-gapped.')
    .version(version)
    .option(
      '--data-dir <dir>',
      'where licenses are kept (default: machine-wide, or ACTIVATION_DESK_DATA_DIR)',
    )
    .option('--vendor <file>', 'vendor profile; a packaged build has its own and refuses this')
    .option('--json', 'one line of JSON for machines instead of text')
    .addOption(new Option('--lang <language>', 'language of the words').choices(['en']).default('en'))
    .addHelpText('after', EXIT_STATUSES)
    .exitOverride()
    .configureOutput({ writeOut: (text) => output.write(text), writeErr: (text) => problems.write(text) })

  program
    .command('unique-key')
    .description('print the key that your representative needs to make a Local License Key for this machine')
    .option('--qr', 'as a QR code too, for a phone to read from the screen')
    .action((options: { qr?: boolean }, command: Command) =>
      showUniqueKey(options.qr === true, session(command)),
    )
  program
    .command('activate')
    .description('activate a license over the Internet, or with a Local License Key and no network at all')
    .argument('[code]', 'License Code; asked for, or read from standard input, when left out')
    .option('--offline-key <file>', 'the Local License Key from your representative; - reads standard input')
    .action((code: string | undefined, options: { offlineKey?: string }, command: Command) =>
      activate(code, options.offlineKey, session(command)),
    )
  program
    .command('list')
    .description('the licensing table: what is licensed, how much is used, how it stands')
    .action((_, command: Command) => list(session(command)))
  program
    .command('check')
    .description('may the product run? exit 0 yes, 1 no, 2 could not tell')
    .requiredOption('--product <code>', 'product code, as “list” shows it')
    .option('--quiet', 'say nothing, only exit')
    .action((options: { product: string; quiet?: boolean }, command: Command) =>
      check(options.product, options.quiet === true, session(command)),
    )
  program
    .command('refresh')
    .description('check every online license with the activation server, once')
    .action((_, command: Command) => refresh(session(command)))
  program
    .command('deactivate')
    .description(
      'take a license off this machine: frees its seat, or prints a return code for an offline one',
    )
    .argument('<license>', 'license id, as “list --json” shows it')
    .option('--later', 'where the server is away: remove the license now, let a later check free the seat')
    .action((id: string, { later }: { later?: boolean }, command: Command) =>
      deactivate(id, later === true, session(command)),
    )
  program
    .command('activity')
    .description('what happened on this machine, the newest first')
    .option('--limit <number>', 'at most so many entries, up to 1000', '50')
    .option('--action <action>', 'only these: activate_online, refresh, automatic_check, deactivate, …')
    .option('--result <result>', 'only these: ok, failed, or one code')
    .option('--before <place>', 'older than this: “next” of the answer before, with --json')
    .action((options: ActivityOptions, command: Command) => activity(options, session(command)))
  const usage = program.command('usage').description('how much of a product is in use')
  usage
    .command('set')
    .description('report the usage of a product')
    .argument('<product>', 'product code')
    .argument('<number>', 'a whole number from 0 on')
    .action((product: string, number: string, _, command: Command) =>
      usageSet(product, number, session(command)),
    )
  usage
    .command('show')
    .description('show what was reported, against what is licensed')
    .action((_, command: Command) => usageShow(session(command)))
  usage
    .command('history')
    .description('a product’s usage over time')
    .argument('<product>', 'product code')
    .action((product: string, _, command: Command) => usageHistory(product, session(command)))
  program
    .command('code')
    .description('show the License Code of a license in full')
    .argument('<license>', 'license id, as “list --json” shows it')
    .action((id: string, _, command: Command) => showCode(id, session(command)))
  program
    .command('export')
    .description('write the licensing table to a file, for an audit')
    .requiredOption('--format <format>', EXPORT_FORMATS.join(', '))
    .option('--output <file>', 'the file to write; standard output when left out')
    .option('--columns <ids>', 'comma-separated: owner,product,type,limit,usage,expires,lastCheck,status, …')
    .option('--with-codes', 'License Codes in full instead of masked')
    .action((options: ExportOptions, command: Command) => exportLicenses(options, session(command)))
  program
    .command('info')
    .description('what this installation is: version, vendor, server, data folder')
    .action((_, command: Command) => info(session(command)))
  program
    .command('preferences')
    .description('your own preferences for the page; without a change, shows them')
    .option('--theme <theme>', 'system, light or dark')
    .action((options: { theme?: string }, command: Command) => preferences(options.theme, session(command)))
  program
    .command('serve')
    .description('open the Licensing page on this machine’s loopback address')
    .option('--port <number>', 'port; 0 takes a free one', '0')
    .option('--no-open', 'print the link, open no browser')
    .action((options: { port: string; open: boolean }, command: Command) =>
      serve(options, openSession(command, surroundings, 'web'), surroundings.startWebHost),
    )
  return program
}
