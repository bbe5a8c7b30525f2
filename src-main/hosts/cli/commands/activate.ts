// activation-desk activate [CODE] [--offline-key FILE|-]
import { readCode } from '#main/core/entered/read-code.ts'
import type { Output } from '#shared/contract/contract.ts'
import { recognize, type Recognized } from '#shared/formats/recognize.ts'
import { explain } from '#shared/messages/messages.ts'
import { askForCode, atTerminal, readText } from '../input.ts'
import type { CommandContext } from '../command-context.ts'
import { licenseTable } from '../tables.ts'

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
    const done = answer.renewed ? cli.renewed : cli.activated
    const mode = cli.modes[answer.license.mode]
    return `${done(mode)}\n\n${licenseTable({ ...answer.list, licenses: [answer.license] }, context.messages)}`
  })
}

async function activateWith(
  typed: string | undefined,
  keySource: string | undefined,
  context: CommandContext,
): Promise<Output<'licenses.activateOnline'>> {
  if (keySource === '-' && typed === undefined) context.misuse(context.messages.cli.misuse.bothFromInput)
  const offlineKey = keySource === undefined ? undefined : await readText(keySource, context)
  if (offlineKey === null) return context.misuse(context.messages.cli.misuse.notReadable(keySource ?? ''))
  const code = typed ?? (await askForCode(context.messages.cli.ask.licenseCode))
  const { uniqueKeyPrefix } = context.vendor
  // The whole mail of the representative, pasted at the question for the code: the key is in it.
  if (offlineKey === undefined && isWholeKey(recognize(code, uniqueKeyPrefix)))
    return context.settle(await context.router.call('licenses.activateOffline', { code, offlineKey: code }))
  return context.settle(
    offlineKey === undefined
      ? await context.router.call('licenses.activateOnline', { code })
      : await context.router.call('licenses.activateOffline', { code, offlineKey }),
  )
}

/** Rows are long to type: the code is judged before them, and a code that they are not for is asked for again. */
async function activateAtPrompt(
  typed: string,
  context: CommandContext,
): Promise<Output<'licenses.activateOffline'>> {
  const { router, vendor, messages, speaker } = context
  const first = context.settle(readCode(typed, vendor))
  // Code and key are often pasted together.
  const lines = typed.split('\n')
  const offlineKey = (await readText('-', context, lines.length > 1 ? lines : [])) ?? ''
  for (let code = first; ;) {
    const result = await router.call('licenses.activateOffline', { code, offlineKey })
    if (result.ok || !OTHER_CODE_HELPS.has(result.error.code)) return context.settle(result)
    context.verdict('failed', explain(result.error, messages, speaker).what)
    code = await askForCode(context.messages.cli.ask.licenseCode)
    if (code.trim() === '') return context.settle(result)
  }
}

const isWholeKey = (found: Recognized): boolean =>
  (found.kind === 'machine_file' || found.kind === 'typed_key') && found.complete

const OTHER_CODE_HELPS: ReadonlySet<string> = new Set([
  'license_code_mismatch',
  'license_code_mistyped',
  'license_code_incomplete',
  'license_code_not_recognized',
  'license_code_is_unique_key',
  'license_code_is_offline_key',
])
