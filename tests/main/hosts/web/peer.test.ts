// Whose connection it is: from the kernel's own tables, for real sockets, and for rows that a test writes.
import { once } from 'node:events'
import { connect, createServer, type AddressInfo, type Socket } from 'node:net'
import { endianness } from 'node:os'
import { afterEach, describe, expect, test } from 'vitest'
import { ownerIn, peerUid, type Ends } from '#main/hosts/web/peer.ts'
import { signIn } from '#main/hosts/web/sign-in.ts'
import { Sessions } from '#main/hosts/web/sessions.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())
const linux = process.platform === 'linux'

/** The accepted end of a connection that was made to `host`. */
async function accepted(listenOn: string, host: string): Promise<Socket> {
  const server = createServer().listen(0, listenOn)
  cleanup.add(() => server.close())
  await once(server, 'listening')
  const client = connect((server.address() as AddressInfo).port, host)
  cleanup.add(() => client.destroy())
  const [socket] = (await once(server, 'connection')) as [Socket]
  return socket
}

describe.runIf(linux)('the peer of a real connection (issue 10.3)', () => {
  test.each([
    ['127.0.0.1', '127.0.0.1'],
    ['127.0.0.1', '::ffff:127.0.0.1'],
    ['::1', '::1'],
    ['::', '127.0.0.1'],
  ])('on %s from %s is this very user', async (listenOn, host) => {
    const socket = await accepted(listenOn, host)
    expect(await peerUid(socket)).toBe(process.getuid?.())
  })

  test('that no table has is nobody known', async () => {
    const { localAddress, localPort, remoteAddress } = await accepted('127.0.0.1', '127.0.0.1')
    expect(await peerUid({ localAddress, localPort, remoteAddress, remotePort: 1 })).toBeNull()
  })
})

describe.runIf(endianness() === 'LE')('a table', () => {
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
    expect(ownerIn(table, ends)).toBe(1001)
  })

  test('has an IPv4 address in its longer form as the same', () => {
    const longer = '0000000000000000FFFF00000100007F'
    expect(ownerIn(row(`${longer}:9C40`, `${longer}:1F90`, 1001, 12), ends)).toBe(1001)
  })

  test('shows root for a connection that its program has closed: that is nobody', () => {
    expect(ownerIn(row('0100007F:9C40', '0100007F:1F90', 0, 0), ends)).toBeNull()
  })

  test('without the connection, or of half a line, names nobody', () => {
    expect(ownerIn('', ends)).toBeNull()
    expect(ownerIn('   7: 0100007F:9C40', ends)).toBeNull()
    expect(ownerIn(row('0100007F:9C41', '0100007F:1F90', 1001, 12), ends)).toBeNull()
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
