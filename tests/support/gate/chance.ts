// Choices that a seed repeats.

/** mulberry32: small, and good enough to choose. */
export class Chance {
  #state: number
  constructor(seed: number) {
    this.#state = seed >>> 0
  }
  next(): number {
    this.#state = (this.#state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(this.#state ^ (this.#state >>> 15), this.#state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32
  }
  /** From 0, below `most`. */
  upTo = (most: number): number => Math.floor(this.next() * most)
  between = (least: number, most: number): number => least + this.next() * (most - least)
  happens = (share: number): boolean => this.next() < share
  oneOf<T>(some: readonly [T, ...T[]]): T
  oneOf<T>(some: readonly T[]): T | undefined
  oneOf<T>(some: readonly T[]): T | undefined {
    return some[this.upTo(some.length)]
  }
}
