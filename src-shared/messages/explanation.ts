// How a failure is explained to a person, and whose names the words take.
import type { ErrorCode, ErrorParams } from '../contract/errors.ts'

/** One sentence each: what happened, the likely cause, what to do next. */
export interface Explanation {
  readonly what: string
  readonly cause: string
  readonly todo: string
}

/** What the words need besides the failure's own parameters. */
export interface Speaker {
  readonly vendor: string
  readonly support: string
}

/** The words for every code, from its parameters. */
export type ErrorWords = {
  readonly [C in ErrorCode]: (params: ErrorParams[C], speaker: Speaker) => Explanation
}
