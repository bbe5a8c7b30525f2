// Takes a license off this machine: online its seat goes back to the vendor, offline the operator gets a return code.
import type { MethodResult, Output, ParsedInput } from '#shared/contract/contract.ts'
import { maskLicenseCode } from '#shared/formats/license-code.ts'
import { err, ok, type Result } from '#shared/result.ts'
import type { Dependencies } from '../dependencies.ts'
import type { MissingLicense } from '../ports/license-store.ts'
import { isOfflineOnly } from '../settings/offline-only.ts'
import { judgeStored } from '../standing/judge.ts'
import type { Judged } from '../standing/judged.ts'
import { listLicenses } from '../standing/list.ts'
import { missingIn } from '../standing/missing.ts'
import { notRead } from '../standing/not-read.ts'
import { toLicenseList } from '../standing/views.ts'
import { declareReturned } from './declare-returned.ts'
import { giveBack } from './give-back.ts'

/** Whose it was, and of which code, the activity log keeps: the license itself is gone. */
export type TakenOff = Output<'licenses.deactivate'> & { readonly codeMasked: string }

type Refused = Exclude<MethodResult<'licenses.deactivate'>, { ok: true }>['error']

/** There is no seat of this machine, and no key that held here. */
const NOTHING_DONE: ReadonlySet<Output<'licenses.deactivate'>['seat']> = new Set(['gone', 'not_returned'])

/** The seat goes back before the files do: a license that could not be given back is still here. */
export async function deactivate(
  { id, whenServerIsAway }: ParsedInput<'licenses.deactivate'>,
  dependencies: Dependencies,
): Promise<Result<TakenOff, Refused>> {
  const { store } = dependencies
  const judged = await judgeStored(dependencies)
  if (!judged.ok) return judged
  const license = judged.value.licenses.find(({ stored }) => stored.id === id)
  const missing = license ? null : missingIn(judged.value).find((one) => one.id === id)
  if (missing) return forget(missing, dependencies)
  if (!license) return err(notRead(id, judged.value.contents))
  const writable = await store.probe(id)
  if (!writable.ok) return writable
  // An installation that opens no socket returns by a code whatever the license is.
  const offline = license.stored.mode === 'offline' || isOfflineOnly(dependencies)
  const done = offline
    ? await declareReturned(id, judged.value.uniqueKey, dependencies)
    : await giveBack(license, judged.value, whenServerIsAway === 'mark', dependencies)
  if (!done.ok) return done
  const { owner } = license
  const seat = license.elsewhere && NOTHING_DONE.has(done.value.seat) ? 'other_machine' : done.value.seat
  const whose = license.elsewhere ? { machine: license.machine } : {}
  const { mode, code } = license.stored
  const list = await listLicenses(dependencies)
  return ok({
    id,
    owner,
    codeMasked: maskLicenseCode(code),
    mode,
    ...done.value,
    seat,
    ...whose,
    // It is done, and has to be told, whatever keeps the store from being read again.
    list: list.ok ? list.value : toLicenseList(without(id, judged.value)),
  })
}

/** Nobody can give back what is not here. Its seat counts as the vendor's: no backup brings it back beside another one. */
async function forget(
  { id, mode, codeMasked }: MissingLicense,
  dependencies: Dependencies,
): Promise<Result<TakenOff, Refused>> {
  const { store, clock } = dependencies
  const forgotten = await store.write((writer, { mark }) => {
    writer.putGivenBack({ licenseId: id, issued: mark, givenBack: clock.now() })
    writer.removeLicense(id)
  })
  if (!forgotten.ok) return forgotten
  const list = await listLicenses(dependencies)
  if (!list.ok) return list
  return ok({ id, owner: '', codeMasked, mode, seat: 'missing', returnCode: null, list: list.value })
}

const without = (id: string, judged: Judged): Judged => ({
  ...judged,
  licenses: judged.licenses.filter(({ stored }) => stored.id !== id),
})
