// What a stored license's file says, opened anew; and which of them count for nothing, whatever they say.
import { minuteOf } from '#shared/formats/typed-key/facts.ts'
import type { Instant } from '#shared/instant.ts'
import { openOfflineKey, type OfflineKeyContext } from '#shared/license/offline-key.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { sameLicense } from '#shared/license/typed-key-license.ts'
import { err } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { FoundLicense, ReturnedKey, StoredStanding } from '../ports/license-store.ts'
import type { OpenedLicense } from './counted-once.ts'
import { isAsShortAsAsked } from './online-file.ts'
import type { ServerWord } from './server-word.ts'

/**
 * An online activation keeps the server's answer beside its file from the first moment. Where that answer is gone or
 * was changed, somebody may have edited a suspension away, so the file alone counts for nothing. Where nothing tells
 * the mode any more, the signed file does, as far as it can: one that the server may have given wants its answer.
 */
export function openStored(
  stored: FoundLicense,
  word: ServerWord | null,
  context: OfflineKeyContext,
): OpenedLicense['file'] {
  const file = openOfflineKey(stored.file, { ...context, licenseIds: [stored.id] }, null)
  if (!file.ok || word !== null) return file
  const isOnline = stored.mode === 'online' || (!stored.modeIsNoted && mayBeOnline(file.value))
  return isOnline ? err({ code: ANSWER_MISSING }) : file
}

/**
 * SECURITY: a folder that was kept and is put back by hand would run on a seat that another machine may have, be it given
 * back online or by a return code. docs/SECURITY.md#store
 */
export function wasGivenBack(
  { license, issued }: MachineGrant,
  word: ServerWord | null,
  contents: StoredStanding,
  primitives: Dependencies['primitives'],
): boolean {
  // The server gave this one, and may have in the minute of the return.
  if (word === null && returnOf(license.id, issued, contents, primitives)) return true
  return contents.givenBack.some(
    (one) => issued <= one.issued && sameLicense(one.licenseId, license.id, primitives),
  )
}

/** The return of this key, or of a newer one. A typed key knows the minute only, so that counts. */
export const returnOf = (
  licenseId: string,
  issued: Instant,
  { returned }: Pick<StoredStanding, 'returned'>,
  primitives: Dependencies['primitives'],
): ReturnedKey | null =>
  // A license that came as a typed key and was given its own id later may have been returned under both.
  returned.find(
    (one) => minuteOf(issued) <= minuteOf(one.issued) && sameLicense(one.licenseId, licenseId, primitives),
  ) ?? null

export const GIVEN_BACK = { code: 'key_returned' } as const
export const ANSWER_MISSING = 'answer_missing'

/** The server gives no typed keys, and no longer files than it was asked for. */
const mayBeOnline = (grant: MachineGrant): boolean => grant.machineId !== null && isAsShortAsAsked(grant)

export function keyContext(
  code: string,
  key: string,
  vendor: Dependencies['vendor'],
  primitives: Dependencies['primitives'],
): OfflineKeyContext {
  const { server, keys, catalogue } = vendor
  const { account, product: application } = server
  return { code, uniqueKey: key, keys, account, application, catalogue, primitives }
}
