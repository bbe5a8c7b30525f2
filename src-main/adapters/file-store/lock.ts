// One writer over all processes: an exclusive SQLite transaction, which a killed process cannot leave behind.
import {
  accessSync,
  closeSync,
  constants,
  fchmodSync,
  fstatSync,
  ftruncateSync,
  linkSync,
  type Stats,
} from 'node:fs'
import { randomBytes } from 'node:crypto'
import { DatabaseSync } from 'node:sqlite'
import { setTimeout as pause } from 'node:timers/promises'
import { pathToFileURL } from 'node:url'
import { LockTimeout, StoreTrouble, writingAt } from './failures.ts'
import { giveGroup } from './group.ts'
import type { Layout } from './layout.ts'
import { below, nameOf, NotOurs, parentOf, pathOf, withDirect, type Place } from './place.ts'
import { isThere, lookAt, openRegular } from './read-files.ts'
import { removeFile } from './remove.ts'
import { Turn } from './turn.ts'

/** Milliseconds to wait for another writer. */
export const PATIENCE = 15_000
const LOCK_RIGHTS = 0o660
/** SQLite's own result codes: https://sqlite.org/rescode.html */
const SQLITE = { busy: 5, notADatabase: 26 }

/**
 * Runs `work` (which must not wait for anything) while no other process writes; gives up after `patience` milliseconds.
 * Writers get the lock in the order in which they came.
 */
export async function withLock<T>(layout: Layout, patience: number, work: () => T): Promise<T> {
  const deadline = performance.now() + patience
  const turn = new Turn(layout)
  const door = new Door(layout)
  try {
    for (;;) {
      // At the end of its patience it tries all the same: a ticket may be that of a writer that was just killed.
      const isLast = performance.now() >= deadline
      if (isLast || turn.isNext()) {
        const done = door.attempt(() => {
          turn.leave()
          return work()
        })
        if (done) return done.value
      }
      if (isLast) throw new LockTimeout()
      await pause(turn.pause())
    }
  } finally {
    door.close() // ends the transaction as well
    turn.leave()
  }
}

/** The lock of one writer: opened once for all its attempts, since many that wait try many times. */
class Door {
  readonly #layout: Layout
  #open: { readonly database: DatabaseSync; readonly file: Stats } | null = null

  constructor(layout: Layout) {
    this.#layout = layout
  }

  /** Null: another writer has the lock at this moment. */
  attempt<T>(work: () => T): { readonly value: T } | null {
    const { lock } = this.#layout
    if (!isThere(lock)) makeLock(this.#layout)
    const file = lockFile(lock)
    if (this.#open && !isSame(this.#open.file, file)) this.close()
    this.#open ??= { database: open(lock), file }
    const begun = begin(this.#open.database, lock)
    if (begun === 'busy') return null
    // SQLite opens by name: another file under it, or one that was put there meanwhile, locks nobody out.
    if (begun === 'yes' && isSame(lockFile(lock), file)) return { value: work() }
    this.close()
    return null
  }

  close(): void {
    this.#open?.database.close()
    this.#open = null
  }
}

/**
 * SECURITY: never a link, and nothing is made where none is (`mode=rw`). SQLite would believe a journal that somebody
 * put beside the file: nothing is ever written to it, so what lies there is none. docs/SECURITY.md#store
 */
function open(lock: Place): DatabaseSync {
  for (const ending of ['-journal', '-wal', '-shm'])
    removeFile(below(parentOf(lock), `${nameOf(lock)}${ending}`))
  // Without the right to write, SQLite opens it for reading, and its lock then keeps nobody out.
  writingAt(lock, () => withDirect(lock, (direct) => accessSync(direct, constants.R_OK | constants.W_OK)))
  const address = pathToFileURL(pathOf(lock))
  address.searchParams.set('mode', 'rw')
  return new DatabaseSync(address, { timeout: 0 })
}

/** `emptied`: what was in there was no lock. */
function begin(database: DatabaseSync, lock: Place): 'yes' | 'busy' | 'emptied' {
  try {
    // So that it makes no file beside the lock. Not OFF, which `node:sqlite` makes SQLite pass over (“defensive”).
    database.exec('PRAGMA journal_mode = MEMORY')
    database.exec('BEGIN EXCLUSIVE')
    return 'yes'
  } catch (error) {
    const code = (error as { errcode?: number }).errcode
    // What is in there came from a broken disk or a hand.
    if (code === SQLITE.notADatabase) {
      empty(lock)
      return 'emptied'
    }
    if (code === undefined || (code & 0xff) !== SQLITE.busy) throw error
    return 'busy'
  }
}

function empty(lock: Place): void {
  withDirect(lock, (direct) => {
    const handle = openRegular(direct, constants.O_RDWR)
    try {
      // By another name it may be somebody else's file.
      if (fstatSync(handle).nlink > 1) throw new NotOurs(pathOf(lock))
      ftruncateSync(handle)
    } finally {
      closeSync(handle)
    }
  })
}

function lockFile(lock: Place): Stats {
  const found = lookAt(lock)
  if (found?.isDirectory()) throw new StoreTrouble('EISDIR', pathOf(lock))
  if (!found?.isFile()) throw new NotOurs(pathOf(lock))
  return found
}

const isSame = (one: Stats, other: Stats): boolean => one.ino === other.ino && one.dev === other.dev

/** Made elsewhere and linked: whoever closes a file gives up all locks on it that its process holds (POSIX). */
function makeLock(layout: Layout): void {
  const made = below(layout.staging, `lock.${randomBytes(6).toString('hex')}`)
  try {
    makeLockFile(made)
    withDirect(made, (from) => withDirect(layout.lock, (to) => linkSync(from, to)))
  } catch {
    // Somebody was faster, or this disk knows no links.
    if (!isThere(layout.lock)) makeLockFile(layout.lock)
  } finally {
    removeFile(made)
  }
}

function makeLockFile(file: Place): void {
  withDirect(file, (direct) => {
    const handle = openRegular(direct, constants.O_RDWR | constants.O_CREAT | constants.O_EXCL, LOCK_RIGHTS)
    giveGroup(handle, file)
    fchmodSync(handle, LOCK_RIGHTS)
    closeSync(handle)
  })
}
