// activation-desk backup FILE | restore FILE
import { readFileSync } from 'node:fs'
import { buffer as readAll } from 'node:stream/consumers'
import { textOfBytes } from '#shared/formats/outside/text-of-bytes.ts'
import { saveFile } from '#main/adapters/saved-file.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { CommandContext } from '../command-context.ts'
import { storeProblemText } from '../store-problem.ts'

/** The file is there whole, for this person alone; where nothing could be backed up, it is not touched. */
export async function backup(file: string, context: CommandContext): Promise<void> {
  const answer = context.settle(await context.router.call('backup.create', {}))
  context.settle(saveFile(file, Buffer.from(answer.content), { confidential: true }))
  for (const problem of answer.leftOut) context.note(storeProblemText(problem, context).join('\n'))
  const { licenses, leftOut } = answer
  context.answer({ path: file, licenses, leftOut }, () => context.messages.cli.backup.written(licenses, file))
}

export async function restore(file: string, context: CommandContext): Promise<void> {
  const content =
    (file === '-' ? textOfBytes(await readAll(process.stdin)) : readBackup(file)) ??
    context.misuse(context.messages.cli.misuse.notReadable(file))
  const answer = context.settle(await context.router.call('backup.restore', { content }))
  const { messages, speaker, vendor } = context
  for (const { id, owner, reason } of answer.left) {
    const { what } = explainCode(reason, messages, speaker, vendor.server.url)
    context.note(messages.cli.backup.left(owner || id, `${what} (${reason})`))
  }
  context.answer(answer, () => messages.cli.backup.restored(answer.restored.length))
}

function readBackup(file: string): string | null {
  try {
    return textOfBytes(readFileSync(file))
  } catch {
    return null
  }
}
