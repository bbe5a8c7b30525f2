// The bridge of the web host: calls by POST, events by one long answer, a token in the header.
import type { Method } from '#shared/contract/contract.ts'
import { CANCELLED, type Bridge, type PageClient, type PageResult } from './bridge.ts'
import { browserPlatform } from './browser-platform.ts'
import { EventStream } from './event-stream.ts'
import { ObservableStatus } from './observable-status.ts'
import { Session, type SessionPorts } from './session.ts'

export interface HttpPorts extends SessionPorts {
  /** Resolves after so many milliseconds: the pause between two attempts. */
  readonly wait: (milliseconds: number) => Promise<void>
}

export interface HttpBridge extends Bridge {
  /** Signs in with the link's secret, if there is one, and listens for events from then on. */
  start(): Promise<void>
}

export function httpBridge(ports: HttpPorts): HttpBridge {
  const session = new Session(ports)
  // With a link it is most likely let in, and may be drawn meanwhile.
  const host = new ObservableStatus(session.token === null && !session.hasSecret ? 'signed_out' : 'up')
  /** What is asked while a link is traded waits for it. */
  let entered: Promise<void> = Promise.resolve()
  const request = async (path: string, init: RequestInit): Promise<Response> => {
    await entered
    return await ports.fetch(path, {
      ...init,
      headers: { 'content-type': 'application/json', authorization: `Bearer ${session.token ?? ''}` },
    })
  }
  const signOut = () => {
    session.forget()
    host.set('signed_out')
  }
  const events = new EventStream({ request, wait: ports.wait, host, signOut })

  async function call<M extends Method>(
    name: M,
    input: unknown,
    signal: AbortSignal | null = null,
  ): Promise<PageResult<M>> {
    let answer: PageResult<M>
    try {
      const response = await request(`/call/${name}`, { method: 'POST', body: JSON.stringify(input), signal })
      answer = (await response.json()) as PageResult<M>
    } catch {
      if (signal?.aborted) return CANCELLED
      // No answer, or half of one: the event stream finds out whether the host is there.
      events.probe()
      return { ok: false, error: { code: 'host_stopped', params: {} } }
    }
    if (!answer.ok && answer.error.code === 'not_authenticated') signOut()
    return answer
  }

  async function enter(): Promise<void> {
    const secret = session.takeSecret()
    if (secret !== null) {
      host.refusal = await session.trade(secret)
      if (host.refusal === null) host.set('up')
      else signOut()
    }
    if (session.token !== null) void events.run()
  }

  const client: PageClient = { call, on: (event, listener) => events.on(event, listener) }
  return {
    client,
    platform: browserPlatform,
    host,
    start: () => (entered = enter()),
  }
}
