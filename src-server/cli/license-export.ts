// `license export`: all licenses, or those that are looked for, as a list that `license import` takes
// (docs/formats/license-list.md).
import { once } from 'node:events'
import { Option, type Command } from 'commander'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printable } from '#shared/printable.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Refusal } from '../back-office/refusal.ts'
import { licenseLister } from '../license-list/columns.ts'
import { LIST_FORMATS, listText, type ListFormat } from '../license-list/write-list.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { refuseNoName, withVendor, type Outcome } from './command-line.ts'
import { openOutput } from './output-file.ts'

interface ExportOptions {
  readonly format: ListFormat
  readonly output?: string
  readonly owner?: string
  readonly find?: string
  readonly json?: boolean
}

export function addLicenseExport(license: Command, words: ServerWords): void {
  const help = words.help.licenseExport
  const command: Command = license
    .command('export')
    .summary(help.summary)
    .description(help.about)
    .addOption(new Option('--format <format>', help.format).choices(LIST_FORMATS).default('csv'))
    .option('--output <file>', help.output)
    .addOption(new Option('--owner <text>', words.help.licenseList.owner).conflicts('find'))
    .option('--find <text>', words.help.licenseList.find)
  command.action(async (options: ExportOptions) => {
    const { output } = options
    if (output !== undefined) refuseNoName('--output', output, command, words)
    else if (command.optsWithGlobals<ExportOptions>().json) command.error(words.misuse.jsonNeedsOutput)
    await withVendor(command, words, (vendor) => exported(vendor, options, words))
  })
}

async function exported(
  vendor: Vendor,
  { format, output, owner, find }: ExportOptions,
  words: ServerWords,
): Promise<Result<Outcome, Refusal>> {
  let licenses = 0
  const counted = async function* () {
    const listed = await licenseLister(vendor)
    for await (const license of vendor.store.licenses.each({ owner, find })) {
      licenses += 1
      yield listed(license)
    }
  }
  const pieces = listText(counted(), format)
  if (output === undefined) {
    await print(pieces)
    return ok({ text: '', json: null })
  }
  await writeAll(vendor.dataDir, output, pieces)
  return ok({ text: words.list.exported(licenses, output), json: { licenses, output } })
}

async function writeAll(dataDir: string, file: string, pieces: AsyncIterable<string>): Promise<void> {
  const output = openOutput(dataDir, file)
  try {
    for await (const piece of pieces) output.write(piece)
    output.deliver()
  } finally {
    output.discard()
  }
}

/** As fast as it is read. What a terminal would obey is printed for no person. */
async function print(pieces: AsyncIterable<string>): Promise<void> {
  const { stdout } = process
  for await (const piece of pieces) {
    const text = stdout.isTTY ? piece.split('\r\n').map(printable).join('\n') : piece
    if (!stdout.write(text)) await once(stdout, 'drain')
  }
}
