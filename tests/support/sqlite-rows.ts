// What a test asks of a vendor's SQLite, or changes there, past the server.
import path from 'node:path'
import { DatabaseSync } from 'node:sqlite'

/** The rows of the last statement, where there is one alone. */
export function sqlOf(dataDir: string, sql: string): Record<string, unknown>[] {
  const database = new DatabaseSync(path.join(dataDir, 'activation.db'))
  try {
    if (sql.startsWith('SELECT')) return database.prepare(sql).all()
    database.exec(sql)
    return []
  } finally {
    database.close()
  }
}
