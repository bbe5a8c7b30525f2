// A database that is about to be changed as a whole: nobody else may have it open.
import { DatabaseSync } from 'node:sqlite'
import { Fault } from '../fault.ts'
import { databaseFault } from './database-fault.ts'
import { thatIsThere } from './database.ts'

/**
 * Opens the database where nobody else has it open, so that it can be changed under nobody. Throws the Fault
 * `database_in_use` elsewhere.
 */
export function takeAlone(path: string): DatabaseSync {
  const database = new DatabaseSync(thatIsThere(path), { timeout: 0 })
  try {
    database.exec('PRAGMA locking_mode = EXCLUSIVE; BEGIN IMMEDIATE; COMMIT')
    return database
  } catch (error) {
    database.close()
    const fault = databaseFault(error, path)
    if (fault?.code !== 'database_busy') throw fault ?? error
    throw new Fault('database_in_use', (words) => words.databaseInUse(path))
  }
}
