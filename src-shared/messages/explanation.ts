// How a failure is explained to a person, and whose names the words take.
import type { ErrorCode, ErrorParams } from '../contract/errors.ts'

/** One sentence each: what happened, the likely cause, what to do next. */
export interface Explanation {
  readonly what: string
  readonly cause: string
  readonly todo: string
}

/** What was asked for when it failed; `give_back`: a refresh tells the server of an earlier deactivation. */
export type Doing = 'activate' | 'refresh' | 'deactivate' | 'give_back'

/** What the words need besides the failure's own parameters. */
export interface Speaker {
  readonly vendor: string
  readonly support: string
  /** Left out: none of them, as in a test of the connection, and nothing that helps one of them is kept back. */
  readonly doing?: Doing | undefined
}

/** The words for every code, from its parameters. */
export type ErrorWords = {
  readonly [C in ErrorCode]: (params: ErrorParams[C], speaker: Speaker) => Explanation
}
