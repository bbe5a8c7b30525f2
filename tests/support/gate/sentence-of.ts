// What a gate says for people beside an answer, by the words and the rules of the reference (docs/formats/gate-sentence.md).
import type { Question } from '#main/core/standing/gate.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { gate as words } from '#shared/messages/en/gate.ts'
import { gateSentence } from '#shared/messages/gate-sentence.ts'
import { printableSentence } from '#shared/printable.ts'
import type { Said } from './as-in-vector.ts'

export function sentenceOf(ask: Question, said: GateAnswer | Said): string {
  if ('mayRun' in said) return printableSentence(gateSentence(ask, said, words))
  const { code = '', params: { path: place, reason } = {} } = said.error ?? {}
  const why = [code, place, reason].filter((part) => part !== undefined).join(', ')
  const sentence = words.couldNotTell(why)
  return printableSentence(said.test ? words.ofTest(sentence) : sentence)
}
