// What was deactivated here: seats that are still to be given back, a file each, and offline keys that were returned.
import path from 'node:path'
import { z } from 'zod'
import type { PendingReturn, ReturnedKey } from '#main/core/ports/license-store.ts'
import { folderName, type Layout } from './layout.ts'
import { listFolder, readJson } from './read-files.ts'

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

export const returnPath = (layout: Layout, licenseId: string): string =>
  path.join(layout.returns, `${folderName(licenseId)}.json`)

/** One that does not read is as good as none: the vendor can free the seat as well. */
export function readReturns(layout: Layout): readonly PendingReturn[] {
  const files = listFolder(layout.returns).filter((name) => name.endsWith('.json'))
  return files.flatMap((name) => readJson(path.join(layout.returns, name), pendingFile) ?? [])
}

export function readReturned(layout: Layout): readonly ReturnedKey[] {
  return readJson(layout.returned, returnedFile)?.returned ?? []
}

export const returnText = (pending: PendingReturn): string => `${JSON.stringify(pending, null, 2)}\n`
export const returnedText = (returned: readonly ReturnedKey[]): string =>
  `${JSON.stringify({ returned }, null, 2)}\n`
