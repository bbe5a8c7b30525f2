// Slows down whoever tries out License Codes: unknown ones are counted by remote address. Known ones are neither counted
// nor stopped, so that one misconfigured machine does not stop the others of its network (docs/protocol.md#guess-limit).
import type { AppContext } from './context.ts'
import { remoteAddress } from './access-log.ts'
import { refuse } from './answer.ts'

export interface GuessLimitOptions {
  /** Wrong codes an address may show within one window. */
  readonly perWindow: number
  readonly windowSeconds: number
}

export const DEFAULT_GUESS_LIMIT: GuessLimitOptions = { perWindow: 60, windowSeconds: 60 }

const MAX_ADDRESSES = 10_000

export class GuessLimit {
  readonly #options: GuessLimitOptions
  readonly #clock: () => number
  readonly #wrong = new Map<string, { count: number; start: number }>()

  constructor(options: GuessLimitOptions, clock: () => number) {
    this.#options = options
    this.#clock = clock
  }

  /**
   * To be called when a code has turned out to be unknown, with no wait before the answer: counting and refusing are one
   * step. Null: not too many yet.
   */
  countUnknownCode(c: AppContext): Response | null {
    const { perWindow, windowSeconds } = this.#options
    const window = this.#current(remoteAddress(c))
    if (!window || window.count < perWindow) {
      this.#count(c)
      return null
    }
    const end = Math.ceil(window.start / 1000) + windowSeconds
    const wait = Math.max(1, end - Math.floor(this.#clock() / 1000))
    const tooMany = {
      status: 429,
      code: 'TOO_MANY_REQUESTS',
      detail: 'Too many unknown license keys: wait a moment',
    } as const
    return refuse(c, tooMany, {
      'Retry-After': String(wait),
      'X-RateLimit-Window': `${windowSeconds}s`,
      'X-RateLimit-Count': String(window.count),
      'X-RateLimit-Limit': String(perWindow),
      'X-RateLimit-Remaining': '0',
      'X-RateLimit-Reset': String(end),
    })
  }

  #count(c: AppContext): void {
    const address = remoteAddress(c)
    const window = this.#current(address)
    if (window) window.count += 1
    else this.#wrong.set(address, { count: 1, start: this.#clock() })
    // The oldest goes first: memory stays bounded however many addresses there are.
    const [oldest] = this.#wrong.keys()
    if (this.#wrong.size > MAX_ADDRESSES && oldest !== undefined) this.#wrong.delete(oldest)
  }

  #current(address: string): { count: number; start: number } | null {
    const window = this.#wrong.get(address)
    if (!window) return null
    if (this.#clock() < window.start + this.#options.windowSeconds * 1000) return window
    this.#wrong.delete(address)
    return null
  }
}
