// The outcome of a validation (docs/protocol.md#validation).

export interface Validation {
  readonly valid: boolean
  /** Keygen's validation code: a client decides on `valid` and shows this. */
  readonly code: string
  readonly detail: string
}

export const invalid = (code: string, detail: string): Validation => ({ valid: false, code, detail })

export const LICENSE_NOT_FOUND = invalid('NOT_FOUND', 'does not exist')
