// What every language must say: the compiler finds what is missing.
import type { ErrorCode, ErrorParams, Failure } from '../contract/errors.ts'
import type { LicenseStatus } from '../license/status.ts'
import type { ActivityWords } from './activity-words.ts'
import type { DeactivationWords } from './deactivation-words.ts'
import type { DoctorWords } from './doctor-words.ts'
import type { Explanation, Speaker } from './explanation.ts'
import type { InspectionWords } from './inspection-words.ts'
import type { PageWords } from './page-words.ts'
import type { StartWords } from './start-words.ts'
import type { StoreWords } from './store-words.ts'
import type { TypedRowsWords } from './typed-rows-words.ts'

export type ErrorWords = {
  readonly [C in ErrorCode]: (params: ErrorParams[C], speaker: Speaker) => Explanation
}

export interface StatusWords {
  readonly label: string
  readonly meaning: string
  readonly todo: string
}

export interface Messages {
  readonly language: string
  readonly errors: ErrorWords
  readonly statuses: Readonly<Record<LicenseStatus | 'not_licensed', StatusWords>>
  readonly activity: ActivityWords
  readonly page: PageWords
  readonly doctor: DoctorWords
  readonly deactivation: DeactivationWords
  readonly inspection: InspectionWords
  readonly typedRows: TypedRowsWords
  readonly store: StoreWords
  readonly start: StartWords
}

/** The catalogue's words for one failure. */
export function explain<C extends ErrorCode>(
  failure: Failure<C>,
  messages: Messages,
  speaker: Speaker,
): Explanation {
  const words = messages.errors[failure.code] as (params: unknown, speaker: Speaker) => Explanation
  return words(failure.params, speaker)
}
