// `license import`: takes the licenses of a list over (docs/formats/license-list.md#import).
import { createReadStream } from 'node:fs'
import type { Command } from 'commander'
import { stringify } from 'csv-stringify/sync'
import { NotAFile, openToRead } from '#shared/files/given-file.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { ok, type Result } from '#shared/result.ts'
import type { Refusal } from '../back-office/refusal.ts'
import { withoutFormula } from '../license-list/formulas.ts'
import { importLicenses, type Imported } from '../license-list/import-licenses.ts'
import { ListNotRead } from '../license-list/list-not-read.ts'
import { listText } from '../license-list/write-list.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { complain, EXIT, refuseNoName, withVendor, type Outcome } from './command-line.ts'
import { openOutput, type OpenedOutput } from './output-file.ts'
import { ProgressLine } from './progress-line.ts'

interface ImportOptions {
  readonly dryRun?: boolean
  readonly partial?: boolean
  readonly errors?: string
  readonly output?: string
}

/** Refused lines that a person is told, and a script; `--errors` has all of them. */
const MOST_TOLD = 20

export function addLicenseImport(license: Command, words: ServerWords): void {
  const help = words.help.licenseImport
  const command: Command = license
    .command('import')
    .summary(help.summary)
    .description(help.about)
    .argument('<list>', help.list)
    .option('--dry-run', help.dryRun)
    .option('--partial', help.partial)
    .option('--errors <file>', help.errors)
    .option('--output <file>', help.output)
  command.action(async (file: string, options: ImportOptions) => {
    for (const [name, given] of Object.entries({ '--errors': options.errors, '--output': options.output }))
      if (given !== undefined) refuseNoName(name, given, command, words)
    await withVendor(command, words, (vendor) => new Import(vendor, options, words).of(file))
  })
}

class Import {
  readonly #vendor: Vendor
  readonly #options: ImportOptions
  readonly #words: ServerWords
  readonly #progress = new ProgressLine()
  readonly #told: { readonly line: number; readonly why: Refusal }[] = []

  constructor(vendor: Vendor, options: ImportOptions, words: ServerWords) {
    this.#vendor = vendor
    this.#options = options
    this.#words = words
  }

  async of(file: string): Promise<Result<Outcome, Refusal>> {
    const { errors } = this.#options
    const report = errors === undefined ? null : openOutput(this.#vendor.dataDir, errors)
    try {
      report?.write(errorRow(['line', 'code', 'message']))
      const imported = await this.#read(file, report)
      this.#progress.clear()
      if (!imported.ok) return imported
      report?.deliver()
      if (imported.value.refused > 0) process.exitCode = EXIT.refused
      return ok(this.#outcome(imported.value))
    } finally {
      this.#progress.clear()
      report?.discard()
    }
  }

  #read(file: string, report: OpenedOutput | null): Promise<Result<Imported, Refusal>> {
    const { dryRun = false, partial = false } = this.#options
    return importLicenses(this.#vendor, bytesOf(file), {
      dryRun,
      partial,
      refused: (line, why) => {
        if (this.#told.length < MOST_TOLD) this.#told.push({ line, why })
        report?.write(errorRow([line, why.code, withoutFormula(why.say(this.#words))]))
      },
      read: (lines) => this.#progress.at(lines, this.#words.list.progress),
      prepare: (licenses, format) => this.#prepare(listText(licenses, format)),
    })
  }

  /** The licenses with their codes are on the disk, but for the name of their file, before they are sold. */
  async #prepare(pieces: AsyncIterable<string>) {
    this.#progress.clear()
    const { output: file } = this.#options
    if (file === undefined) return { deliver: () => {}, discard: () => {} }
    const output = openOutput(this.#vendor.dataDir, file)
    try {
      for await (const piece of pieces) output.write(piece)
      output.finish()
    } catch (error) {
      output.discard()
      throw error
    }
    return { deliver: () => this.#deliver(output), discard: () => output.discard() }
  }

  #deliver(output: OpenedOutput): void {
    try {
      output.deliver()
    } catch (error) {
      complain(this.#words.done.imported)
      throw error
    }
  }

  #outcome({ good, refused, imported }: Imported): Outcome {
    const { list } = this.#words
    const { dryRun = false, errors, output } = this.#options
    const json = {
      imported,
      good,
      refused: this.#told.map(({ line, why: { code, message } }) => ({ line, code, message })),
      refusedTotal: refused,
      dryRun,
      ...(errors !== undefined && { errors }),
      ...(output !== undefined && imported > 0 && { output }),
    }
    for (const { line, why } of this.#told) complain(list.refusedLine(line, why.say(this.#words)))
    if (refused > this.#told.length) complain(list.refusedMore(refused - this.#told.length))
    const summary = dryRun
      ? list.wouldImport(good, refused)
      : imported === 0
        ? list.nothingImported(good, refused)
        : list.imported(imported, refused)
    return { text: summary, json, ...(imported > 0 && { done: this.#words.done.imported }) }
  }
}

const errorRow = (cells: readonly (string | number)[]): string =>
  stringify([cells], { record_delimiter: 'windows', quoted_string: true })

/** Opened when the first is asked for. Throws ListNotRead where there is no file, or none that can be read. */
async function* bytesOf(file: string): AsyncGenerator<Uint8Array> {
  try {
    if (file === '-') yield* process.stdin
    else yield* createReadStream(file, { fd: openToRead(file) })
  } catch (error) {
    if (error instanceof NotAFile) throw new ListNotRead((words) => words.listNoFile(file, error.is))
    throw new ListNotRead((words) =>
      words.listFileNotRead(file, String((error as NodeJS.ErrnoException).code)),
    )
  }
}
