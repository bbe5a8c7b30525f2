// The web host's events: NDJSON lines of one long answer, asked for again with growing pauses when it breaks.
import { isEventName, type EventName, type Events } from '#shared/contract/events.ts'
import type { ObservableStatus } from './observable-status.ts'

const FIRST_PAUSE = 500
const LONGEST_PAUSE = 10_000

interface StreamPorts {
  readonly request: (path: string, init: RequestInit) => Promise<Response>
  readonly wait: (milliseconds: number) => Promise<void>
  readonly host: ObservableStatus
  readonly signOut: () => void
}

type Listener<E extends EventName> = (payload: Events[E]) => void

export class EventStream {
  readonly #ports: StreamPorts
  readonly #listeners: { [E in EventName]: Set<Listener<E>> } = {
    'licenses.changed': new Set(),
    'activity.changed': new Set(),
    'licenses.refreshing': new Set(),
    'store.unwritten': new Set(),
    'desktop.opened': new Set(),
  }
  #running = false
  #open = new AbortController()

  constructor(ports: StreamPorts) {
    this.#ports = ports
  }

  on<E extends EventName>(event: E, listener: Listener<E>): () => void {
    this.#listeners[event].add(listener)
    return () => this.#listeners[event].delete(listener)
  }

  /** Until the page is signed out. A second call while it runs does nothing. */
  async run(): Promise<void> {
    if (this.#running) return
    this.#running = true
    let pause = FIRST_PAUSE
    for (;;) {
      const outcome = await this.#listen()
      if (outcome === 'signed_out') break
      if (outcome === 'broken') pause = FIRST_PAUSE
      else this.#ports.host.set('down')
      await this.#ports.wait(pause)
      pause = Math.min(pause * 2, LONGEST_PAUSE)
    }
    this.#running = false
  }

  /** Asks for the events again at once: whether the host still answers is told by the answer. */
  probe(): void {
    this.#open.abort()
  }

  /** `unreachable`: no answer; `broken`: there was one and it ended. */
  async #listen(): Promise<'signed_out' | 'unreachable' | 'broken'> {
    const { request, host, signOut } = this.#ports
    let opened = false
    this.#open = new AbortController()
    try {
      const response = await request('/events', { method: 'GET', signal: this.#open.signal })
      if (response.status === 401) {
        signOut()
        return 'signed_out'
      }
      if (!response.ok || response.body === null) return 'unreachable'
      opened = true
      host.set('up')
      for await (const line of linesOf(response.body)) this.#deliver(line)
    } catch {
      // A stream ends by an error when its host dies: the same as an end.
    }
    if (host.status === 'signed_out') return 'signed_out'
    return opened ? 'broken' : 'unreachable'
  }

  #deliver(line: string): void {
    if (line.trim() === '') return
    const { event, payload } = JSON.parse(line) as { event: string; payload: Events[EventName] }
    if (!isEventName(event)) return
    for (const listener of this.#listeners[event] as Set<(payload: Events[EventName]) => void>)
      listener(payload)
  }
}

async function* linesOf(body: ReadableStream<Uint8Array>): AsyncGenerator<string> {
  const reader = body.getReader()
  const decoder = new TextDecoder()
  let rest = ''
  for (;;) {
    const { done, value } = await reader.read()
    if (done) return
    rest += decoder.decode(value, { stream: true })
    const lines = rest.split('\n')
    rest = lines.pop() ?? ''
    yield* lines
  }
}
