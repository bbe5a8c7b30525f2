// Answers that are none, as a person is told of them: neither a parser's words nor advice that helps nobody (issue 12).
import { createServer } from 'node:net'
import type { AddressInfo, Socket } from 'node:net'
import { afterEach, expect, test } from 'vitest'
import { messages as en } from '#shared/messages/en/messages.ts'
import { explain } from '#shared/messages/messages.ts'
import { install } from '#tests/support/installation.ts'
import { must } from '#tests/support/must.ts'
import { paperVendor } from '#tests/support/paper-vendor.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { UNSOLD_CODE } from '#tests/support/unsold-code.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

async function deskAt(answer: (socket: Socket) => void) {
  const server = createServer((socket) => {
    socket.on('error', () => undefined)
    socket.once('data', () => answer(socket))
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  cleanup.add(() => void server.close())
  const { profile } = paperVendor()
  const { port } = server.address() as AddressInfo
  const url = `http://127.0.0.1:${port}/v1`
  return install(cleanup, { ...profile, server: { ...profile.server, url } })
}

async function told(answer: (socket: Socket) => void) {
  const desk = await deskAt(answer)
  const refused = await desk.router.call('licenses.activateOnline', { code: UNSOLD_CODE })
  if (refused.ok) throw new Error('that was no answer')
  const { what, cause, todo } = explain(refused.error, en, { vendor: '', support: '' })
  return `${what} ${cause} ${todo}`
}

test('half an answer is an end of the connection, and no question of the network', async () => {
  const words = await told((socket) => socket.end('HTTP/1.1 200 OK\r\ncontent-length: 100\r\n\r\n{"da'))
  expect(words).toMatch(/ended the connection\. .*before its answer was whole .* Try again/)
  expect(words).not.toMatch(/network|cannot be reached/)
})

test('no answer at all is one, too', async () => {
  expect(await told((socket) => socket.end())).toMatch(/ended the connection/)
})

test('what is no HTTP is no answer in its format', async () => {
  const words = await told((socket) => socket.end('SSH-2.0-OpenSSH_9.6\r\n\r\n'))
  expect(words).toMatch(/cannot be read\. .*not in its format/)
  expect(words).not.toMatch(/HTTP|protocol|Expected/)
})

test('an answer without end is called that', async () => {
  const words = await told((socket) => {
    socket.write(`HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 3000000\r\n\r\n`)
    socket.write(' '.repeat(3_000_000))
  })
  expect(words).toMatch(/is without end, or not in its format/)
  expect(words).not.toContain('HTTP')
})

test.each([
  ['1', '1 second'],
  ['119', '119 seconds'],
  ['121', '3 minutes'],
  ['7201', '3 hours'],
  ['99999999', '1158 days'],
])('a wait of %s seconds is told as %s', async (seconds, span) => {
  const words = await told((socket) =>
    socket.end(
      `HTTP/1.1 429 Wait\r\nretry-after: ${seconds}\r\ncontent-length: 0\r\nconnection: close\r\n\r\n`,
    ),
  )
  expect(words).toContain(`Try again in ${span}.`)
})

test('an answer with a header of a million letters is none in its format, and no question of the network', async () => {
  const words = await told((socket) => socket.end(`HTTP/1.1 200 OK\r\nx: ${'a'.repeat(1_000_000)}\r\n\r\n`))
  expect(words).toMatch(/cannot be read/)
  expect(words).not.toMatch(/cannot be reached/)
})

test('an answer that nobody signed is told as that alone, and not as of another version', async () => {
  const desk = await deskAt((socket) =>
    socket.end('HTTP/1.1 200 OK\r\ncontent-type: application/json\r\ncontent-length: 2\r\n\r\n{}'),
  )
  const { lines } = must(await desk.router.call('connection.test', {}))
  expect(lines.flatMap(({ problem }) => problem?.code ?? [])).toEqual(['response_unsigned'])
})
