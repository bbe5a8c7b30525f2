// The gate's answer for a person: the verdict, why, until when, and what to do about it.
import { dayOfIso } from '#shared/instant.ts'
import type { Input } from '#shared/contract/contract.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import type { GateWords } from '#shared/messages/messages.ts'
import { statusWords, untilSentence, type StatusWords } from '#shared/messages/status-words.ts'

export function gateSentence(
  question: Input<'licenses.check'>,
  answer: GateAnswer,
  words: GateWords,
): string {
  const { label, meaning, todo } = wordsFor(question, answer, words)
  const verdict = (answer.mayRun ? words.mayRun : words.mayNotRun)(answer.product, label)
  const isWell = answer.status === 'active' && answer.mayRun && answer.untilOf !== 'check'
  const next = isWell ? '' : todo
  const sentence = [verdict, meaning, dateIn(answer, words), next].filter((part) => part !== '').join(' ')
  return answer.test ? words.ofTest(sentence) : sentence
}

function wordsFor(
  { feature, built }: Input<'licenses.check'>,
  answer: GateAnswer,
  words: GateWords,
): StatusWords {
  const { reason, maintenanceUntil } = answer
  if (reason === 'maintenance_ended') {
    const meaning = words.maintenanceEnded.meaning(dayOfIso(built ?? ''), dayOfIso(maintenanceUntil ?? ''))
    return { ...words.maintenanceEnded, meaning }
  }
  if (reason === 'feature_not_licensed')
    return { ...words.featureNotLicensed, meaning: words.featureNotLicensed.meaning(feature ?? '') }
  return statusWords(answer, words)
}

/** The end that comes, or that has come. */
function dateIn(
  { mayRun, status, end, until, untilOf, daysLeft, then }: GateAnswer,
  words: GateWords,
): string {
  const { licenseEnded, keyEnded } = words.standing
  if (mayRun && until !== null && daysLeft !== null) {
    if (then === 'grace' && end !== null) return words.thenGrace[end.of](dayOfIso(until), daysLeft)
    return untilSentence(untilOf, dayOfIso(until), daysLeft, words.standing)
  }
  if (status === 'expired' && end !== null)
    return (end.of === 'license' ? licenseEnded : keyEnded)(dayOfIso(end.at))
  return ''
}
