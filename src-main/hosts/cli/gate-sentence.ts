// The gate's answer for a person.
import type { Output } from '#shared/contract/contract.ts'
import type { GateWords } from '#shared/messages/messages.ts'

export function gateSentence(
  { product, mayRun, status }: Output<'licenses.check'>,
  words: GateWords,
): string {
  const { label, meaning } = words.statuses[status]
  return (mayRun ? words.mayRun : words.mayNotRun)(product, label, meaning)
}
