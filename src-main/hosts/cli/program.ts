// The commands and their options: what --help says.
import { Command, Option } from 'commander'
import { version } from '#main/assembly.ts'
import { activate } from './commands/activate.ts'
import { activity, type ActivityOptions } from './commands/activity.ts'
import { check } from './commands/check.ts'
import { showCode } from './commands/code.ts'
import { deactivate } from './commands/deactivate.ts'
import { EXPORT_FORMATS, exportLicenses, type ExportOptions } from './commands/export.ts'
import { doctor } from './commands/doctor.ts'
import { info } from './commands/info.ts'
import { inspectText } from './commands/inspect.ts'
import { list } from './commands/list.ts'
import { setMachineId, showMachineId } from './commands/machine-id.ts'
import { notices } from './commands/notices.ts'
import { preferences } from './commands/preferences.ts'
import { refresh } from './commands/refresh.ts'
import { request, type RequestOptions } from './commands/request.ts'
import { serve, type ServeOptions } from './commands/serve.ts'
import { setCaFile, setOfflineOnly, setProxy, showSettings } from './commands/settings.ts'
import { showUniqueKey } from './commands/unique-key.ts'
import { usageHistory, usageSet, usageShow } from './commands/usage.ts'
import { openSession, type Surroundings } from './session.ts'

const EXIT_STATUSES = `
Exit status: 0 done · 1 refused (the license, the key) · 2 wrong usage, or an internal fault
             3 no way to the activation server · 4 this machine stands in the way (rights, disk, machine id, clock)
             “check” alone: 0 may run · 1 may not run · 2 could not tell (its --help too)
             “inspect” alone: 0 it holds · 1 it does not · 2 could not tell
             130 called off with Ctrl-C`

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
    .command('request')
    .description(
      'what to send to your representative for an offline activation: all that leaves this machine',
    )
    .argument('[code]', 'License Code to name in it; - reads standard input')
    .option('--host-name', 'with the name of this machine')
    .option('--qr', 'as a QR code, for a phone to read from the screen')
    .option('--output <file>', 'write the text to a file')
    .action((code: string | undefined, options: RequestOptions, command: Command) =>
      request(code, options, session(command)),
    )
  program
    .command('activate')
    .description('activate a license over the Internet, or with a Local License Key and no network at all')
    .argument('[code]', 'License Code; asked for, or read from standard input, when left out')
    .option(
      '--offline-key <file>',
      'the Local License Key from your representative, block or rows; - asks for it row by row, or reads standard input',
    )
    .action((code: string | undefined, options: { offlineKey?: string }, command: Command) =>
      activate(code, options.offlineKey, session(command)),
    )
  program
    .command('inspect')
    .description(
      'what is this text, is it for this machine, does it hold? exit 0 yes, 1 no, 2 could not tell',
    )
    .argument('[file]', 'a key, a code, a mail; standard input when it is - or left out', '-')
    .option(
      '--code <code>',
      'the License Code, which opens a key; - asks for it, or reads it from standard input',
    )
    .action((file: string, options: { code?: string }, command: Command) =>
      inspectText(file, options.code, session(command)),
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
    .option('--limit <number>', 'at most so many entries, up to 1000 (default: 50)')
    .option('--action <action>', 'only these: activate_online, refresh, automatic_check, deactivate, …')
    .option('--result <result>', 'only these: ok, failed, or one code')
    .option('--license <id>', 'only what was done with this license, its checks and changes included')
    .option('--before <place>', 'older than this: “next” of the answer before, with --json')
    .addOption(
      new Option(
        '--export <format>',
        'the whole log as a file for an audit, with the words for each code',
      ).choices(['csv', 'json']),
    )
    .option('--output <file>', 'with --export: the file to write; standard output when left out')
    .option('--search <words>', 'with --export: only entries with all of these words')
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
    .command('doctor')
    .description(
      'is this machine well, and is there a way to the activation server? each step, and how to mend it',
    )
    .option('--offline', 'look at this machine alone, and open no connection')
    .action((options: { offline?: boolean }, command: Command) =>
      doctor(options.offline === true, session(command)),
    )
  const settings = program.command('settings').description('how this machine reaches the activation server')
  settings
    .command('show')
    .description('what is set, and what it comes to')
    .action((_, command: Command) => showSettings(session(command)))
  const set = settings.command('set').description('change one of them, for everybody on this machine')
  set
    .command('proxy')
    .description(
      'http://[NAME:PASSWORD@]HOST:PORT, none, or system: HTTPS_PROXY and NO_PROXY of the environment',
    )
    .argument('<address>', 'asked for, or read from standard input, when it is -')
    .option('--around <hosts>', 'hosts and domains that are reached without it, separated by commas')
    .action((address: string, options: { around?: string }, command: Command) =>
      setProxy(address, options.around, session(command)),
    )
  set
    .command('ca')
    .description(
      'certificates to trust beside the operating system’s, as of a proxy that looks into connections',
    )
    .argument('<file>', 'PEM or DER; none: no further ones')
    .action((file: string, _, command: Command) => setCaFile(file, session(command)))
  set
    .command('offline-only')
    .description('open no connection at all')
    .argument('<state>', 'on or off')
    .action((state: string, _, command: Command) => setOfflineOnly(state, session(command)))
  const machineId = program
    .command('machine-id')
    .description('where the Unique Key of this machine comes from')
  machineId
    .command('show')
    .description('the Unique Key, and the machine id’s source')
    .action((_, command: Command) => showMachineId(session(command)))
  machineId
    .command('set')
    .description('set the machine-wide id file, where the vendor permits it')
    .argument('<id>', '32 hexadecimal digits or a UUID')
    .action((id: string, _, command: Command) => setMachineId(id, session(command)))
  program
    .command('preferences')
    .description('your own preferences for the page; without a change, shows them')
    .option('--theme <theme>', 'system, light or dark')
    .action((options: { theme?: string }, command: Command) => preferences(options.theme, session(command)))
  program
    .command('notices')
    .description('the licenses of the software of others that this program contains')
    .action((_, command: Command) => notices(session(command)))
  program
    .command('serve')
    .description('open the Licensing page on this machine’s loopback address')
    .option('--port <number>', 'port; 0 takes a free one', '0')
    .option('--no-open', 'print the link, open no browser')
    .addOption(
      new Option(
        '--allow-user <name>',
        'another user of this system (name or number) whose browser or tunnel may use the link; may be repeated',
      )
        .default([], 'none')
        .argParser((name: string, others: readonly string[]) => [...others, name]),
    )
    .action((options: ServeOptions, command: Command) =>
      serve(options, openSession(command, surroundings, 'web'), surroundings.startWebHost),
    )
  return program
}
