// What the log still knows of offline keys that were returned, for a `returned.json` that was lost.
import type { ReturnedKey } from '#main/core/ports/license-store.ts'
import { readReturnCode } from '#shared/formats/return-code.ts'
import type { Layout } from '../file-store/layout.ts'
import { loggedDeactivations, type LoggedDeactivation } from './logged-deactivations.ts'

/** The newest key of each license; its code says when it was issued. */
export function loggedReturns(layout: Layout): ReturnedKey[] {
  const keys = new Map<string, ReturnedKey>()
  for (const logged of loggedDeactivations(layout)) {
    const key = returnedBy(logged)
    if (key && key.issued >= (keys.get(key.licenseId)?.issued ?? -Infinity)) keys.set(key.licenseId, key)
  }
  return [...keys.values()]
}

function returnedBy({ id: licenseId, returnCode: code }: LoggedDeactivation): ReturnedKey | null {
  const read = code ? readReturnCode(code) : null
  if (!read?.ok) return null
  const { text: returnCode, issued, returned } = read.value
  return { licenseId, issued, returned, returnCode }
}
