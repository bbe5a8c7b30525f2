// Who may call: a one-use secret from the printed link, traded for a token that one tab keeps.
import { createHash, randomBytes } from 'node:crypto'
import type { Clock } from '#main/core/ports/clock.ts'

/** Milliseconds that a printed link is good for. */
export const SECRET_LIFE = 60_000
/** Links that were printed and never opened do not pile up. */
const MAX_OPEN_SECRETS = 16

/**
 * SECURITY: only hashes are kept, and looked up as such, so that neither a memory dump nor a timing tells a
 * secret. docs/SECURITY.md#web-host
 */
export class Sessions {
  readonly #clock: Clock
  readonly #secrets = new Map<string, number>()
  readonly #tokens = new Set<string>()

  constructor(clock: Clock) {
    this.#clock = clock
  }

  /** Good for SECRET_LIFE and one use. */
  newSecret(): string {
    const secret = randomBytes(32).toString('base64url')
    if (this.#secrets.size >= MAX_OPEN_SECRETS) {
      const oldest = this.#secrets.keys().next().value
      if (oldest !== undefined) this.#secrets.delete(oldest)
    }
    this.#secrets.set(hash(secret), this.#clock.now() + SECRET_LIFE)
    return secret
  }

  /** Whether `trade` would take it now. */
  isOpen(secret: string): boolean {
    const end = this.#secrets.get(hash(secret))
    return end !== undefined && this.#clock.now() <= end
  }

  /** The token, or null for a secret that is unknown, used or too old. */
  trade(secret: string): string | null {
    const key = hash(secret)
    const end = this.#secrets.get(key)
    this.#secrets.delete(key)
    if (end === undefined || this.#clock.now() > end) return null
    const token = randomBytes(32).toString('base64url')
    this.#tokens.add(hash(token))
    return token
  }

  knows(token: string): boolean {
    return this.#tokens.has(hash(token))
  }
}

const hash = (text: string): string => createHash('sha256').update(text).digest('hex')
