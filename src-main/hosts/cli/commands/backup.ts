// activation-desk backup FILE | restore FILE
import { existsSync } from 'node:fs'
import { LARGEST_BACKUP } from '#shared/contract/keeping-methods.ts'
import type { Output } from '#shared/contract/contract.ts'
import { failure, type ErrorCode } from '#shared/contract/errors.ts'
import type { StoreReason } from '#shared/contract/views.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import { err } from '#shared/result.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { readWhole } from '../input.ts'
import { storeProblemText } from '../store-problem.ts'

/** The file is there whole, for this person alone; where nothing could be backed up, or it may hold more, it is not touched. */
export async function backup(file: string, context: CommandContext): Promise<void> {
  context.insistOnName(file)
  const answer = context.settle(await context.router.call('backup.create', {}))
  for (const problem of answer.leftOut) context.note(storeProblemText(problem, context).join('\n'))
  const lacks = answer.leftOut.filter((one) => !isLostForGood(one)).map(({ where }) => where)
  if (lacks.length > 0 && existsSync(file))
    context.settle(err(failure('backup_incomplete', { path: file, lacks })))
  context.save(file, Buffer.from(answer.content), { confidential: true })
  const { licenses, elsewhere, settingsAsFound, leftOut } = answer
  const words = context.messages.cli.backup
  if (settingsAsFound) context.note(words.settings.asFound)
  for (const { id, machine } of elsewhere) context.note(words.elsewhere(id, machine))
  context.answer({ path: file, licenses, elsewhere, settingsAsFound, leftOut }, () =>
    words.written(licenses, file),
  )
  if (lacks.length > 0) throw new Exit(NOT_ALL)
}

const NOT_ALL = 4

/** No earlier backup of it helps: a report is made anew, and a history is only plotted. */
const isLostForGood = ({ where, reason }: Output<'backup.create'>['leftOut'][number]): boolean =>
  where.startsWith('usage-history') || (where === 'usage.json' && reason === GONE)
const GONE = 'gone' satisfies StoreReason

export async function restore(file: string, context: CommandContext): Promise<void> {
  const content = await readWhole(file, LARGEST_BACKUP, context)
  const answer = context.settle(await context.router.call('backup.restore', { content }))
  const { messages, speaker, vendor } = context
  const words = messages.cli.backup
  const why = (reason: string) =>
    `${ownWords(words)[reason] ?? explainCode(reason, messages, speaker, vendor.server.url).what} (${reason})`
  for (const one of answer.left) context.note(leftText(one, words, why))
  const { restored, reason } = answer.settings
  if (!restored && reason !== null && reason !== ALREADY_HERE)
    context.note(words.left(words.settings.name, why(reason)))
  if (reason === OFFLINE_ONLY_KEPT) context.note(words.settings.offlineOnlyKept)
  context.answer(answer, () =>
    [words.restored(answer.restored.length), ...(restored ? [words.settings.restored] : [])].join('\n'),
  )
  const enough = answer.restored.length === 0 ? IS_HERE : COUNTS_NO_MORE
  if (answer.left.some((one) => !enough.has(one.reason))) throw new Exit(REFUSED)
}

const REFUSED = 1

type Words = CommandContext['messages']['cli']['backup']

function leftText(
  left: Output<'backup.restore'>['left'][number],
  words: Words,
  why: (reason: string) => string,
): string {
  const { reason } = left
  if ('id' in left) return words.left(left.owner || left.id, why(reason))
  return reason === USAGE_DAMAGED
    ? words.usageLost(left.product)
    : words.left(words.usage(left.product), why(reason))
}

/** Of settings: the backup says them, and no command line would take them. */
const NOT_USABLE = [
  'proxy_address_invalid',
  'proxy_kind_not_supported',
  'no_proxy_invalid',
  'ca_file_not_usable',
] as const satisfies readonly ErrorCode[]

/** Of the reasons that are no codes of a failure, and of codes that say no more than that here. */
const ownWords = ({
  answerMissing,
  runsHere,
  datedAhead,
  settings,
}: Words): Readonly<Record<string, string>> => ({
  ...Object.fromEntries(NOT_USABLE.map((code) => [code, settings.notUsable])),
  answer_missing: answerMissing,
  runs_here: runsHere,
  dated_ahead: datedAhead,
  chosen_here: settings.chosenHere,
  not_in_backup: settings.notInBackup,
  newer_in_backup: settings.newerInBackup,
})

const ALREADY_HERE = 'already_here'
const OFFLINE_ONLY_KEPT = 'offline_only_kept'
const USAGE_DAMAGED = 'usage_damaged' satisfies ErrorCode

/** What the backup has is here, or newer. */
const IS_HERE: ReadonlySet<string> = new Set([
  ...(['key_already_here', 'older_key'] satisfies ErrorCode[]),
  'runs_here',
])

/** Besides: it was returned since, or it is lost for good; only that can be said of it. */
const COUNTS_NO_MORE: ReadonlySet<string> = new Set([
  ...IS_HERE,
  ...(['key_returned', 'usage_damaged'] satisfies ErrorCode[]),
  'dated_ahead',
])
