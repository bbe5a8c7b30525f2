// activation-desk backup FILE | restore FILE
import { LARGEST_BACKUP } from '#shared/contract/keeping-methods.ts'
import type { ErrorCode } from '#shared/contract/errors.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import { Exit } from '../run.ts'
import type { CommandContext } from '../command-context.ts'
import { readWhole } from '../input.ts'
import { storeProblemText } from '../store-problem.ts'

/** The file is there whole, for this person alone; where nothing could be backed up, it is not touched. */
export async function backup(file: string, context: CommandContext): Promise<void> {
  context.insistOnName(file)
  const answer = context.settle(await context.router.call('backup.create', {}))
  context.save(file, Buffer.from(answer.content), { confidential: true })
  for (const problem of answer.leftOut) context.note(storeProblemText(problem, context).join('\n'))
  const { licenses, elsewhere, leftOut } = answer
  const words = context.messages.cli.backup
  for (const { id, machine } of elsewhere) context.note(words.elsewhere(id, machine))
  context.answer({ path: file, licenses, elsewhere, leftOut }, () => words.written(licenses, file))
}

export async function restore(file: string, context: CommandContext): Promise<void> {
  const content = await readWhole(file, LARGEST_BACKUP, context)
  const answer = context.settle(await context.router.call('backup.restore', { content }))
  const { messages, speaker, vendor } = context
  for (const { id, owner, reason } of answer.left) {
    const { answerMissing } = messages.cli.backup
    const { what } =
      reason === ANSWER_MISSING
        ? { what: answerMissing }
        : explainCode(reason, messages, speaker, vendor.server.url)
    context.note(messages.cli.backup.left(owner || id, `${what} (${reason})`))
  }
  context.answer(answer, () => messages.cli.backup.restored(answer.restored.length))
  if (answer.restored.length === 0 && answer.left.some(({ reason }) => !IS_HERE.has(reason)))
    throw new Exit(REFUSED)
}

const REFUSED = 1

/** The one reason that is no code of a failure. */
const ANSWER_MISSING = 'answer_missing'

/** What the backup has is here, or newer. */
const IS_HERE: ReadonlySet<string> = new Set(['key_already_here', 'older_key'] satisfies ErrorCode[])
