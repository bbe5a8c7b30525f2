// Gives an online license back: its seat to the vendor first, then its files go.
import { failure, type Failure } from '#shared/contract/errors.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { NoAnswer } from '../ports/activation-client.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import type { Judged, JudgedLicense } from '../standing/judged.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'
import { begin, callOff, keep, nowOf, notesOf, type Begun } from './begun-mark.ts'
import { freeSeat, isNotPermitted, type Freed, type FreeErrorCode } from './free-seat.ts'

export interface GivenBackOnline {
  readonly seat: 'freed' | 'gone' | 'to_be_returned'
  readonly returnCode: null
}

export type GiveBackErrorCode =
  | FreeErrorCode
  | StoreWriteErrorCode
  | 'vendor_without_keys'
  | 'license_not_here'
  | 'deactivation_unknown'
  | 'deactivation_not_stored'

/** `mayMark`: where the server is away the license goes all the same, and a refresh frees its seat. */
export async function giveBack(
  { stored, grant, owner, elsewhere }: JudgedLicense,
  { uniqueKey, moment }: Judged,
  mayMark: boolean,
  dependencies: Dependencies,
): Promise<Result<GivenBackOnline, Failure<GiveBackErrorCode>>> {
  const { vendor, store, clock } = dependencies
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const { id, code } = stored
  // A folder that was renamed names no license.
  const licenseId = grant?.license.id ?? id
  const about = { licenseId, owner, code, fingerprint: uniqueKey }
  // Killed after the server's answer, the license would run on without a seat: a refresh asks then.
  const begun = elsewhere ? ok(null) : await begin(about, dependencies)
  if (!begun.ok) return begun
  const freed = await freeSeat(code, uniqueKey, dependencies)
  const given = { id, begun: begun.value }
  const isAway = !freed.ok && !isNotPermitted(freed.error.failure)
  if (!freed.ok && !(mayMark && isAway)) return err(await notGivenBack(freed.error, given, dependencies))
  const seat = freed.ok ? seatOf(freed.value) : 'to_be_returned'
  const removed = await store.write((writer, contents) => {
    // Somebody else took it off meanwhile, and has the vendor's answer.
    if (seat === 'gone' && !contents.licenses.some((one) => one.id === id)) return null
    // In this order: a writer that is killed in between leaves the note, by which a refresh ends what is left to do.
    if (!elsewhere) writer.putGivenBack({ licenseId, issued: moment.mark, givenBack: clock.now() })
    writer.removeLicense(id)
    if (seat === 'to_be_returned') writer.putReturn({ ...about, since: nowOf(contents, dependencies) })
    else if (!elsewhere)
      for (const note of notesOf(about, contents, dependencies)) writer.removeReturn(note.licenseId)
    return { seat, returnCode: null }
  })
  if (removed.ok) return removed.value ? ok(removed.value) : err(failure('license_not_here', { id }))
  if (seat !== 'to_be_returned' && !elsewhere)
    return err(failure('deactivation_not_stored', told(removed.error)))
  const undone = freed.ok || freed.error.undone
  return err(await notGivenBack({ failure: removed.error, undone }, given, dependencies))
}

/** The server refuses to free a seat of a license that is suspended or over; a later refresh asks again. */
const seatOf = (freed: Freed): 'freed' | 'gone' | 'to_be_returned' =>
  freed === 'freed' || freed === 'gone' ? freed : 'to_be_returned'

/** The note goes only where the server surely did nothing, now and in every try before. */
async function notGivenBack<E extends Failure<FreeErrorCode | StoreWriteErrorCode>>(
  { failure: reason, undone }: NoAnswer<E>,
  { id, begun }: { readonly id: string; readonly begun: Begun | null },
  dependencies: Dependencies,
): Promise<E | Failure<'license_not_here' | 'deactivation_unknown'>> {
  if (begun === null) return reason
  if (undone && begun.isFirst) {
    await callOff(begun.mark, dependencies)
    return reason
  }
  const kept = await keep(begun.mark, id, dependencies)
  if (kept.ok && !kept.value) return failure('license_not_here', { id })
  return failure('deactivation_unknown', told(reason))
}

const told = ({ code, params }: Failure) => ({ problem: code, params: { ...params } })
