// activation-desk backup FILE | restore FILE
import { LARGEST_BACKUP } from '#shared/contract/keeping-methods.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { CommandContext } from '../command-context.ts'
import { readWhole } from '../input.ts'
import { storeProblemText } from '../store-problem.ts'

/** The file is there whole, for this person alone; where nothing could be backed up, it is not touched. */
export async function backup(file: string, context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('backup.create', {}))
  context.save(file, Buffer.from(answer.content), { confidential: true })
  for (const problem of answer.leftOut) context.note(storeProblemText(problem, context).join('\n'))
  const { licenses, leftOut } = answer
  context.answer({ path: file, licenses, leftOut }, () => context.messages.cli.backup.written(licenses, file))
}

export async function restore(file: string, context: CommandContext): Promise<void> {
  const content = await readWhole(file, LARGEST_BACKUP, context)
  const answer = context.settle(await context.router.call('backup.restore', { content }))
  const { messages, speaker, vendor } = context
  for (const { id, owner, reason } of answer.left) {
    const { what } = explainCode(reason, messages, speaker, vendor.server.url)
    context.note(messages.cli.backup.left(owner || id, `${what} (${reason})`))
  }
  context.answer(answer, () => messages.cli.backup.restored(answer.restored.length))
}
