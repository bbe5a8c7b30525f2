// activation-desk activate [CODE] [--offline-key FILE|-]
import { readCode } from '#main/core/entered/read-code.ts'
import { blames } from '#shared/contract/blames.ts'
import type { Output } from '#shared/contract/contract.ts'
import { ERRORS, type ErrorCode, type Failure } from '#shared/contract/errors.ts'
import { wrongGroup } from '#shared/formats/license-code.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { explain } from '#shared/messages/messages.ts'
import type { Result } from '#shared/result.ts'
import { askForCode, atTerminal, readText } from '../input.ts'
import type { CommandContext } from '../command-context.ts'
import { licenseTable } from '../tables.ts'

const POINTS_TO_GROUP: ReadonlySet<string> = new Set<ErrorCode>([
  'license_code_mistyped',
  'license_code_incomplete',
])

/** The exit status of failures that a key, which needs no network, is for. */
const SERVER_AWAY = 3

export async function activate(
  typed: string | undefined,
  keySource: string | undefined,
  context: CommandContext,
): Promise<void> {
  const answer =
    keySource === '-' && atTerminal()
      ? await activateAtPrompt(typed ?? (await askForCode(context.messages.cli.ask.licenseCode)), context)
      : await activateWith(typed, keySource, context)
  context.answer(answer, () => {
    const { cli } = context.messages
    const mode = cli.modes[answer.license.mode]
    const done = answer.unchanged
      ? cli.unchanged(mode)
      : answer.renewed
        ? cli.renewed[answer.license.mode]
        : cli.activated(mode)
    // The verdict is last: a console of 24 lines shows the end.
    return `${licenseTable({ ...answer.list, licenses: [answer.license] }, context)}\n\n${done}`
  })
}

async function activateWith(
  typed: string | undefined,
  keySource: string | undefined,
  context: CommandContext,
): Promise<Output<'licenses.activateOnline'>> {
  if (keySource === '-' && typed === undefined) context.misuse(context.messages.cli.misuse.bothFromInput)
  const offlineKey = keySource === undefined ? undefined : await readText(keySource, context)
  const { router, vendor } = context
  return untilCodeFits(typed ?? (await askForCode(context.messages.cli.ask.licenseCode)), context, (code) => {
    // The whole mail of the representative, pasted at the question for the code: the key is in it.
    const key = offlineKey ?? (isWholeKey(recognize(code, vendor.uniqueKeyPrefix)) ? code : undefined)
    return key === undefined
      ? router.call('licenses.activateOnline', { code })
      : router.call('licenses.activateOffline', { code, offlineKey: key })
  })
}

/** Rows are long to type: the code is judged before them, and they are not asked for again with another code. */
async function activateAtPrompt(
  typed: string,
  context: CommandContext,
): Promise<Output<'licenses.activateOffline'>> {
  const { router, vendor } = context
  let offlineKey: string | undefined
  return untilCodeFits(typed, context, async (code) => {
    const read = readCode(code, vendor)
    if (!read.ok) return read
    // Code and key are often pasted together.
    const lines = code.split('\n')
    offlineKey ??= await readText('-', context, lines.length > 1 ? lines : [])
    return router.call('licenses.activateOffline', { code: read.value, offlineKey })
  })
}

/** On a terminal a failure that blames the code asks for another one. Nothing but Enter, or Ctrl-D, ends with that failure. */
async function untilCodeFits<T>(
  first: string,
  context: CommandContext,
  activateBy: (code: string) => Promise<Result<T, Failure>>,
): Promise<T> {
  const { messages } = context
  for (let code = first; ;) {
    const result = await activateBy(code)
    if (!result.ok && ERRORS[result.error.code].exit === SERVER_AWAY) context.note(messages.cli.offlineHelps)
    if (result.ok || !atTerminal() || !blames(result.error, 'code')) return context.settle(result)
    context.verdict('failed', whatIsWrong(result.error, code, context))
    code = await askForCode(messages.cli.ask.licenseCodeAgain)
    if (code.trim() === '') return context.settle(result)
  }
}

/** In one line, with the next step, as beside the page's field. */
function whatIsWrong(failed: Failure, code: string, { messages, speaker }: CommandContext): string {
  const { what, todo } = explain(failed, messages, speaker)
  const group = POINTS_TO_GROUP.has(failed.code) ? wrongGroup(code) : null
  return `${what} ${group === null ? todo : messages.page.add.wrongGroup(group)}`
}

const isWholeKey = (found: Recognized): boolean =>
  (found.kind === 'machine_file' || found.kind === 'typed_key') && found.complete
