// What in the store is no license, or may not be read, as lines for a person.
import type { StoreProblem } from '#shared/contract/views.ts'
import { explainStoreProblem, licenseOf } from '#shared/messages/explain-store-problem.ts'
import type { CliMessages } from '#shared/messages/messages.ts'
import { printable } from '#shared/printable.ts'

/** `isRepaired`: as explainStoreProblem has it. */
export function storeProblemText(
  problem: StoreProblem,
  { messages }: { readonly messages: CliMessages },
  isRepaired = false,
): string[] {
  const { what, todo } = explainStoreProblem(problem, messages, isRepaired)
  const which = [licenseOf(problem, messages) ?? [], problem.where].flat().join(': ')
  return [`${messages.cli.warning}: ${which}: ${what}`, `  → ${todo}`].map((line) =>
    printable(line.replaceAll('\n', ' ')),
  )
}
