// Who is at the other end of a loopback connection: the kernel's table of sockets says whose each one is (Linux, proc_pid_net(5)).
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { endianness } from 'node:os'

/** A user of this system; null: the table does not have the connection, as where it comes from another network namespace. */
export type PeerUid = number | null

/** The ends of a connection, as a `Socket` of node:net names them: `remote` is the peer. */
export interface Ends {
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
}

const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6']
/** A table that changes while it is read may miss a row. */
const LOOKS = 3
/** ::ffff:0:0/96 in such a table: its third group of four bytes is a number of this processor. */
const MAPPED = `${'0'.repeat(16)}${endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'}`

/** The uid that the peer's socket belongs to. Throws what reading throws, but for a system without such tables: null. */
export async function peerUid(ends: Ends): Promise<PeerUid> {
  for (let look = 0; look < LOOKS; look += 1) {
    for (const table of TABLES) {
      const uid = ownerIn(await tableText(table), ends)
      if (uid !== null) return uid
    }
  }
  return null
}

/**
 * The owner of the peer's socket in the text of such a table; null: it is not there. A row without an inode is a
 * connection that its program has closed, and the kernel shows root as the owner of these: they count as not there,
 * and what is answered reaches nobody.
 */
export function ownerIn(table: string, ends: Ends): PeerUid {
  // The peer's row names the connection from its side.
  const [local, remote] = [
    endText(ends.remoteAddress, ends.remotePort),
    endText(ends.localAddress, ends.localPort),
  ]
  if (local === null || remote === null) return null
  for (const line of table.split('\n')) {
    const [, from, to, , , , , uid, , inode] = line.trim().split(/ +/)
    if (from === undefined || to === undefined || inode === '0') continue
    if (withoutMapping(from) === local && withoutMapping(to) === remote) return Number(uid)
  }
  return null
}

/** `0100007F:1F90`: each four bytes of the address as a number of this processor, then the port. */
function endText(address: string | undefined, port: number | undefined): string | null {
  if (address === undefined || port === undefined) return null
  const bytes = isIP(address) === 4 ? v4Bytes(address) : v6Bytes(address)
  if (bytes === null) return null
  const words = Array.from({ length: bytes.length / 4 }, (_, index) =>
    bytes.subarray(index * 4, index * 4 + 4),
  )
  const hex = words.map((word) => (endianness() === 'LE' ? word.toReversed() : word)).map(hexText)
  return withoutMapping(`${hex.join('')}:${port.toString(16).padStart(4, '0').toUpperCase()}`)
}

const hexText = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex').toUpperCase()

const v4Bytes = (address: string): Uint8Array => Uint8Array.from(address.split('.').map(Number))

function v6Bytes(address: string): Uint8Array | null {
  if (isIP(address) !== 6) return null
  const [plain = ''] = address.split('%')
  // The URL parser writes every form of an address in one: groups without dots, one run of zeros left out.
  const text = new URL(`http://[${plain}]`).hostname.slice(1, -1)
  const [head = '', tail] = text.split('::')
  const groups = (part: string): number[] =>
    part === '' ? [] : part.split(':').map((group) => parseInt(group, 16))
  const [before, after] = [groups(head), groups(tail ?? '')]
  const zeros = Array.from({ length: 8 - before.length - after.length }, () => 0)
  return Uint8Array.from([...before, ...zeros, ...after].flatMap((group) => [group >> 8, group & 0xff]))
}

/** An IPv6 socket that speaks to an IPv4 address is in the other table, with the address written longer. */
const withoutMapping = (end: string): string => (end.startsWith(MAPPED) ? end.slice(MAPPED.length) : end)

async function tableText(table: string): Promise<string> {
  try {
    return await readFile(table, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return ''
    throw error
  }
}
