// A license that was here and is gone: it has no row, and its problem says so.
import type { StoreProblem, StoreReason } from '#shared/contract/views.ts'

const MISSING = 'license_missing' satisfies StoreReason

export const isMissing = ({ reason }: StoreProblem): boolean => reason === MISSING
