// The commands and their options: what --help says.
import { INSTALL_NAME } from '#shared/install-name.ts'
import { PAPERS } from '#shared/contract/papers.ts'
import { Argument, Command, Option } from 'commander'
import { version } from '#main/assembly.ts'
import { ACTIVITY_ACTIONS } from '#shared/contract/activity-views.ts'
import type { Input } from '#shared/contract/contract.ts'
import { refuseForgottenValues } from '#shared/forgotten-value.ts'
import { SHELLS, type Shell } from '#shared/completion/completion.ts'
import { FIRST_LANGUAGE, LANGUAGE_IDS } from '#shared/messages/languages.ts'
import { parserWords } from '#shared/messages/parser-words.ts'
import { printable } from '#shared/printable.ts'
import { widthOf, wrapped } from '#shared/wrapped.ts'
import { activate } from './commands/activate.ts'
import { activity, type ActivityOptions } from './commands/activity.ts'
import { backup, restore } from './commands/backup.ts'
import { certificate, REPORT_FORMATS, type CertificateOptions } from './commands/certificate.ts'
import { check } from './commands/check.ts'
import { completion } from './commands/completion.ts'
import { showCode } from './commands/code.ts'
import { deactivate } from './commands/deactivate.ts'
import { EXPORT_FORMATS, exportLicenses, type ExportOptions } from './commands/export.ts'
import { doctor } from './commands/doctor.ts'
import { info } from './commands/info.ts'
import { inspectText } from './commands/inspect.ts'
import { list } from './commands/list.ts'
import { setMachineId, showMachineId } from './commands/machine-id.ts'
import { manual } from './commands/manual.ts'
import { notices } from './commands/notices.ts'
import { preferences, THEMES, type PreferenceOptions } from './commands/preferences.ts'
import { refresh } from './commands/refresh.ts'
import { request, type RequestOptions } from './commands/request.ts'
import { repair } from './commands/repair.ts'
import { serve, type ServeOptions } from './commands/serve.ts'
import {
  setCaFile,
  setCheckInterval,
  setOfflineOnly,
  setProxy,
  showSettings,
  SWITCHED,
} from './commands/settings.ts'
import { showUniqueKey } from './commands/unique-key.ts'
import {
  USAGE_FORMATS,
  usageHistory,
  usageReport,
  usageSet,
  usageShow,
  type UsageReportOptions,
} from './commands/usage.ts'
import { verifyOfflineBundle } from './commands/verify-bundle.ts'
import { pointToHelp, speakHelp } from './help-words.ts'
import { openContext, type Surroundings } from './command-context.ts'
import { refuseTwice } from './refuse-twice.ts'

type CheckOptions = Input<'licenses.check'> & { readonly quiet?: boolean }

