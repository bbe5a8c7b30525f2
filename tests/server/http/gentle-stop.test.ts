// Connections that the system took before the stop are accepted one at a time: none of them is reset (issue 12.10).
import { once } from 'node:events'
import { createServer } from 'node:http'
import { connect, type AddressInfo } from 'node:net'
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
