// JSON as this server wrote it into the database: what cannot be read was damaged there.
import { Fault } from '../fault.ts'

/** Throws the Fault `database_damaged`. */
export function storedJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    throw new Fault('database_damaged', (words) => words.databaseDamaged(words.theDatabase))
  }
}
