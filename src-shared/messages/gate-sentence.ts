// The gate's answer for a person: the verdict, why, until when, and what to do about it.
import { dayOfIso } from '../instant.ts'
import type { Input } from '../contract/contract.ts'
import type { GateAnswer } from '../contract/views.ts'
import type { GateWords } from './messages.ts'
import { statusWords, untilSentence, type StatusWords } from './status-words.ts'

export function gateSentence(
  question: Input<'licenses.check'>,
  answer: GateAnswer,
  words: GateWords,
): string {
  const { label, meaning, todo } = wordsFor(question, answer, words)
  const verdict = (answer.mayRun ? words.mayRun : words.mayNotRun)(answer.product, label)
  const isWell = answer.status === 'active' && answer.mayRun && answer.untilOf !== 'check'
  const next = isWell ? '' : todo
  const { clockAhead } = answer
  const clock = clockAhead
    ? words.standing.mayBeClock(dayOfIso(clockAhead.clock), dayOfIso(clockAhead.signed))
    : ''
  const sentence = [verdict, meaning, dateIn(answer, words), clock, next]
    .filter((part) => part !== '')
    .join(' ')
  return answer.test ? words.ofTest(sentence) : sentence
}

function wordsFor(
  { feature, built }: Input<'licenses.check'>,
  answer: GateAnswer,
  words: GateWords,
): StatusWords {
  const { reason, maintenanceUntil } = answer
  if (reason === 'maintenance_ended') {
    const { meaning, ofFeature } = words.maintenanceEnded
    const days = [dayOfIso(built ?? ''), dayOfIso(maintenanceUntil ?? '')] as const
    return { ...words.maintenanceEnded, meaning: feature ? ofFeature(feature, ...days) : meaning(...days) }
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
    return untilSentence({ untilOf, status }, dayOfIso(until), daysLeft, words.standing)
  }
  if (status === 'expired' && end !== null)
    return (end.of === 'license' ? licenseEnded : keyEnded)(dayOfIso(end.at))
  return ''
}
