// What a test writes need not outlive a power cut, and to wait until the disk has it takes longer than most tests. Set up
// for all that runs in the tests' own processes; a program that they start waits as it does for everybody.
import fs from 'node:fs'
import { syncBuiltinESMExports } from 'node:module'
import { DatabaseSync } from 'node:sqlite'

fs.fsyncSync = () => undefined
syncBuiltinESMExports()

const WAITS = /\bPRAGMA synchronous = (FULL|NORMAL)\b/g
const begun = new WeakSet<DatabaseSync>()
type Exec = (this: DatabaseSync, sql: string) => void
const exec: Exec = Object.getOwnPropertyDescriptor(DatabaseSync.prototype, 'exec')?.value as Exec

// Files that run in one process set up again and again.
if (exec.name !== 'execWithoutWaiting')
  DatabaseSync.prototype.exec = function execWithoutWaiting(sql) {
    if (!begun.has(this)) exec.call(this, 'PRAGMA synchronous = OFF')
    begun.add(this)
    exec.call(this, sql.replaceAll(WAITS, 'PRAGMA synchronous = OFF'))
  }
