// Where the icons of rows are found in the page.
import type { LicenseStatus } from '#shared/license/status.ts'

/** `warn` and `bad`: a usage near its limit, and at or above it. */
export const signId = (sign: LicenseStatus | 'warn' | 'bad'): string => `sign-${sign}`
