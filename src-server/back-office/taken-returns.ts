// Which return codes were taken (docs/formats/return-code.md): each frees a seat once, and what is given out after one is
// of a later minute, since the app refuses all of the returned key's.
import { minuteOf } from '#shared/formats/typed-key/facts.ts'
import { MINUTE } from '#shared/instant.ts'
import type { ReadReturnCode } from '#shared/formats/return-code.ts'
import type { Store } from '../store/store.ts'

const RETURNED = 'machine.returned'

/** Whose key was returned: a machine that comes back has another id and the same Unique Key. */
export interface ReturnedOf {
  readonly licenseId: string
  readonly uniqueKey: string
}

interface TakenReturn {
  /** The first moment of the minute in which the returned key was issued. */
  readonly issued: number
  /** When the vendor kept the seat, the code can still free it. */
  readonly kept: boolean
  readonly taken: number
}

/** Once: the same code again tells nothing new. To be called in a transaction. */
export async function noteReturn(
  store: Store,
  of: ReturnedOf & { readonly machineId: string | null },
  { issued }: ReadReturnCode,
  { kept, now }: { kept: boolean; now: number },
): Promise<void> {
  const { licenseId, uniqueKey, machineId } = of
  if ((await takenReturns(store, of)).some((one) => one.issued === issued && one.kept === kept)) return
  const details = { uniqueKey, issued, kept }
  const machine = machineId === null ? {} : { machineId }
  await store.events.record({ time: now, what: RETURNED, licenseId, ...machine, actor: 'desk', details })
}

/** When the code, or one of a later key, was taken and left no seat; null: never. */
export async function spentSince(
  store: Store,
  of: ReturnedOf,
  { issued }: ReadReturnCode,
): Promise<number | null> {
  const spent = (await takenReturns(store, of)).filter((one) => !one.kept && one.issued >= issued)
  return spent.length === 0 ? null : Math.min(...spent.map(({ taken }) => taken))
}

/** When an answer for the machine is issued: now, or in the minute after that of the last key that it returned. */
export async function momentToIssue(store: Store, of: ReturnedOf, now: number): Promise<number> {
  const returned = (await takenReturns(store, of)).map(({ issued }) => (minuteOf(issued) + 1) * MINUTE)
  return Math.max(now, ...returned)
}

async function takenReturns(store: Store, { licenseId, uniqueKey }: ReturnedOf): Promise<TakenReturn[]> {
  return (await store.events.ofLicense(licenseId)).flatMap(({ what, time, details }) => {
    if (what !== RETURNED || details?.['uniqueKey'] !== uniqueKey) return []
    return [{ issued: Number(details['issued']), kept: details['kept'] === true, taken: time }]
  })
}
