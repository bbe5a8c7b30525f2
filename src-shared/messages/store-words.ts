// What every language must say of something in the store that is no license, or that may not be read.
import type { StoreReason } from '../contract/views.ts'

export interface StoreProblemWords {
  readonly what: string
  readonly todo: string
}

export interface StoreWords {
  readonly reasons: Readonly<Record<StoreReason, StoreProblemWords>>
  /** Another version of the app wrote this reason. */
  readonly otherReason: (reason: string) => StoreProblemWords
  /** Where it is now, of what is not to be read as a license again. */
  readonly setAside: string
  readonly stillInPlace: string
}
