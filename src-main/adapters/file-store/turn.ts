// Who of several waiting writers is next: one of those that have waited longest. The lock keeps writers apart, not this.
import { randomBytes } from 'node:crypto'
import { closeSync, constants, lstatSync, openSync, utimesSync } from 'node:fs'
import { makeFolder } from './folders.ts'
import type { Layout } from './layout.ts'
import { below, withDirect, type Place } from './place.ts'
import { listFolder } from './read-files.ts'
import { removeFile } from './remove.ts'

/** So many try at once, since on a busy machine the very next one may not be awake when the lock is free. */
const AT_ONCE = 6
/** Milliseconds between two looks of the writer that is next, and more for each that is before one. */
const STEP = 4
const LONGEST_PAUSE = 200
/** Milliseconds: whoever waits shows that often that it is alive, and counts as killed after so long without. */
const SIGN_OF_LIFE = 150
const DEAD = 1000
/**
 * Milliseconds: that often a writer tries out of its turn. Whoever may write the folder may put tickets there that nobody
 * waits with: they hold a writer up for so long and no longer. Among writers that do wait it is too seldom to matter.
 */
const OUT_OF_TURN = 1000
const RIGHTS = 0o660
/** More tickets than that are no writers: nobody waits for them. */
const MOST_WRITERS = 256
/** Windows does not know it. */
const { O_NOFOLLOW: NO_FOLLOW = 0 } = constants as Partial<typeof constants>

/**
 * A waiting writer has a ticket, a file named by when it came. It tries the lock when its ticket is among the oldest, and
 * who has none when there is no other. Nothing depends on it: where tickets cannot be made, everybody tries at once, as
 * where clocks differ; that is less fair, and no less safe.
 */
export class Turn {
  readonly #folder: Place
  #ticket: string | null = null
  #shown = 0
  #tried = performance.now()
  /** Tickets before this one, as last seen. */
  #before = 0

  constructor(layout: Layout) {
    this.#folder = layout.waiting
  }

  isNext(): boolean {
    if (!this.#isAmongFirst() && performance.now() - this.#tried < OUT_OF_TURN) return false
    this.#tried = performance.now()
    return true
  }

  #isAmongFirst(): boolean {
    try {
      const names = listFolder(this.#folder)
      const before = this.#ticket === null ? names : names.filter((name) => name < (this.#ticket ?? ''))
      // Those of killed writers go at one look, up to the first that shows a sign of life.
      const alive = before.findIndex((name) => !this.#removedAsDead(name))
      const waiting = alive < 0 ? 0 : before.length - alive
      this.#before = waiting > MOST_WRITERS ? 0 : waiting
      return this.#before < (this.#ticket === null ? 1 : AT_ONCE)
    } catch {
      this.#before = 0
      return true
    }
  }

  /** Milliseconds to wait until it is worth looking again. */
  pause(): number {
    try {
      this.#show()
    } catch {
      // This writer waits without one.
    }
    return Math.min(STEP * Math.max(1, this.#before - AT_ONCE), LONGEST_PAUSE) * (0.75 + Math.random() / 2)
  }

  /** Also once the lock is taken, so that the next one looks for it already. */
  leave(): void {
    if (this.#ticket === null) return
    try {
      removeFile(below(this.#folder, this.#ticket))
    } catch {
      // It counts as dead soon.
    }
    this.#ticket = null
  }

  #show(): void {
    const now = performance.now()
    if (this.#ticket !== null && now - this.#shown < SIGN_OF_LIFE) return
    if (this.#ticket === null) {
      makeFolder(this.#folder)
      this.#ticket = `${String(Date.now()).padStart(15, '0')}.${randomBytes(4).toString('hex')}`
    }
    this.#shown = now
    withDirect(below(this.#folder, this.#ticket), (direct) => {
      closeSync(openSync(direct, constants.O_WRONLY | constants.O_CREAT | NO_FOLLOW, RIGHTS))
      utimesSync(direct, new Date(), new Date())
    })
  }

  #removedAsDead(name: string): boolean {
    if (!this.#isDead(name)) return false
    removeFile(below(this.#folder, name))
    return true
  }

  #isDead(name: string): boolean {
    const { mtimeMs } = withDirect(below(this.#folder, name), (direct) => lstatSync(direct))
    return Math.abs(Date.now() - mtimeMs) > DEAD
  }
}
