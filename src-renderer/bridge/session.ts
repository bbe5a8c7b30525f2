// The web host's door: the one-time secret of the link is traded for a token that this tab keeps.
import type { Failure } from '#shared/contract/errors.ts'

const KEY = 'activation-desk.token'
const SECRET = /^#secret=(.+)$/
const NOT_KNOWN: Failure = { code: 'not_authenticated', params: {} }

export interface SessionPorts {
  readonly fetch: typeof fetch
  readonly storage: Pick<Storage, 'getItem' | 'setItem' | 'removeItem'>
  readonly location: Pick<Location, 'hash' | 'pathname' | 'search'>
  readonly history: Pick<History, 'replaceState'>
}

export class Session {
  readonly #ports: SessionPorts

  constructor(ports: SessionPorts) {
    this.#ports = ports
  }

  get token(): string | null {
    return this.#ports.storage.getItem(KEY)
  }

  forget(): void {
    this.#ports.storage.removeItem(KEY)
  }

  /** The page was opened with a link that was not taken yet. */
  get hasSecret(): boolean {
    return SECRET.test(this.#ports.location.hash)
  }

  /** The secret of the link that this page was opened with; it leaves the address bar and the history at once. */
  takeSecret(): string | null {
    const { location, history } = this.#ports
    const secret = SECRET.exec(location.hash)?.[1]
    if (secret === undefined) return null
    history.replaceState(null, '', location.pathname + location.search)
    return decodeURIComponent(secret)
  }

  /** Null when the host took the secret; else why not: it was used before, is older than a minute, or is another user's. */
  async trade(secret: string): Promise<Failure | null> {
    try {
      const response = await this.#ports.fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret }),
      })
      const answer = (await response.json()) as { token?: string; error?: Failure }
      if (answer.token === undefined) return answer.error ?? NOT_KNOWN
      this.#ports.storage.setItem(KEY, answer.token)
      return null
    } catch {
      return NOT_KNOWN
    }
  }
}