export function buildProgram(surroundings: Surroundings): Command {
  const { output, problems, messages, test = false, hasOwnVendor = false } = surroundings
  const { help } = messages.cli
  const context = (command: Command) => openContext(command, surroundings)
  const program = speakHelp(new Command(INSTALL_NAME), help)
    .description(help.program.about)
    .version(version, '-V, --version', help.around.version)
    .option('--data-dir <dir>', help.program.dataDir)
    .addOption(new Option('--vendor <file>', help.program.vendor).hideHelp(hasOwnVendor))
    .option('--json', help.program.json)
    .addOption(
      new Option('--lang <language>', help.program.lang).choices(LANGUAGE_IDS).default(FIRST_LANGUAGE),
    )
    .exitOverride()
    .configureOutput({
      writeOut: (text) => output.write(text),
      writeErr: (text) => problems.write(text),
      outputError: (message, write) => {
        const told = printable(`${messages.cli.error}: ${parserWords(message, messages.cli.parser)}\n`)
        write(wrapped(test ? messages.cli.gate.ofTest(told) : told, widthOf(problems)))
      },
    })

  program
    .command('unique-key')
    .description(help.uniqueKey.about)
    .option('--qr', help.uniqueKey.qr)
    .option('--qr-ascii', help.uniqueKey.qrAscii)
    .action((options: { qr?: boolean; qrAscii?: boolean }, command: Command) =>
      showUniqueKey(options, context(command)),
    )
  program
    .command('request')
    .description(help.request.about)
    .argument('[code]', help.request.code)
    .option('--host-name', help.request.hostName)
    .option('--qr', help.request.qr)
    .option('--qr-ascii', help.request.qrAscii)
    .option('--output <file>', help.request.output)
    .action((code: string | undefined, options: RequestOptions, command: Command) =>
      request(code, options, context(command)),
    )
  program
    .command('activate')
    .description(help.activate.about)
    .argument('[code]', help.activate.code)
    .option('--offline-key <file>', help.activate.offlineKey)
    .action((code: string | undefined, options: { offlineKey?: string }, command: Command) =>
      activate(code, options.offlineKey, context(command)),
    )
  program
    .command('inspect')
    .description(help.inspect.about)
    .argument('[file]', help.inspect.file, '-')
    .option('--code <code>', help.inspect.code)
    .action((file: string, options: { code?: string }, command: Command) =>
      inspectText(file, options.code, context(command)),
    )
  program
    .command('list')
    .description(help.list.about)
    .action((_, command: Command) => list(context(command)))
  program
    .command('check')
    .description(help.check.about)
    .requiredOption('--product <code>', help.check.product)
    .option('--feature <feature>', help.check.feature)
    .option('--built <date>', help.check.built)
    .option('--quiet', help.check.quiet)
    .action(({ quiet, ...question }: CheckOptions, command: Command) =>
      check(question, quiet === true, context(command)),
    )
  program
    .command('refresh')
    .description(help.refresh.about)
    .action((_, command: Command) => refresh(context(command)))
  program
    .command('deactivate')
    .description(help.deactivate.about)
    .argument('<license>', help.deactivate.license)
    .option('--later', help.deactivate.later)
    .action((id: string, { later }: { later?: boolean }, command: Command) =>
      deactivate(id, later === true, context(command)),
    )
  program
    .command('activity')
    .description(help.activity.about)
    .option('--limit <number>', help.activity.limit)
    .addOption(new Option('--action <action>', help.activity.action).choices(ACTIVITY_ACTIONS))
    .option('--result <result>', help.activity.result)
    .option('--license <id>', help.activity.license)
    .option('--before <place>', help.activity.before)
    .addOption(new Option('--export <format>', help.activity.export).choices(['csv', 'json']))
    .option('--output <file>', help.activity.output)
    .option('--search <words>', help.activity.search)
    .action((options: ActivityOptions, command: Command) => activity(options, context(command)))
  const usage = program.command('usage').description(help.usage.about)
  usage
    .command('set')
    .description(help.usageSet.about)
    .argument('<product>', help.usageSet.product)
    .argument('<number>', help.usageSet.number)
    .action((product: string, number: string, _, command: Command) =>
      usageSet(product, number, context(command)),
    )
  usage
    .command('show')
    .description(help.usageShow.about)
    .action((_, command: Command) => usageShow(context(command)))
  usage
    .command('history')
    .description(help.usageHistory.about)
    .argument('<product>', help.usageHistory.product)
    .action((product: string, _, command: Command) => usageHistory(product, context(command)))
  usage
    .command('report')
    .description(help.usageReport.about)
    .option('--months <number>', help.usageReport.months)
    .addOption(new Option('--format <format>', help.usageReport.format).choices(USAGE_FORMATS))
    .option('--output <file>', help.usageReport.output)
    .addOption(new Option('--paper <size>', help.certificate.paper).choices(PAPERS))
    .action((options: UsageReportOptions, command: Command) => usageReport(options, context(command)))
  program
    .command('code')
    .description(help.code.about)
    .argument('<license>', help.code.license)
    .action((id: string, _, command: Command) => showCode(id, context(command)))
  program
    .command('certificate')
    .description(help.certificate.about)
    .argument('<license>', help.certificate.license)
    .addOption(
      new Option('--format <format>', help.certificate.format).choices(REPORT_FORMATS).default('html'),
    )
    .option('--output <file>', help.export.output)
    .addOption(new Option('--paper <size>', help.certificate.paper).choices(PAPERS))
    .action((named: string, options: CertificateOptions, command: Command) =>
      certificate(named, options, context(command)),
    )
  program
    .command('export')
    .description(help.export.about)
    .addOption(
      new Option('--format <format>', help.export.format).choices(EXPORT_FORMATS).makeOptionMandatory(),
    )
    .option('--output <file>', help.export.output)
    .option('--columns <ids>', help.export.columns)
    .option('--with-codes', help.export.withCodes)
    .addOption(new Option('--paper <size>', help.export.paper).choices(PAPERS))
    .action((options: ExportOptions, command: Command) => exportLicenses(options, context(command)))
  program
    .command('info')
    .description(help.info.about)
    .action((_, command: Command) => info(context(command)))
  program
    .command('doctor')
    .description(help.doctor.about)
    .option('--offline', help.doctor.offline)
    .action((options: { offline?: boolean }, command: Command) =>
      doctor(options.offline === true, context(command)),
    )
  program
    .command('repair')
    .description(help.repair.about)
    .action((_, command: Command) => repair(context(command)))
  program
    .command('backup')
    .description(help.backup.about)
    .argument('<target>', help.backup.file)
    .action((file: string, _, command: Command) => backup(file, context(command)))
  program
    .command('restore')
    .description(help.restore.about)
    .argument('<backup>', help.restore.file)
    .action((file: string, _, command: Command) => restore(file, context(command)))
  const settings = program.command('settings').description(help.settings.about)
  settings
    .command('show')
    .description(help.settingsShow.about)
    .action((_, command: Command) => showSettings(context(command)))
  const set = settings.command('set').description(help.settingsSet.about)
  set
    .command('proxy')
    .description(help.settingsSetProxy.about)
    .argument('<address>', help.settingsSetProxy.address)
    .option('--around <hosts>', help.settingsSetProxy.around)
    .action((address: string, options: { around?: string }, command: Command) =>
      setProxy(address, options.around, context(command)),
    )
  set
    .command('ca')
    .description(help.settingsSetCa.about)
    .argument('<file>', help.settingsSetCa.file)
    .action((file: string, _, command: Command) => setCaFile(file, context(command)))
  set
    .command('offline-only')
    .description(help.settingsSetOfflineOnly.about)
    .addArgument(new Argument('<state>', help.settingsSetOfflineOnly.state).choices(SWITCHED))
    .action((state: (typeof SWITCHED)[number], _, command: Command) =>
      setOfflineOnly(state, context(command)),
    )
  set
    .command('check-interval')
    .description(help.settingsSetCheckInterval.about)
    .argument('<hours>', help.settingsSetCheckInterval.hours)
    .action((hours: string, _, command: Command) => setCheckInterval(hours, context(command)))
  const machineId = program.command('machine-id').description(help.machineId.about)
  machineId
    .command('show')
    .description(help.machineIdShow.about)
    .action((_, command: Command) => showMachineId(context(command)))
  machineId
    .command('set')
    .description(help.machineIdSet.about)
    .argument('<id>', help.machineIdSet.id)
    .action((id: string, _, command: Command) => setMachineId(id, context(command)))
  program
    .command('preferences')
    .description(help.preferences.about)
    .addOption(new Option('--theme <theme>', help.preferences.theme).choices(THEMES))
    .addOption(new Option('--notifications <state>', help.preferences.notifications).choices(SWITCHED))
    .action((options: PreferenceOptions, command: Command) => preferences(options, context(command)))
  program
    .command('verify-bundle')
    .description(help.verifyBundle.about)
    .argument('<bundle>', help.verifyBundle.bundle)
    .action((bundle: string, _, command: Command) => verifyOfflineBundle(bundle, context(command)))
  program
    .command('notices')
    .description(help.notices.about)
    .action((_, command: Command) => notices(context(command)))
  program
    .command('completion')
    .description(help.completion.about)
    .addArgument(new Argument('<shell>', help.completion.shell).choices(SHELLS))
    .action((shell: Shell, _, command: Command) => completion(shell, program, context(command)))
  program
    .command('manual')
    .description(help.manual.about)
    .action((_, command: Command) => manual(program, context(command)))
  program
    .command('serve')
    .description(help.serve.about)
    .option('--port <number>', help.serve.port, '0')
    .option('--no-open', help.serve.open)
    .addOption(
      new Option('--allow-user <name>', help.serve.allowUser)
        .default([], help.around.none)
        .argParser((name: string, others: readonly string[]) => [...others, name]),
    )
    .action((options: ServeOptions, command: Command) =>
      serve(options, openContext(command, surroundings, 'web'), surroundings.startWebHost),
    )
  refuseForgottenValues(program)
  refuseTwice(program, messages.cli)
  pointToHelp(program, messages.cli)
  return program
}
