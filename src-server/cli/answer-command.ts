// `answer`: what a representative does with a Unique Key that came by mail or phone.
import { Option, type Command } from 'commander'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import { err, ok } from '#shared/result.ts'
import { answerInForm, type Answer, type AnswerFormat } from '../back-office/answer-typed.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal } from '../back-office/refusal.ts'
import { writeWhole } from '../store/write-whole.ts'
import { orStandardInput, wholeNumber, withVendor } from './command-line.ts'

interface AnswerOptions {
  readonly code?: string
  readonly license?: string
  readonly uniqueKey: string
  readonly format: AnswerFormat
  readonly validFor?: number
  readonly output?: string
}

export function addAnswerCommand(program: Command): void {
  const answer: Command = program
    .command('answer')
    .description('answer an offline request: takes a seat, once for a machine, and prints its key')
    .addOption(
      new Option('--code <code>', 'the License Code; "-" reads it from standard input').conflicts('license'),
    )
    .option('--license <id>', 'the license by its id')
    .requiredOption('--unique-key <key>', 'the Unique Key that the operator sent')
    .addOption(
      new Option('--format <format>', 'a machine file to paste, a typed key to type, or both')
        .choices(['file', 'typed', 'both'])
        .default('file'),
    )
    .option(
      '--valid-for <days>',
      'days until the answer expires; as long as the license where left out',
      wholeNumber(1, 36_500),
    )
    .option('--output <file>', 'write the answer to a file instead')
  answer.action(async (options: AnswerOptions) => {
    const named = options.code ?? options.license
    if (named === undefined) answer.error('error: give --code or --license')
    const license = await orStandardInput(named)
    await withVendor(answer, (vendor) => {
      const found = findLicense(vendor.store, license)
      if (!found.ok) return found
      const { uniqueKey, validFor, format } = options
      const answered = answerInForm(vendor, found.value, { uniqueKey, validForDays: validFor, format })
      if (!answered.ok) return answered
      return deliver(answered.value, options.output)
    })
  })
}

/** The lines above are for people: the Unique Key there explains, the rows or the block alone decide. */
function answerText({ uniqueKey, license, file, typedKey }: Answer): string {
  const issued = file?.issued ?? typedKey?.issued ?? ''
  const head = `Unique Key: ${uniqueKey}\nOwner: ${license.metadata.owner}\nIssued: ${issued}\n`
  const typed = typedKey && `Typed key, ${typedKey.rows.length} rows:\n${numberedRows(typedKey.rows)}`
  return [head, typed, file?.certificate].filter((part) => typeof part === 'string').join('\n')
}

function deliver(answered: Answer, output: string | undefined) {
  const { uniqueKey, license, machine, file, typedKey } = answered
  const text = answerText(answered)
  const json = {
    uniqueKey,
    license: license.id,
    machine: machine.id,
    issued: file?.issued ?? typedKey?.issued,
    expires: file ? file.expiry : typedKey?.expiry,
    ...(file && { file: file.certificate }),
    ...(typedKey && { typedKey: typedKey.rows }),
  }
  if (output === undefined) return ok({ text, json })
  try {
    writeWhole(output, text, { mode: 0o600, replace: true })
  } catch (error) {
    const why = (error as NodeJS.ErrnoException).code ?? 'unknown error'
    return err(
      refusal('output_not_written', `${output} cannot be written (${why}); the seat is taken: ask again`),
    )
  }
  return ok({ text: `Written to ${output}`, json: { ...json, output } })
}
