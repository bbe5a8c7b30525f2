// The store in one SQLite file.
/* eslint-disable @typescript-eslint/require-await -- SQLite answers and throws at once; of the port both come later, as of any database */
import { statSync } from 'node:fs'
import type { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { Bookkeeping } from './bookkeeping.ts'
import { COMMAND_PATIENCE, createDatabase, openAgain, openDatabase, type OpenOptions } from './database.ts'
import { damageIn } from './damage.ts'
import { otherTablesFault } from './database-fault.ts'
import { hasMetadata, type Metadata } from './machines.ts'
import { OpenedFiles } from './opened-files.ts'
import { queriesOf, SqliteConnections } from './sqlite-connections.ts'
import { STAGE, stagedLicenses } from './staged-licenses.ts'
import { tablesOf, type Store, type Tables } from './store.ts'
import { storedJson } from './stored-json.ts'

/** Throws a Fault; see `openDatabase`. */
export function openStore(path: string, options: OpenOptions = {}): Store {
  const files = new OpenedFiles(path)
  const store = storeOf(openDatabase(path, options), files, path, options)
  files.keepCount(options.staysOpen === true ? 'in memory' : 'in the file')
  return store
}

/** For `init` alone. */
export function createStore(path: string): Store {
  const files = new OpenedFiles(path)
  return storeOf(createDatabase(path), files, path)
}

/** Throws the Fault `database_damaged` where a table is missing or of another form. */
export function sqliteTables(database: DatabaseSync, path: string): Tables {
  addFunctions(database)
  return wellFormed(path, () => tablesOf(queriesOf(database)))
}

function storeOf(
  database: DatabaseSync,
  files: OpenedFiles,
  path: string,
  { patience = COMMAND_PATIENCE }: OpenOptions = {},
): Store {
  const openWriter = () => addFunctions(openAgain(path, patience))
  const connections = new SqliteConnections(addFunctions(database), openWriter, files, patience)
  const tables = closedUnless(database, () => {
    files.opened(database)
    const made = wellFormed(path, () => tablesOf(connections))
    database.exec('PRAGMA query_only = ON')
    return made
  })
  const bookkeeping = new Bookkeeping(path, files)
  let isAtIt = false // one server has the file
  return {
    ...tables,
    looksHold: 0,
    bookkeeping,
    stageLicenses: async (now) => {
      connections.writer.exec(STAGE)
      return stagedLicenses(queriesOf(connections.writer), now)
    },
    transaction: (work) => connections.change(work, 'on the disk'),
    write: (work) => connections.change(work, 'quickly'),
    async tryWriting() {
      try {
        await connections.tryWriting()
        return true
      } catch (error) {
        if ((error as { code?: string }).code !== 'database_busy') throw error
        return false
      }
    },
    async refuseDamaged(most) {
      const { size = 0 } = statSync(path, { throwIfNoEntry: false }) ?? {}
      const damage = size > most ? null : damageIn(database)
      if (damage !== null)
        throw new Fault('database_damaged', (words) => words.databaseDamagedAt(path, damage))
    },
    refuseReplaced: async () => files.refuseReplaced(),
    async oneAtATime(work) {
      if (isAtIt) return false
      isAtIt = true
      try {
        await work()
        return true
      } finally {
        isAtIt = false
      }
    },
    async close() {
      bookkeeping.close()
      await connections.close()
      files.close()
    },
  }
}

function closedUnless<T>(database: DatabaseSync, work: () => T): T {
  try {
    return work()
  } catch (error) {
    database.close()
    throw error
  }
}

function wellFormed(path: string, prepare: () => Tables): Tables {
  try {
    return prepare()
  } catch (error) {
    throw otherTablesFault(error, path) ?? error
  }
}

/** What the tables' statements call and SQLite does not have. */
function addFunctions(database: DatabaseSync): DatabaseSync {
  database.function('has_metadata', { deterministic: true }, (metadata, wanted) =>
    Number(hasMetadata(storedJson(String(metadata)) as Metadata, storedJson(String(wanted)) as Metadata)),
  )
  return database
}
