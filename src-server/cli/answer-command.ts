// `answer`: what a representative does with a Unique Key that came by mail or phone.
import { Option, type Command } from 'commander'
import { insteadOfFile } from '#shared/files/given-file.ts'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { readActivationRequest, type ReadRequest } from '#shared/formats/read-request.ts'
import { numberedRows } from '#shared/formats/typed-key/rows.ts'
import type { UniqueKeyError } from '#shared/formats/unique-key.ts'
import { visibleText } from '#shared/messages/visible-text.ts'
import type { ServerWords } from '#shared/messages/messages.ts'
import { printableLine } from '#shared/printable.ts'
import { isAscii } from '#shared/search-text.ts'
import { isoOrNull, momentOfIso } from '#shared/instant.ts'
import { err, ok, type Result } from '#shared/result.ts'
import { answerInForm, type Answer, type AnswerFormat } from '../back-office/answer-in-form.ts'
import { refuseUniqueKey } from '../back-office/entered-unique-key.ts'
import { findLicense } from '../back-office/find-license.ts'
import { refusal, type Refusal } from '../back-office/refusal.ts'
import type { Vendor } from '../vendor/open-vendor.ts'
import { namedProduct } from './describe-license.ts'
import { MOST_INPUT, readFileAtMost, readStreamAtMost } from './bounded-input.ts'
import {
  complain,
  orStandardInput,
  refuseNoName,
  wholeNumber,
  withVendor,
  type Outcome,
} from './command-line.ts'
import { prepareOutput, type PreparedOutput } from './output-file.ts'

interface AnswerOptions {
  readonly code?: string
  readonly license?: string
  readonly uniqueKey?: string
  readonly request?: string
  readonly format: AnswerFormat
  readonly validFor?: number
  readonly output?: string
  readonly mail?: boolean
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
    .option('--mail', help.mail)
  answer.action(async (options: AnswerOptions) => {
    if (options.output !== undefined) refuseNoName('--output', options.output, answer, words)
    const request = options.request === undefined ? null : await readRequestText(options.request)
    if (request === null && options.uniqueKey === undefined) answer.error(words.misuse.noRequest)
    const named = options.code ?? options.license
    if (request === null && named === undefined) answer.error(words.misuse.noLicense)
    const license = named === undefined ? null : await orStandardInput(named, answer, words)
    await withVendor(answer, words, async (vendor) => {
      const asked =
        request === null ? ok({ uniqueKey: options.uniqueKey ?? '', code: null }) : readAsked(request, vendor)
      if (!asked.ok) return asked
      const { uniqueKey, code } = asked.value
      const wanted = license ?? code
      if (wanted === null) return err(refusal('request_without_code', (said) => said.requestWithoutCode))
      const found = await findLicense(vendor.store, wanted)
      if (!found.ok) return found
      const { validFor, format } = options
      return delivered(vendor, options, words, () =>
        answerInForm(vendor, found.value, { uniqueKey, validForDays: validFor, format }),
      )
    })
  })
}

type RequestText = Result<string, Refusal<'request_not_read'>>

/** What `activation-desk request` wrote, as a file or piped in, with the mail around it. */
async function readRequestText(file: string): Promise<RequestText> {
  const is = file === '-' ? null : insteadOfFile(file)
  if (is !== null) return err(refusal('request_not_read', (said) => said.requestNoFile(file, is)))
  try {
    const bytes = file === '-' ? await readStreamAtMost(process.stdin) : readFileAtMost(file)
    if (bytes === null)
      return err(refusal('request_not_read', (said) => said.requestTooLarge(file, MOST_INPUT)))
    return ok(textOfBytes(bytes))
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
function answerText(
  { uniqueKey, license, file, typedKey }: Answer,
  { answer: words, license: terms }: ServerWords,
): string {
  const issued = file?.issued ?? typedKey?.issued ?? ''
  const keyEnd = file ? file.expiry : (typedKey?.expiry ?? null)
  const [end = null] = [keyEnd, isoOrNull(license.expiry)].filter((one) => one !== null).toSorted()
  const products = license.metadata.products.map((product) => namedProduct(product, terms))
  const { owner } = license.metadata
  const head = words.head(uniqueKey, printableLine(owner), momentOfIso(issued)).trimEnd()
  const steps = file ? words.steps : words.stepsTyped
  const above = [head, words.terms(products, end === null ? null : momentOfIso(end)), steps]
  const typed = typedKey && `${words.typedKey(typedKey.rows.length)}\n${numberedRows(typedKey.rows)}`
  return [...above, typed, file?.certificate].filter((part) => typeof part === 'string').join('\n')
}

/** Headers and the same text: a mail program sends it, and the app reads it with them. */
function mailText({ license }: Answer, text: string, { answer: words }: ServerWords): string {
  const subject = visibleText(words.subject(license.metadata.owner))
  return [
    // A mail program opens it as a draft of its own sender.
    'X-Unsent: 1',
    `Subject: ${isAscii(subject) ? subject : `=?UTF-8?B?${Buffer.from(subject).toString('base64')}?=`}`,
    'MIME-Version: 1.0',
    'Content-Type: text/plain; charset=UTF-8',
    'Content-Transfer-Encoding: 8bit',
    '',
    text,
  ].join('\n')
}

/** Throws a Fault where the answer has no place: it lies there, without its name, before the seat is taken for good. */
async function delivered(
  { store, dataDir }: Vendor,
  options: AnswerOptions,
  words: ServerWords,
  answer: () => ReturnType<typeof answerInForm>,
): Promise<Result<Outcome, Refusal>> {
  const { output } = options
  let prepared: PreparedOutput | null = null
  try {
    const outcome = await store.transaction(async () => {
      const answered = await answer()
      if (!answered.ok) return answered
      const { text, json } = outcomeOf(answered.value, options, words)
      if (output === undefined)
        return ok({ text, json, done: words.done.answered, verbatim: options.mail === true })
      prepared = prepareOutput(dataDir, output, text)
      return ok({ text: words.written(output), json: { ...json, output }, done: words.done.changed })
    })
    deliver(prepared, words)
    return outcome
  } finally {
    ;(prepared as PreparedOutput | null)?.discard()
  }
}

/** What only shows when it is written, such as a device without room, comes after the seat was taken: that is said. */
function deliver(prepared: PreparedOutput | null, words: ServerWords): void {
  try {
    prepared?.deliver()
  } catch (error) {
    complain(words.done.answered)
    throw error
  }
}

function outcomeOf(answered: Answer, { mail }: AnswerOptions, words: ServerWords) {
  const { uniqueKey, license, machine, file, typedKey } = answered
  const plain = answerText(answered, words)
  const text = mail === true ? mailText(answered, plain, words) : plain
  const json = {
    uniqueKey,
    license: license.id,
    machine: machine.id,
    issued: file?.issued ?? typedKey?.issued,
    expires: file ? file.expiry : typedKey?.expiry,
    ...(file && { file: file.certificate }),
    ...(typedKey && { typedKey: typedKey.rows }),
  }
  return { text, json }
}
