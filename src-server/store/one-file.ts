// A database as one file, to be carried away or thrown away: what SQLite keeps beside it goes into it, or with it.
import { closeSync, fsyncSync, openSync, rmSync } from 'node:fs'
import { DatabaseSync } from 'node:sqlite'

/** Before it gets its name: a power cut must not leave it with a part of its content. */
export function syncFile(path: string): void {
  const file = openSync(path, 'r+')
  try {
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** One file: a copy that is carried away has no side files. */
export function settle(file: string): void {
  settleOpen(new DatabaseSync(file))
}

/** Closes it too. */
export function settleOpen(database: DatabaseSync): void {
  try {
    database.exec('PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE')
  } finally {
    database.close()
  }
}

/** Also where there is none. */
export function removeDatabase(path: string): void {
  rmSync(path, { force: true })
  removeSideFiles(path)
}

export function removeSideFiles(path: string): void {
  for (const suffix of ['-wal', '-shm', '-journal']) rmSync(path + suffix, { force: true })
}
