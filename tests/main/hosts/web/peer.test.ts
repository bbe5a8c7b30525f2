// Whose connection it is: from the kernel's own tables, for real sockets, and for rows that a test writes.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { endianness } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { peerIn, peerOf, type Ends } from '#main/hosts/web/peer.ts'
import { signIn } from '#main/hosts/web/sign-in.ts'
import { Sessions } from '#main/hosts/web/sessions.ts'
import { Cleanup } from '#tests/support/temporary.ts'
import { onLinux, runsWhere } from '#tests/support/runs-where.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
const tellsPeers = onLinux('only Linux tells in /proc/net whose a connection is')
const littleEndian = runsWhere(endianness() === 'LE', 'the tables of these tests are little-endian')

/** Both ends of a connection that was made to `host`; `socket` is the accepted one. */
async function connected(listenOn: string, host: string): Promise<{ socket: Socket; client: Socket }> {
  const server = createServer().listen(0, listenOn)
  cleanup.add(() => server.close())
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, host)
  cleanup.add(() => client.destroy())
  const [socket] = (await once(server, 'connection')) as [Socket]
  return { socket, client }
}

const accepted = async (listenOn: string, host: string) => (await connected(listenOn, host)).socket

describe('the peer of a real connection (issue 10.3)', tellsPeers, () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '::ffff:127.0.0.1'],
    ['::1', '::1'],
    ['::', '127.0.0.1'],
  ])('on %s from %s is this very user', async (listenOn, host) => {
    const socket = await accepted(listenOn, host)
    expect(await peerOf(socket)).toBe(process.getuid?.())
  })

  test('that no table has, though we listen there, has gone', async () => {
    const { localAddress, localPort, remoteAddress } = await accepted('127.0.0.1', '127.0.0.1')
    expect(await peerOf({ localAddress, localPort, remoteAddress, remotePort: 1 })).toBe('closed')
  })

  test.each([
    ['cut off', (client: Socket) => client.resetAndDestroy()],
    ['closed', (client: Socket) => client.destroy()],
    ['closed with our words unread', (client: Socket) => client.pause().destroy()],
  ])('is nobody when it was %s, and uses up no link', async (_, leave) => {
    const { socket, client } = await connected('127.0.0.1', '127.0.0.1')
    const ends: Ends = {
      localAddress: socket.localAddress,
      localPort: socket.localPort,
      remoteAddress: socket.remoteAddress,
      remotePort: socket.remotePort,
    }
    socket.on('error', () => undefined).write('x')
    leave(client)
    await once(client, 'close')
    expect(await peerOf(ends)).toBe('closed')
    socket.destroy()
    expect(await peerOf(socket)).toBe('closed')
    const sessions = new Sessions({ now: () => 0 })
    const nothing = () => undefined
    const mayTrade = new Set([process.getuid?.() ?? 0, 0])
    const secret = sessions.newSecret()
    for (const connection of [ends, socket]) {
      const door = { sessions, mayTrade, signedIn: nothing, refused: nothing }
      expect(await signIn(secret, connection, door)).toMatchObject({ error: { code: 'not_authenticated' } })
    }
    expect(sessions.isOpen(secret)).toBe(true)
  })
})

describe('a table', littleEndian, () => {
  const ends: Ends = {
    localAddress: '127.0.0.1',
    localPort: 8080,
    remoteAddress: '127.0.0.1',
    remotePort: 40_000,
  }
  const row = (from: string, to: string, uid: number, inode: number) =>
    `   7: ${from} ${to} 01 00000000:00000000 00:00000000 00000000  ${uid}        0 ${inode} 1 0000000000000000 20 4 30 10 -1`

  test('names the owner of the peer’s end, not of ours', () => {
    const table = [
      '  sl  local_address rem_address   st …',
      row('0100007F:1F90', '0100007F:9C40', 1, 11),
      row('0100007F:9C40', '0100007F:1F90', 1001, 12),
    ].join('\n')
    expect(peerIn(table, ends)).toBe(1001)
  })

  test('has an IPv4 address in its longer form as the same', () => {
    const longer = '0000000000000000FFFF00000100007F'
    expect(peerIn(row(`${longer}:9C40`, `${longer}:1F90`, 1001, 12), ends)).toBe(1001)
  })

  test('shows root for a connection that its program has closed: that is nobody', () => {
    expect(peerIn(row('0100007F:9C40', '0100007F:1F90', 0, 0), ends)).toBe('closed')
  })

  test('with our end alone tells whether the peer has gone', () => {
    const own = row('0100007F:1F90', '0100007F:9C40', 1, 11)
    expect(peerIn(own, ends)).toBe('unknown')
    expect(peerIn(own.replace(' 01 ', ' 08 '), ends)).toBe('closed')
    expect(peerIn(row('0100007F:1F90', '00000000:0000', 1, 11).replace(' 01 ', ' 0A '), ends)).toBe('closed')
  })

  test('without the connection, or of half a line, names nobody', () => {
    expect(peerIn('', ends)).toBe('unknown')
    expect(peerIn('   7: 0100007F:9C40', ends)).toBe('unknown')
    expect(peerIn(row('0100007F:9C41', '0100007F:1F90', 1001, 12), ends)).toBe('unknown')
  })
})

test('where the peer cannot be known the secret alone decides (issue 10.3)', async () => {
  const sessions = new Sessions({ now: () => 0 })
  const nothing = () => undefined
  const door = { sessions, mayTrade: new Set<number>(), signedIn: nothing, refused: nothing }
  const elsewhere = {
    localAddress: '192.0.2.1',
    localPort: 1,
    remoteAddress: '192.0.2.2',
    remotePort: 2,
  }
  const secret = sessions.newSecret()
  expect(await signIn('wrong', elsewhere, door)).toMatchObject({ error: { code: 'not_authenticated' } })
  expect(await signIn(secret, elsewhere, door)).toMatchObject({ ok: true })
  expect(await signIn(secret, elsewhere, door)).toMatchObject({ error: { code: 'not_authenticated' } })
})
