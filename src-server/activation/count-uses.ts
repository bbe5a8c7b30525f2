// Counting how often a license is used (docs/protocol.md#uses-and-check-ins).
import { err, ok, type Result } from '#shared/result.ts'
import type { License } from '../store/licenses.ts'
import type { Store } from '../store/store.ts'
import { beginTerm } from './begin-term.ts'

export interface TooManyUses {
  readonly code: 'USES_LIMIT_EXCEEDED'
  readonly limit: number
}

export const MOST_USES = 2_147_483_647

/** Reads and writes under one lock: of two at once neither is lost, and both cannot be the last. */
export function countUses(
  store: Store,
  id: string,
  more: number,
  now: number,
): Promise<Result<License, TooManyUses>> {
  return store.transaction(async () => {
    const license = await store.licenses.byId(id)
    if (!license) throw new Error(`license ${id} is gone`)
    const uses = license.uses + more
    const limit = license.rules.maxUses ?? MOST_USES
    if (uses > limit) return err({ code: 'USES_LIMIT_EXCEEDED', limit })
    await store.licenses.setUses(id, uses, now)
    await beginTerm(store, license, 'FROM_FIRST_USE', now)
    return ok((await store.licenses.byId(id)) ?? license)
  })
}
