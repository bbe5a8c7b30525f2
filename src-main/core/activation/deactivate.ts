// Takes a license off this machine: online its seat goes back to the vendor, offline the operator gets a return code.
import type { MethodResult, Output, ParsedInput } from '#shared/contract/contract.ts'
import { failure, type Failure } from '#shared/contract/errors.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { StoreWriteErrorCode } from '../ports/license-store.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { freeSeat, type Freed } from './free-seat.ts'
import { judge, judgeStored, type Judged, type JudgedLicense } from '../standing/judge.ts'
import { listLicenses } from '../standing/list.ts'
import { notRead } from '../standing/not-read.ts'
import { returnKey } from '../standing/returned-key.ts'
import { withoutKeys } from '../standing/vendor-keys.ts'

type Deactivated = Pick<Output<'licenses.deactivate'>, 'seat' | 'returnCode'>

/** Whose it was, and of which code, the activity log keeps: the license itself is gone. */
export type TakenOff = Output<'licenses.deactivate'> & { readonly codeMasked: string }

/** There is no seat of this machine, and no key that held here. */
const NOTHING_DONE: ReadonlySet<Deactivated['seat']> = new Set(['gone', 'not_returned'])

/** The seat goes back before the files do: a license that could not be given back is still here. */
export async function deactivate(
  { id, whenServerIsAway }: ParsedInput<'licenses.deactivate'>,
  dependencies: Dependencies,
): Promise<Result<TakenOff, Refused>> {
  const { store } = dependencies
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const license = judged.value.licenses.find(({ stored }) => stored.id === id)
  if (!license) return err(notRead(id, judged.value.contents))
  const writable = await store.probe(id)
  if (!writable.ok) return writable
  // An installation that opens no socket returns by a code whatever the license is.
  const offline = license.stored.mode === 'offline' || isOfflineOnly(dependencies)
  const done = offline
    ? await declareReturned(id, judged.value.uniqueKey, dependencies)
    : await giveBack(license, judged.value, whenServerIsAway === 'mark', dependencies)
  if (!done.ok) return done
  const list = await listLicenses(dependencies)
  if (!list.ok) return list
  const owner = license.grant?.license.owner ?? ''
  const seat = license.elsewhere && NOTHING_DONE.has(done.value.seat) ? 'other_machine' : done.value.seat
  const whose = license.elsewhere ? { machine: license.machine } : {}
  const { mode, code } = license.stored
  const codeMasked = maskLicenseCode(code)
  return ok({ id, owner, codeMasked, mode, ...done.value, seat, ...whose, list: list.value })
}

type Refused = Exclude<MethodResult<'licenses.deactivate'>, { ok: true }>['error']

async function giveBack(
  { stored, grant, elsewhere }: JudgedLicense,
  { uniqueKey, moment }: Judged,
  mayMark: boolean,
  dependencies: Dependencies,
): Promise<Result<Deactivated, Refused>> {
  const { vendor, store, clock } = dependencies
  const noKeys = withoutKeys(vendor)
  if (noKeys) return err(noKeys)
  const { id: licenseId, code } = stored
  const owner = grant?.license.owner ?? ''
  const pending = { licenseId, owner, code, fingerprint: uniqueKey, since: clock.now() }
  // Killed between the server's answer and the removal here, the license would run on without a seat: a refresh asks then.
  const begun = elsewhere
    ? ok(null)
    : await store.write((writer) => writer.putReturn({ ...pending, begun: true }))
  if (!begun.ok) return begun
  const freed = await freeSeat(code, uniqueKey, dependencies)
  if (!freed.ok && !mayMark) {
    const calledOff = await store.write((writer) => writer.removeReturn(licenseId))
    return calledOff.ok ? freed : calledOff
  }
  const seat = freed.ok ? seatOf(freed.value) : 'to_be_returned'
  const removed = await store.write((writer, { licenses }) => {
    // Somebody else took it off meanwhile, and has the vendor's answer.
    if (seat === 'gone' && !licenses.some(({ id }) => id === licenseId)) return null
    // The mark first: a writer that is killed between the two leaves a license that is still here, and then a mark
    // for a license that is here is removed by the next refresh.
    if (seat === 'to_be_returned') writer.putReturn(pending)
    else if (!elsewhere) writer.removeReturn(licenseId)
    // A folder that was renamed names no license.
    const license = grant?.license.id ?? licenseId
    if (!elsewhere) writer.putGivenBack({ licenseId: license, issued: moment.mark, givenBack: clock.now() })
    writer.removeLicense(licenseId)
    return { seat, returnCode: null }
  })
  return wasHere(removed, licenseId)
}

/** The server refuses to free a seat of a license that is suspended or over; a later refresh asks again. */
const seatOf = (freed: Freed): 'freed' | 'gone' | 'to_be_returned' =>
  freed === 'freed' || freed === 'gone' ? freed : 'to_be_returned'

/** Null: under the lock it was seen that another deactivation was first. */
function wasHere<E>(
  done: Result<Deactivated | null, E>,
  id: string,
): Result<Deactivated, E | Failure<'license_not_here'>> {
  if (!done.ok) return done
  return done.value ? ok(done.value) : err(failure('license_not_here', { id }))
}

/** Judged under the lock: what is declared is the key that is removed. */
async function declareReturned(
  id: string,
  uniqueKey: string,
  dependencies: Dependencies,
): Promise<Result<Deactivated, Failure<StoreWriteErrorCode | 'license_not_here'>>> {
  const removed = await dependencies.store.write((writer, contents) => {
    const judged = judge(contents, uniqueKey, dependencies)
    const license = judged.licenses.find(({ stored }) => stored.id === id)
    if (!license) return null
    const key = returnKey(license, judged, dependencies)
    writer.removeLicense(id)
    if (!key) return { seat: 'not_returned' as const, returnCode: null }
    writer.putReturned(key)
    return { seat: 'declared' as const, returnCode: key.returnCode }
  })
  return wasHere(removed, id)
}
