// A file that an export made: written where --output says, else to standard output.
import type { Output } from '#shared/contract/contract.ts'
import type { CommandContext, Saving } from './command-context.ts'

export function giveFile(
  file: Output<'export.create' | 'activity.export' | 'usage.export'>,
  output: string | undefined,
  context: CommandContext,
  options: Saving = {},
): void {
  if (output === undefined) return context.answerVerbatim(file, () => file.content.trimEnd())
  context.save(output, Buffer.from(file.content, file.encoding), options)
  context.answer({ path: output }, () => context.messages.cli.written(output))
}
