// activation-desk notices: the licenses of the software of others that this program contains.
import type { CommandContext } from '../command-context.ts'
import { programNotices } from '../program-files.ts'

export function notices(context: CommandContext): void {
  const text = programNotices() ?? context.misuse(context.messages.cli.misuse.noNotices)
  context.answerVerbatim({ notices: text }, () => text.trimEnd())
}
