// What in the store is no license, or may not be read, as lines for a person.
import type { StoreProblem } from '#shared/contract/views.ts'
import { explainStoreProblem } from '#shared/messages/explain-store-problem.ts'
import { printable } from '#shared/printable.ts'
import type { CommandContext } from './command-context.ts'

/** `isRepaired`: as explainStoreProblem has it. */
export function storeProblemText(
  problem: StoreProblem,
  { messages }: CommandContext,
  isRepaired = false,
): string[] {
  const { what, todo } = explainStoreProblem(problem, messages, isRepaired)
  return [`${messages.cli.warning}: ${problem.where}: ${what}`, `  → ${todo}`].map((line) =>
    printable(line.replaceAll('\n', ' ')),
  )
}
