// What was deactivated here: seats that are still to be given back, a file each, and offline keys that were returned.
import { z } from 'zod'
import type { PendingReturn, ReturnedKey } from '#main/core/ports/license-store.ts'
import { folderName, type Layout } from './layout.ts'
import { below, type Place } from './place.ts'
import { listFolder, readJson, reasonOf } from './read-files.ts'

const instant = z.number().min(-8.64e15).max(8.64e15)
const pendingFile = z.object({
  licenseId: z.string(),
  owner: z.string(),
  code: z.string(),
  fingerprint: z.string(),
  since: instant,
})
const returnedFile = z.object({
  returned: z.array(
    z.object({ licenseId: z.string(), issued: instant, returned: instant, returnCode: z.string() }),
  ),
})

export const returnPath = (layout: Layout, licenseId: string): Place =>
  below(layout.returns, `${folderName(licenseId)}.json`)

/** One that does not read is as good as none: the vendor can free the seat as well. */
export function readReturns(layout: Layout): readonly PendingReturn[] {
  const files = listReturns(layout).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) => readJson(below(layout.returns, name), pendingFile) ?? [])
}

/** A folder that cannot be read is named by whoever reads the whole store. */
function listReturns(layout: Layout): string[] {
  try {
    return listFolder(layout.returns)
  } catch (error) {
    reasonOf(error)
    return []
  }
}

export function readReturned(layout: Layout): readonly ReturnedKey[] {
  return readJson(layout.returned, returnedFile)?.returned ?? []
}

export const returnText = (pending: PendingReturn): string => `${JSON.stringify(pending, null, 2)}\n`
export const returnedText = (returned: readonly ReturnedKey[]): string =>
  `${JSON.stringify({ returned }, null, 2)}\n`
