// One after another, in the order in which they came.
import { Fault } from '../fault.ts'

/** More than a server can answer in time are told to come again. */
const MOST_WAITING = 1000

export class Turns {
  #isTaken = false
  readonly #waiting: (() => void)[] = []

  /** Throws the Fault `database_busy` where too many wait. */
  async take<T>(work: () => T | Promise<T>): Promise<T> {
    if (this.#isTaken) await this.#wait()
    this.#isTaken = true
    try {
      return await work()
    } finally {
      const next = this.#waiting.shift()
      if (next) next()
      else this.#isTaken = false
    }
  }

  #wait(): Promise<void> {
    if (this.#waiting.length >= MOST_WAITING)
      throw new Fault('database_busy', (words) => words.databaseBusy(words.theDatabase))
    return new Promise((resolve) => this.#waiting.push(resolve))
  }
}
