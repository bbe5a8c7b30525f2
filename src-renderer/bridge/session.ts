// The web host's door: the one-time secret of the link is traded for a token that this tab keeps.

const KEY = 'activation-desk.token'
const SECRET = /^#secret=(.+)$/

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

  /** The secret of the link that this page was opened with; it leaves the address bar and the history at once. */
  takeSecret(): string | null {
    const { location, history } = this.#ports
    const secret = SECRET.exec(location.hash)?.[1]
    if (secret === undefined) return null
    history.replaceState(null, '', location.pathname + location.search)
    return decodeURIComponent(secret)
  }

  /** Whether the host took the secret: not when it was used before or is older than a minute. */
  async trade(secret: string): Promise<boolean> {
    try {
      const response = await this.#ports.fetch('/session', {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify({ secret }),
      })
      if (!response.ok) return false
      const { token } = (await response.json()) as { token: string }
      this.#ports.storage.setItem(KEY, token)
      return true
    } catch {
      return false
    }
  }
}
