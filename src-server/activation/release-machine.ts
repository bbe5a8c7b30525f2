// A machine gives its seat back, or has it taken (docs/protocol.md#seats), and when the seat is free again.
import { iso } from '#shared/instant.ts'
import type { AuditEvent } from '../store/events.ts'
import type { Machine } from '../store/machines.ts'
import type { ReleasedMachine } from '../store/released-machines.ts'
import type { Store } from '../store/store.ts'
import { hasLostSeat } from './lease.ts'

/** So many machines of a license may leave with a file that still holds, or this part of its seats if that is more. */
const FREE_RELEASES = 2
const FREE_PART = 1 / 10

/**
 * Asked for by the License Code. Returns until when the seat is kept; null: it is free at once.
 *
 * A seat that is given back and taken again makes a file for one more machine each time, and a file holds without the
 * network. So once more machines have left than may, each keeps its seat for as long as the app may run by its
 * file, the days of grace included. A machine counts once,
 * however often it comes and goes; one that has no file that holds neither counts nor keeps its seat.
 */
export function giveSeatBack(store: Store, machine: Machine, now: number): Promise<number | null> {
  return store.transaction(async () => {
    const present = await store.machines.find(machine.licenseId, machine.id)
    return present && (await leave(store, present, 'license', now))
  })
}

/** Taken from a machine whose lease has ended, by the same rule. False: it was heard of or released meanwhile. */
export function takeSeatBack(
  store: Store,
  { licenseId, id }: Pick<Machine, 'licenseId' | 'id'>,
  now: number,
): Promise<boolean> {
  return store.transaction(async () => {
    const [license, present] = [
      await store.licenses.byId(licenseId),
      await store.machines.find(licenseId, id),
    ]
    if (!license || !present || !hasLostSeat(present, license.rules, now)) return false
    await leave(store, present, 'server', now)
    return true
  })
}

/** Until when its seat is kept; null: it is free. */
async function leave(
  store: Store,
  machine: Machine,
  actor: AuditEvent['actor'],
  now: number,
): Promise<number | null> {
  await store.machines.remove(machine.id)
  const left = await leaveWithFile(store, machine, now)
  const keptUntil = left?.keepsSeat ? left.fileUntil : null
  await store.events.record({
    time: now,
    what: 'machine.deleted',
    licenseId: machine.licenseId,
    machineId: machine.id,
    actor,
    ...(keptUntil !== null && { details: { seatKeptUntil: iso(keptUntil) } }),
  })
  return keptUntil
}

/** Null: it had no file that still holds. */
async function leaveWithFile(store: Store, machine: Machine, now: number): Promise<ReleasedMachine | null> {
  const { id: machineId, licenseId, fingerprint, fileUntil } = machine
  if (fileUntil === null || fileUntil <= now) return null
  const license = await store.licenses.byId(licenseId)
  if (!license) throw new Error(`license ${licenseId} is gone`)
  await store.released.forgetEnded(licenseId, now)
  const released = (await store.released.countOf(licenseId, now)) + 1
  const keepsSeat = released > Math.max(FREE_RELEASES, license.maxMachines * FREE_PART)
  const left = { licenseId, fingerprint, machineId, released: now, fileUntil, keepsSeat }
  await store.released.insert(left)
  return left
}

/** A machine with a seat, or one that was released and keeps it. */
export type SeatHolder = Pick<ReleasedMachine, 'licenseId' | 'fingerprint' | 'machineId'>

/** By id or fingerprint. Released machines that keep no seat hold none. */
export async function findSeatHolder(
  store: Store,
  licenseId: string,
  name: string,
  now: number,
): Promise<SeatHolder | null> {
  const machine = await store.machines.find(licenseId, name)
  if (machine) return { licenseId, fingerprint: machine.fingerprint, machineId: machine.id }
  const left = await store.released.find(licenseId, name, now)
  return left?.keepsSeat ? left : null
}

/**
 * By the vendor, who may free any seat, one that is kept too: it is free at once, and the machine does not count among
 * those that left. Freeing it twice is one release.
 */
export async function releaseMachine(
  store: Store,
  { machineId, licenseId, fingerprint }: SeatHolder,
  now: number,
): Promise<void> {
  await store.transaction(async () => {
    const removed = await store.machines.remove(machineId)
    if (!(await store.released.forget(licenseId, fingerprint)) && !removed) return
    await store.events.record({ time: now, what: 'machine.deleted', licenseId, machineId, actor: 'desk' })
  })
}
