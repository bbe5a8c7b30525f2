// What the library answers: the same words as in every other language (docs/formats/gate-v1.md#the-answer).
import { gateSentence } from '#shared/messages/gate-sentence.ts'
import type { Question } from '#main/core/standing/gate.ts'
import type { GateAnswer } from '#shared/contract/views.ts'
import { gate as words } from '#shared/messages/en/gate.ts'
import { printableSentence } from '#shared/printable.ts'

interface Refusal {
  readonly code: string
  readonly params: { readonly path?: string; readonly reason?: string; readonly product?: string }
}

export interface Answer {
  /** As the command exits. 0: may run; 1: may not; 2: could not tell. */
  readonly verdict: 0 | 1 | 2
  readonly mayRun: boolean
  readonly status: string | null
  /** Where it could not tell: the code of what stood in the way. */
  readonly reason: string | null
  readonly limit: number | null
  readonly usage: number | null
  readonly until: string | null
  readonly daysLeft: number | null
  readonly maintenanceUntil: string | null
  readonly features: readonly string[]
  readonly errorPath: string | null
  readonly errorCause: string | null
  /** Of a test vendor: says nothing of a real license. */
  readonly isTest: boolean
  /** As `check --json` prints it. */
  readonly json: object
  /** The verdict, why, until when, and what to do, in English. */
  readonly sentence: string
}

export function answered(question: Question, json: GateAnswer): Answer {
  const { mayRun, status, reason, limit, usage, until, daysLeft, maintenanceUntil, features } = json
  const verdict = mayRun ? 0 : 1
  return {
    ...{ verdict, mayRun, status, reason, limit, usage, until, daysLeft, maintenanceUntil, features },
    errorPath: null,
    errorCause: null,
    isTest: json.test ?? false,
    json,
    sentence: printableSentence(gateSentence(question, json, words)),
  }
}

export function refused(
  { code, params }: { readonly code: string; readonly params: object },
  test: boolean,
): Answer {
  const { path = null, reason = null, product = null } = params as Partial<Refusal['params']>
  const told = {
    ...(path !== null && { path }),
    ...(reason !== null && { reason }),
    ...(product !== null && { product }),
  }
  const error = Object.keys(told).length === 0 ? { code } : { code, params: told }
  const why = [code, path, reason].filter((part) => part !== null).join(', ')
  const sentence = words.couldNotTell(why)
  return {
    ...{ verdict: 2, mayRun: false, status: null, reason: code, limit: null, usage: null, until: null },
    ...{ daysLeft: null, maintenanceUntil: null, features: [] },
    errorPath: path,
    errorCause: reason,
    isTest: test,
    json: test ? { test: true, error } : { error },
    sentence: printableSentence(test ? words.ofTest(sentence) : sentence),
  }
}
