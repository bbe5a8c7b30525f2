// A client acts for one license: it sees that one and its machines, and nothing that there may be beside them.
import type { AppContext } from '../http/context.ts'
import type { License } from '../store/licenses.ts'
import type { Machine } from '../store/machines.ts'
import type { Vendor } from '../vendor/open-vendor.ts'

/** Whether a path names this license, by id or by its key. */
export function isNamed(license: License, name: string): boolean {
  return name === license.id || name === license.key
}

/** The machine that a path names by id or fingerprint; null also where it is another license's. */
export function ownMachine(c: AppContext, vendor: Vendor, name: string): Machine | null {
  return vendor.store.machines.find(c.get('license').id, name)
}
