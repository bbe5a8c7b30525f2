// undici's agent for the one origin that there is. Loaded when something is asked: a gate that reads the store asks nothing.
import type { Socket } from 'node:net'
import type { Dispatcher } from 'undici'
import { LinkError } from './failures.ts'
import { openLink, type LinkOptions } from './link.ts'

export async function openAgent(link: Omit<LinkOptions, 'signal'>): Promise<Dispatcher> {
  const { Agent } = await import('undici')
  return new Agent({ connect: connector(link), pipelining: 0 })
}

/** What undici calls for a connection. */
const connector =
  (link: Omit<LinkOptions, 'signal'>) =>
  (_: unknown, done: (...args: [Error, null] | [null, Socket]) => void): void => {
    void openLink({ ...link, signal: AbortSignal.timeout(link.seconds * 1000) }).then((opened) =>
      opened.ok ? done(null, opened.value) : done(new LinkError(opened.error.failure), null),
    )
  }
