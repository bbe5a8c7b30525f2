// A file that an export made: written where --output says, else to standard output.
import { saveFile, type SaveOptions } from '#main/adapters/saved-file.ts'
import type { Output } from '#shared/contract/contract.ts'
import type { Session } from './session.ts'

export function giveFile(
  file: Output<'export.create' | 'activity.export'>,
  output: string | undefined,
  session: Session,
  options: SaveOptions = {},
): void {
  if (output === undefined) return session.answer(file, () => file.content.trimEnd())
  session.settle(saveFile(output, Buffer.from(file.content, file.encoding), options))
  session.answer({ path: output }, () => session.messages.cli.written(output))
}
