// Every table of the database behind one handle.
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { accountTable } from './accounts.ts'
import { Bookkeeping } from './bookkeeping.ts'
import {
  COMMAND_PATIENCE,
  createDatabase,
  openDatabase,
  quickly,
  transaction,
  type OpenOptions,
} from './database.ts'
import { damageIn } from './damage.ts'
import { otherTablesFault } from './database-fault.ts'
import { componentTable } from './components.ts'
import { eventTable } from './events.ts'
import { keyTable } from './keys.ts'
import { licenseTable } from './licenses.ts'
import { machineTable } from './machines.ts'
import { OpenedFiles } from './opened-files.ts'
import { policyTable } from './policies.ts'
import { processTable } from './processes.ts'
import { productTable } from './products.ts'
import { releasedMachineTable } from './released-machines.ts'
import { silentTables } from './silent.ts'
import { stagedLicenses } from './staged-licenses.ts'
import { totalsIn } from './totals.ts'
import { WriteLock } from './write-lock.ts'

/** Throws a Fault; see `openDatabase`. */
export function openStore(path: string, options: OpenOptions = {}) {
  const files = new OpenedFiles(path)
  const store = storeOf(openDatabase(path, options), files, path, options)
  files.keepCount(options.staysOpen === true ? 'in memory' : 'in the file')
  return store
}

/** For `init` alone. */
export function createStore(path: string) {
  const files = new OpenedFiles(path)
  return storeOf(createDatabase(path), files, path)
}

/** Throws the Fault `database_damaged` where a table is missing or of another form. */
export function tablesOf(database: DatabaseSync, path: string) {
  try {
    return {
      account: accountTable(database),
      keys: keyTable(database),
      products: productTable(database),
      policies: policyTable(database),
      licenses: licenseTable(database),
      machines: machineTable(database),
      components: componentTable(database),
      processes: processTable(database),
      silent: silentTables(database),
      released: releasedMachineTable(database),
      events: eventTable(database),
    }
  } catch (error) {
    throw otherTablesFault(error, path) ?? error
  }
}

function storeOf(
  database: DatabaseSync,
  files: OpenedFiles,
  path: string,
  { patience = COMMAND_PATIENCE }: OpenOptions = {},
) {
  const tables = prepared(database, files, path)
  const lock = new WriteLock(database, patience)
  const bookkeeping = new Bookkeeping(path, files)
  /** What is confirmed can be read again. */
  const confirmed = <T>(write: () => T): T => {
    files.refuseReplaced()
    const value = lock.patiently(write)
    files.refuseReplaced()
    files.wrote(database)
    return value
  }
  return {
    ...tables,
    bookkeeping,
    totals: () => totalsIn(database),
    /** To be forgotten before others are staged. */
    stageLicenses: (now: number) => stagedLicenses(database, now),
    /** Holds the write lock while `work` runs; see `transaction` in database.ts. Throws a Fault where it is not free. */
    transaction: <T>(work: () => T): T => confirmed(() => transaction(database, work)),
    /** For one statement that need not be on the disk when it was answered. */
    write: <T>(work: () => T): T => confirmed(() => quickly(database, work)),
    /** Throws a Fault where nothing could be written here. False: another program holds the lock for longer than is waited. */
    tryWriting(): boolean {
      try {
        // The lock alone is given of a file that may only be read, too.
        confirmed(() => {
          database.exec('BEGIN IMMEDIATE')
          try {
            database.exec('PRAGMA user_version = 0')
          } finally {
            database.exec('ROLLBACK')
          }
        })
        return true
      } catch (error) {
        if ((error as { code?: string }).code !== 'database_busy') throw error
        return false
      }
    },
    /** Throws the Fault `database_damaged` where a page is; looks at none of a database of more than `most` bytes. */
    refuseDamaged(most: number): void {
      const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
      const damage = size > most ? null : damageIn(database)
      if (damage !== null)
        throw new Fault('database_damaged', (words) => words.databaseDamagedAt(path, damage))
    },
    /** Throws the Fault `database_replaced`: what is read here is no longer what there is. */
    refuseReplaced: () => files.refuseReplaced(),
    close(): void {
      bookkeeping.close()
      database.close()
      files.close()
    },
  }
}

function prepared(database: DatabaseSync, files: OpenedFiles, path: string) {
  try {
    files.opened(database)
    return tablesOf(database, path)
  } catch (error) {
    database.close()
    throw error
  }
}

export type Store = ReturnType<typeof openStore>
