// Whether the clock can say how long nobody was heard of: it leaps, and nobody is heard while the server is away
// (docs/protocol.md#leases).

/** Milliseconds by which the clock may be set without a doubt: clients ping some time before their lease ends. */
const NO_LEAP = 5000
/** Of who pings less often, nobody waits longer after a start. */
const LONGEST_AFTER_START = 3_600_000

export class SteadyTime {
  readonly #clock: () => number
  readonly #monotonic: () => number
  readonly #start: number
  #lastLeap: number | null = null
  #ahead: number

  /** `monotonic`: milliseconds that only go on, from wherever they begin. */
  constructor(clock: () => number, monotonic: () => number) {
    this.#clock = clock
    this.#monotonic = monotonic
    this.#start = monotonic()
    this.#ahead = clock() - this.#start
  }

  /**
   * A whole lease has to pass since the clock leapt, in either direction, or since the start, here an hour at the most: who
   * is there has pinged by then.
   */
  isInDoubt(lease: number): boolean {
    const now = this.#monotonic()
    const ahead = this.#clock() - now
    if (Math.abs(ahead - this.#ahead) > NO_LEAP) {
      this.#lastLeap = now
      this.#ahead = ahead
    }
    const leapt = this.#lastLeap !== null && now - this.#lastLeap <= lease
    return leapt || now - this.#start <= Math.min(lease, LONGEST_AFTER_START)
  }
}
