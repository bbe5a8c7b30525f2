// How the server ends: nobody's connection is cut in the middle of something.
import type { Server, ServerResponse } from 'node:http'
import { Server as NetServer } from 'node:net'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

/** Milliseconds for a request that was on its way over a connection that looked idle. */
const ON_ITS_WAY = 200

/**
 * To be called before the server listens. What it returns stops the server: new connections are refused, each answer ends
 * its connection, requests under way finish, for `patience` milliseconds at the most.
 */
export function gentleStop(server: Server, patience: number): () => Promise<void> {
  const underWay = new Set<ServerResponse>()
  let stopping = false
  server.prependListener('request', (_, answer: ServerResponse) => {
    underWay.add(answer)
    answer.once('close', () => underWay.delete(answer))
    if (stopping) endsItsConnection(answer)
  })
  return async () => {
    stopping = true
    for (const answer of underWay) endsItsConnection(answer)
    await turn() // connections that the system has taken already are accepted: a closed socket would reset them
    const closed = new Promise<void>((resolve) => {
      // Not http's own close: that cuts idle connections at once, a request on its way over them included.
      NetServer.prototype.close.call(server, () => resolve())
    })
    const impatient = setTimeout(() => server.closeAllConnections(), patience)
    await Promise.race([closed, wait(ON_ITS_WAY)])
    server.close(() => undefined) // http's own timers
    server.closeIdleConnections()
    await closed
    clearTimeout(impatient)
  }
}

/** `Connection: close`, where the head of the answer is not sent yet. */
function endsItsConnection(answer: ServerResponse): void {
  answer.shouldKeepAlive = false
}
