// activation-desk completion SHELL: what the shell reads to propose commands and options.
import type { Command } from 'commander'
import { completionScript, type Shell } from '#shared/completion/completion.ts'
import type { CommandContext } from '../command-context.ts'

export function completion(shell: Shell, program: Command, context: CommandContext): void {
  const script = completionScript(shell, program.name(), program)
  context.answerVerbatim({ shell, script }, () => script.trimEnd())
}
