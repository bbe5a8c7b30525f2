// Connections that the system took before the stop are accepted one at a time: none of them is reset (issue 12.10).
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo, type Socket } from 'node:net'
import { text } from 'node:stream/consumers'
import { expect, it } from 'vitest'
import { gentleStop } from '#server/http/gentle-stop.ts'

const CLIENTS = 20

it('whoever was let in before the stop is answered, however many wait to be accepted', async () => {
  const server = createServer()
  const stop = gentleStop(server, (_, answer) => void answer.end('well'), 5000)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const answers = Array.from({ length: CLIENTS }, () => {
    const client = connect(port, '127.0.0.1')
    client.write('GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n')
    return text(client).catch((error: unknown) => (error as NodeJS.ErrnoException).code)
  })
  await new Promise((resolve) => process.nextTick(resolve)) // all have asked to connect, and none is accepted
  await stop()
  for (const answer of await Promise.all(answers)) expect(answer).toMatch(/\r\nconnection: close\r\n.*well/is)
})

const MANY = 40
const ASK = 'GET / HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n'
/** The last of two answers ends the connection, and the first does not. */
const BOTH =
  /^HTTP\/1\.1 200 OK\r\n.*connection: keep-alive\r\n.*well.*HTTP\/1\.1 200 OK\r\n.*connection: close\r\n.*well/is

/** Clients that keep their connections. `answered`: after each answer of the server. */
async function keptConnections(onItsWay: number, answered: () => void = () => undefined, count = MANY) {
  const server = createServer()
  const answer: Parameters<typeof gentleStop>[1] = (_, outgoing) => {
    outgoing.end('well')
    answered()
  }
  const stop = gentleStop(server, answer, 5000, onItsWay)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const clients = Array.from({ length: count }, () => connect(port, '127.0.0.1'))
  const said = clients.map((client) =>
    text(client).catch((error: unknown) => (error as NodeJS.ErrnoException).code),
  )
  const askAll = () => {
    for (const client of clients) client.write(ASK)
  }
  return { server, stop, clients, said, askAll }
}

const firstAnswers = (clients: readonly Socket[]) =>
  Promise.all(clients.map((client) => once(client, 'data')))

it('a request that came while nobody ran is read before idle connections are closed (issue 12.10)', async () => {
  const onItsWay = 10
  const { server, stop, clients, said, askAll } = await keptConnections(onItsWay)
  askAll()
  await firstAnswers(clients)
  const stopped = stop()
  while (server.listening) await new Promise((resolve) => setImmediate(resolve))
  // As on a machine with much else to do: the time is over before anything more is read.
  const over = performance.now() + 5 * onItsWay
  while (performance.now() < over);
  askAll()
  await stopped
  for (const answers of await Promise.all(said)) expect(answers).toMatch(BOTH)
})

it('whoever was promised a connection that stays, and asks again over it, is answered (issue 12.10)', async () => {
  let stopped = null as Promise<void> | null
  // Once the first answer is sent whole, and before the server hears that it was.
  const answered = () => void (stopped ??= stop())
  const { stop, clients, said, askAll } = await keptConnections(500, answered, 1)
  for (const client of clients) client.once('data', () => client.write(ASK))
  askAll()
  expect(await said[0]).toMatch(BOTH)
  await stopped
})

it('a request that is sent in the tick of the stop is answered (issue 12.10)', async () => {
  const { stop, clients, said, askAll } = await keptConnections(500)
  askAll()
  await firstAnswers(clients)
  askAll()
  await stop()
  for (const answers of await Promise.all(said)) expect(answers).toMatch(BOTH)
})
