// How the server ends: nobody's connection is cut in the middle of something, and nobody who says nothing holds it up.
import type { IncomingMessage, Server, ServerResponse } from 'node:http'
import { Server as NetServer, type Socket } from 'node:net'
import { setImmediate as turn, setTimeout as wait } from 'node:timers/promises'

/** Milliseconds for a request that was on its way over a connection that looked idle, or of which a part was here. */
const ON_ITS_WAY = 500
/** Milliseconds for all of them, as long as more of them come. */
const ALL_ON_THEIR_WAY = 3000
/** Milliseconds for the rest of a request of which the head is here. */
const REST_OF_BODY = 3000

type Answer = (incoming: IncomingMessage, outgoing: ServerResponse) => void

/**
 * To be called before the server listens; `answer` is what answers its requests. What it returns stops the server: new
 * connections are refused, each answer ends its connection, requests under way finish, for `patience` milliseconds at the
 * most, and for a body that does not come a few seconds. Under way is a request of which the head is here; the connections
 * that have none are closed, silent ones and those with half a head, once none has come for `onItsWay` milliseconds.
 */
export function gentleStop(
  server: Server,
  answer: Answer,
  patience: number,
  onItsWay = ON_ITS_WAY,
): () => Promise<void> {
  /** While the last connections are accepted: who waits for an answer does not come with another one. */
  let held: (() => void)[] | null = null
  /** By the client's address: that of TLS has a socket of its own for what it carries. */
  const open = new Map<string, Socket>()
  const underWay = new Map<ServerResponse, IncomingMessage>()
  let stopping = false
  let idleAreClosed = false
  let asked = 0
  server.on('connection', (socket) => {
    const client = clientOf(socket)
    open.set(client, socket)
    socket.once('close', () => open.delete(client))
  })
  server.on('request', (incoming: IncomingMessage, outgoing: ServerResponse) => {
    const { socket } = incoming
    asked += 1
    underWay.set(outgoing, incoming)
    outgoing.once('close', () => {
      underWay.delete(outgoing)
      // Its head may have been sent before the stop, and promise more: until then a next request may be on its way.
      if (idleAreClosed) socket.destroySoon()
    })
    if (stopping) endsItsConnection(outgoing)
    if (held === null) answer(incoming, outgoing)
    else held.push(() => answer(incoming, outgoing))
  })
  const closeIdle = () => {
    const busy = new Set([...underWay.values()].map(({ socket }) => clientOf(socket)))
    for (const [client, socket] of open) if (!busy.has(client)) socket.destroy()
  }
  const closeHalfSent = () => {
    for (const { complete, socket } of underWay.values()) if (!complete) socket.destroy()
  }
  return async () => {
    stopping = true
    for (const outgoing of underWay.keys()) endsItsConnection(outgoing)
    held = []
    await allAccepted(server, onItsWay)
    const closed = new Promise<void>((resolve) => {
      // Not http's own close: that cuts idle connections at once, a request on its way over them included.
      NetServer.prototype.close.call(server, () => resolve())
    })
    const waited = held
    held = null
    for (const go of waited) go()
    const impatient = setTimeout(() => server.closeAllConnections(), patience)
    const restOfBody = setTimeout(closeHalfSent, REST_OF_BODY)
    const end = performance.now() + ALL_ON_THEIR_WAY
    for (let before = -1; asked > before && performance.now() < end;) {
      before = asked
      await Promise.race([closed, wait(onItsWay)])
      await turn() // what came while nobody ran is read before
    }
    idleAreClosed = true
    server.close(() => undefined) // http's own timers
    closeIdle()
    await closed
    clearTimeout(impatient)
    clearTimeout(restOfBody)
  }
}

const clientOf = ({ remoteAddress, remotePort }: Socket): string => `${remoteAddress} ${remotePort}`

/** `Connection: close`, where the head of the answer is not sent yet. */
function endsItsConnection(answer: ServerResponse): void {
  answer.shouldKeepAlive = false
}

/**
 * Connections that the system has taken already would be reset by a closed socket. Node accepts one in each turn of its
 * loop; a turn without one found none. Milliseconds at the most: whoever keeps coming is let in no longer.
 */
async function allAccepted(server: Server, most: number): Promise<void> {
  const end = performance.now() + most
  const accepted: Socket[] = []
  const note = (socket: Socket) => void accepted.push(socket)
  server.on('connection', note)
  await turn() // the rest of this one
  for (let before = -1; accepted.length > before && performance.now() < end;) {
    before = accepted.length
    await turn()
  }
  server.off('connection', note)
}
