// Where the icons of rows are found in the page.
import type { StatusSign } from './status-looks.ts'

/** `warn` and `bad`: a usage near its limit, and at or above it. */
export const signId = (sign: StatusSign | 'warn' | 'bad'): string => `sign-${sign}`
