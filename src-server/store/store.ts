// The store: all that is kept of a vendor, whatever database keeps it. Every table of it behind one handle.
import { accountTable } from './accounts.ts'
import { componentTable } from './components.ts'
import { eventTable } from './events.ts'
import { keyTable } from './keys.ts'
import { licenseTable } from './licenses.ts'
import { machineTable } from './machines.ts'
import { policyTable } from './policies.ts'
import { processTable } from './processes.ts'
import { productTable } from './products.ts'
import type { Queries } from './queries.ts'
import { releasedMachineTable } from './released-machines.ts'
import { silentTables } from './silent.ts'
import type { StagedLicenses } from './staged-licenses.ts'
import { totalsTable } from './totals.ts'

export type Tables = ReturnType<typeof tablesOf>

export function tablesOf(queries: Queries) {
  return {
    account: accountTable(queries),
    keys: keyTable(queries),
    products: productTable(queries),
    policies: policyTable(queries),
    licenses: licenseTable(queries),
    machines: machineTable(queries),
    components: componentTable(queries),
    processes: processTable(queries),
    silent: silentTables(queries),
    released: releasedMachineTable(queries),
    events: eventTable(queries),
    totals: totalsTable(queries),
  }
}

export interface Store extends Tables {
  /** Milliseconds for which every answer may go by what one looked up, where each question costs as much as an answer. */
  readonly looksHold: number
  /** What is nice to know and stops nobody: written after the answer, and left out where that fails. */
  readonly bookkeeping: { readonly validated: (licenseId: string, now: number) => void }
  /** To be forgotten before others are staged. */
  readonly stageLicenses: (now: number) => Promise<StagedLicenses>
  /**
   * What `work` reads cannot change before it writes. Nobody else sees any of it before all is on the disk, and nothing of it
   * is there when it throws. What it asks of the store, however many awaits later, is a part of it, another transaction too.
   * Throws a Fault where it is not its turn in time.
   */
  readonly transaction: <T>(work: () => Promise<T>) => Promise<T>
  /** The same for what need not be on the disk when it was answered. */
  readonly write: <T>(work: () => Promise<T>) => Promise<T>
  /** Throws a Fault where nothing could be written here. False: another program holds the lock for longer than is waited. */
  readonly tryWriting: () => Promise<boolean>
  /** Throws the Fault `database_damaged` where a page is; looks at none of a database of more than `most` bytes. */
  readonly refuseDamaged: (most: number) => Promise<void>
  /** Throws the Fault `database_replaced`: what is read here is no longer what there is. */
  readonly refuseReplaced: () => Promise<void>
  /** Of all servers on one database one at a time does what each of them would; false: another is at it, and this one left it. */
  readonly oneAtATime: (work: () => Promise<void>) => Promise<boolean>
  readonly close: () => Promise<void>
}
