// activation-desk manual: the manual page, for man(1).
import type { Command } from 'commander'
import { version } from '#main/assembly.ts'
import type { CommandContext } from '../command-context.ts'
import { manualPage } from '../manual-page.ts'

export function manual(program: Command, context: CommandContext): void {
  const { manual: words, help } = context.messages.cli
  const page = manualPage(program, { version, words, ends: help.exitStatuses })
  context.answerVerbatim({ page }, () => page)
}
