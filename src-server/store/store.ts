// Every table of the database behind one handle.
import type { DatabaseSync } from 'node:sqlite'
import { accountTable } from './accounts.ts'
import { Bookkeeping } from './bookkeeping.ts'
import { COMMAND_PATIENCE, createDatabase, openDatabase, transaction, type OpenOptions } from './database.ts'
import { eventTable } from './events.ts'
import { keyTable } from './keys.ts'
import { licenseTable } from './licenses.ts'
import { machineTable } from './machines.ts'
import { policyTable, productTable } from './products.ts'
import { releasedMachineTable } from './released-machines.ts'
import { WriteLock } from './write-lock.ts'

/** Throws a Fault; see `openDatabase`. */
export const openStore = (path: string, options: OpenOptions = {}) =>
  storeOf(openDatabase(path, options), path, options)

/** For `init` alone. */
export const createStore = (path: string) => storeOf(createDatabase(path), path)

function storeOf(database: DatabaseSync, path: string, { patience = COMMAND_PATIENCE }: OpenOptions = {}) {
  const lock = new WriteLock(database, patience)
  const bookkeeping = new Bookkeeping(path)
  return {
    account: accountTable(database),
    keys: keyTable(database),
    products: productTable(database),
    policies: policyTable(database),
    licenses: licenseTable(database),
    machines: machineTable(database),
    released: releasedMachineTable(database),
    events: eventTable(database),
    bookkeeping,
    /** Holds the write lock while `work` runs; see `transaction` in database.ts. Throws a Fault where it is not free. */
    transaction: <T>(work: () => T): T => lock.patiently(() => transaction(database, work)),
    /** For one statement that need not be on the disk when it was answered. */
    write: <T>(statement: () => T): T => lock.patiently(statement),
    /** Throws a Fault where nothing could be written here; a lock that another program holds is no such thing. */
    tryWriting(): void {
      try {
        lock.patiently(() => database.exec('BEGIN IMMEDIATE; ROLLBACK'))
      } catch (error) {
        if ((error as { code?: string }).code !== 'database_busy') throw error
      }
    },
    close(): void {
      bookkeeping.close()
      database.close()
    },
  }
}

export type Store = ReturnType<typeof openStore>
