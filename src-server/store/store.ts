// Every table of the database behind one handle.
import { accountTable } from './accounts.ts'
import { openDatabase, transaction } from './database.ts'
import { eventTable } from './events.ts'
import { keyTable } from './keys.ts'
import { licenseTable } from './licenses.ts'
import { machineTable } from './machines.ts'
import { policyTable, productTable } from './products.ts'
import { releasedMachineTable } from './released-machines.ts'

export function openStore(path: string) {
  const database = openDatabase(path)
  return {
    account: accountTable(database),
    keys: keyTable(database),
    products: productTable(database),
    policies: policyTable(database),
    licenses: licenseTable(database),
    machines: machineTable(database),
    released: releasedMachineTable(database),
    events: eventTable(database),
    /** Holds the write lock while `work` runs; see `transaction` in database.ts. */
    transaction: <T>(work: () => T): T => transaction(database, work),
    close: (): void => database.close(),
  }
}

export type Store = ReturnType<typeof openStore>
