// Where the icons of rows and column names are found in the page.
import type { StatusSign } from './status-looks.ts'

/** `warn` and `bad`: a usage near its limit, and at or above it. The others: of a license that is checked, and of a column's name. */
export type RowSign =
  StatusSign | 'warn' | 'bad' | 'checking' | 'sorted' | 'sorted-down' | 'unsorted' | 'menu'

export const signId = (sign: RowSign): string => `sign-${sign}`
