// How a method of the contract is declared, and inputs that many of them share.
import { z } from 'zod'
import type { ErrorCode } from './errors.ts'

export interface Declaration<I extends z.ZodType, O extends z.ZodType, E extends ErrorCode> {
  readonly input: I
  readonly output: O
  readonly errors: readonly E[]
  /** What was there before the call is another after it: said also where the answer itself reaches nobody. */
  readonly changes: boolean
  /** Only the desktop host has it: the clipboard and the save dialog of the operating system. */
  readonly desktopOnly: boolean
}

export function method<I extends z.ZodType, O extends z.ZodType, const E extends ErrorCode>(declaration: {
  input: I
  output: O
  errors: readonly E[]
  changes?: true
  desktopOnly?: true
}): Declaration<I, O, E> {
  return { changes: false, desktopOnly: false, ...declaration }
}

/** Characters. */
export const LONGEST_PASTED = 1_000_000

export const nothing = z.strictObject({})
/** Bounds are wide: what a person may paste is judged by the formats, with words; this only stops nonsense. */
export const pasted = z.string().max(LONGEST_PASTED)
