// What a stored license's file says, opened anew; and which of them count for nothing, whatever they say.
import { minuteOf } from '#shared/formats/typed-key/facts.ts'
import type { Instant } from '#shared/instant.ts'
import { openKeptKey } from '#shared/license/kept-key.ts'
import type { OfflineKeyContext } from '#shared/license/offline-key.ts'
import type { MachineGrant } from '#shared/license/license.ts'
import { licenseNumberOf, sameLicense } from '#shared/license/typed-key-license.ts'
import type { Dependencies } from '../dependencies.ts'
import type { FoundLicense, GivenBack, ReturnedKey, StoredStanding } from '../ports/license-store.ts'
import { notCounted, type OpenedLicense } from './counted-once.ts'
import { isAsShortAsAsked } from './online-file.ts'
import type { ServerWord } from './server-word.ts'

/**
 * An online activation keeps the server's answer beside its file from the first moment. Where that answer is gone or
 * was changed, somebody may have edited a suspension away, so the file alone counts for nothing. Where nothing tells
 * the mode any more, the signed file does, as far as it can: one that the server may have given wants its answer.
 * A key in another form than the desk keeps it in is damaged, here as to the gate of every language.
 */
export function openStored(
  stored: FoundLicense,
  word: ServerWord | null,
  context: OfflineKeyContext,
): OpenedLicense['file'] {
  const file = openKeptKey(stored.file, { ...context, licenseIds: [stored.id] })
  if (!file.ok || word !== null) return file
  const isOnline = stored.mode === 'online' || (!stored.modeIsNoted && mayBeOnline(file.value))
  return isOnline ? notCounted(ANSWER_MISSING, file.value) : file
}

/** By the number of its license, the latest that was given back of each kind. Asked of every license, it is gathered once. */
export type GivenBackLast = ReadonlyMap<string, { readonly key: Instant; readonly seat: Instant }>

export function givenBackLast(
  { returned, givenBack }: Pick<StoredStanding, 'returned' | 'givenBack'>,
  primitives: Dependencies['primitives'],
): GivenBackLast {
  const last = new Map<string, { key: Instant; seat: Instant }>()
  const add = (kind: 'key' | 'seat', { licenseId, issued }: Pick<GivenBack, 'licenseId' | 'issued'>) => {
    const number = licenseNumberOf(licenseId, primitives)
    const of = last.get(number) ?? { key: Number.NEGATIVE_INFINITY, seat: Number.NEGATIVE_INFINITY }
    of[kind] = Math.max(of[kind], issued)
    last.set(number, of)
  }
  for (const one of returned) add('key', one)
  for (const one of givenBack) add('seat', one)
  return last
}

/**
 * SECURITY: a folder that was kept and is put back by hand would run on a seat that another machine may have, be it given
 * back online or by a return code. docs/SECURITY.md#store
 */
export function wasGivenBack(
  { license, issued }: MachineGrant,
  word: ServerWord | null,
  all: GivenBackLast,
  primitives: Dependencies['primitives'],
): boolean {
  const last = all.size === 0 ? undefined : all.get(licenseNumberOf(license.id, primitives))
  if (last === undefined) return false
  // The server gave this one, and may have in the minute of the return.
  return (word === null && minuteOf(issued) <= minuteOf(last.key)) || issued <= last.seat
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
