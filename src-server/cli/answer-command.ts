// `answer`: what a representative does with a Unique Key that came by mail or phone.
import { readFileSync } from 'node:fs'
import { Option, type Command } from 'commander'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { readActivationRequest, type ReadRequest } from '#shared/formats/read-request.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import type { UniqueKeyError } from '#shared/formats/unique-key.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { refuseUniqueKey } from '../back-office/answer-offline.ts'
import { answerInForm, type Answer, type AnswerFormat } from '../back-office/answer-typed.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import { writeWhole } from '../store/write-whole.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { orStandardInput, readStandardInput, wholeNumber, withVendor } from './command-line.ts'

interface AnswerOptions {
  readonly code?: string
  readonly license?: string
  readonly uniqueKey?: string
  readonly request?: string
  readonly format: AnswerFormat
  readonly validFor?: number
  readonly output?: string
}

export function addAnswerCommand(program: Command, words: ServerWords): void {
  const help = words.help.answer
  const answer: Command = program
    .command('answer')
    .description(help.about)
    .addOption(new Option('--code <code>', help.code).conflicts('license'))
    .option('--license <id>', help.license)
    .option('--unique-key <key>', help.uniqueKey)
    .addOption(new Option('--request <request>', help.request).conflicts('uniqueKey'))
    .addOption(
      new Option('--format <format>', help.format).choices(['file', 'typed', 'both']).default('file'),
    )
    .option('--valid-for <days>', help.validFor, wholeNumber(1, 36_500, words))
    .option('--output <file>', help.output)
  answer.action(async (options: AnswerOptions) => {
    const request = options.request === undefined ? null : await readRequestText(options.request)
    if (request === null && options.uniqueKey === undefined) answer.error(words.misuse.noRequest)
    const named = options.code ?? options.license
    if (request === null && named === undefined) answer.error(words.misuse.noLicense)
    const license = named === undefined ? null : await orStandardInput(named)
    await withVendor(answer, words, (vendor) => {
      const asked =
        request === null ? ok({ uniqueKey: options.uniqueKey ?? '', code: null }) : readAsked(request, vendor)
      if (!asked.ok) return asked
      const { uniqueKey, code } = asked.value
      const wanted = license ?? code
      if (wanted === null) return err(refusal('request_without_code', (said) => said.requestWithoutCode))
      const found = findLicense(vendor.store, wanted)
      if (!found.ok) return found
      const { validFor, format } = options
      const answered = answerInForm(vendor, found.value, { uniqueKey, validForDays: validFor, format })
      if (!answered.ok) return answered
      return deliver(answered.value, options.output, words)
    })
  })
}

type RequestText = Result<string, Refusal<'request_not_read'>>

/** What `activation-desk request` wrote, as a file or piped in, with the mail around it. */
async function readRequestText(file: string): Promise<RequestText> {
  if (file === '-') return ok(await readStandardInput())
  try {
    return ok(textOfBytes(readFileSync(file)))
  } catch {
    return err(refusal('request_not_read', (said) => said.requestNotRead(file)))
  }
}

function readAsked(
  request: RequestText,
  vendor: Vendor,
): Result<ReadRequest, Refusal<'request_not_read' | UniqueKeyError['code']>> {
  if (!request.ok) return request
  const read = readActivationRequest(request.value, vendor.account.vendor.uniqueKeyPrefix)
  return read.ok ? read : err(refuseUniqueKey(read.error))
}

/** The lines above are for people: the Unique Key there explains, the rows or the block alone decide. */
function answerText({ uniqueKey, license, file, typedKey }: Answer, { answer: words }: ServerWords): string {
  const issued = file?.issued ?? typedKey?.issued ?? ''
  const head = words.head(uniqueKey, license.metadata.owner, issued)
  const typed = typedKey && `${words.typedKey(typedKey.rows.length)}\n${numberedRows(typedKey.rows)}`
  return [head, typed, file?.certificate].filter((part) => typeof part === 'string').join('\n')
}

function deliver(answered: Answer, output: string | undefined, words: ServerWords) {
  const { uniqueKey, license, machine, file, typedKey } = answered
  const text = answerText(answered, words)
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
    const why = (error as NodeJS.ErrnoException).code ?? 'UNKNOWN'
    return err(refusal('output_not_written', (said) => said.outputNotWritten(output, why)))
  }
  return ok({ text: words.written(output), json: { ...json, output } })
}
