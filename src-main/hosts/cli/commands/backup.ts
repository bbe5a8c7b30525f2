// activation-desk backup FILE | restore FILE
import { readFileSync } from 'node:fs'
import { text as readAll } from 'node:stream/consumers'
import { saveFile } from '#main/adapters/saved-file.ts'
import { explainCode } from '#shared/messages/explain-code.ts'
import type { Session } from '../session.ts'
import { storeProblemText } from '../store-problem.ts'

/** The file is there whole, for this person alone; where nothing could be backed up, it is not touched. */
export async function backup(file: string, session: Session): Promise<void> {
  const answer = session.settle(await session.router.call('backup.create', {}))
  session.settle(saveFile(file, Buffer.from(answer.content), { confidential: true }))
  for (const problem of answer.leftOut) session.note(storeProblemText(problem, session).join('\n'))
  const { licenses, leftOut } = answer
  session.answer({ path: file, licenses, leftOut }, () => session.messages.cli.backup.written(licenses, file))
}

export async function restore(file: string, session: Session): Promise<void> {
  const content =
    (file === '-' ? await readAll(process.stdin) : readBackup(file)) ??
    session.misuse(session.messages.cli.misuse.notReadable(file))
  const answer = session.settle(await session.router.call('backup.restore', { content }))
  const { messages, speaker, vendor } = session
  for (const { id, owner, reason } of answer.left) {
    const { what } = explainCode(reason, messages, speaker, vendor.server.url)
    session.note(messages.cli.backup.left(owner || id, `${what} (${reason})`))
  }
  session.answer(answer, () => messages.cli.backup.restored(answer.restored.length))
}

function readBackup(file: string): string | null {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return null
  }
}
