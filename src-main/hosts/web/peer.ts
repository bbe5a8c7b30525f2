// Who is at the other end of a loopback connection: the kernel's table of sockets says whose each one is (Linux, proc_pid_net(5)).
import { readFile } from 'node:fs/promises'
import { isIP } from 'node:net'
import { endianness } from 'node:os'

/**
 * The uid of a user of this system. `closed`: the peer has gone, so that an answer reaches nobody. `unknown`: the tables
 * do not have the connection, as where it comes from another network namespace, or there are none.
 */
export type Peer = number | 'closed' | 'unknown'

/** The ends of a connection, as a `Socket` of node:net names them: `remote` is the peer. */
export interface Ends {
  readonly localAddress?: string | undefined
  readonly localPort?: number | undefined
  readonly remoteAddress?: string | undefined
  readonly remotePort?: number | undefined
  readonly destroyed?: boolean
}

const TABLES = ['/proc/self/net/tcp', '/proc/self/net/tcp6']
/** A table that changes while it is read may miss a row. */
const LOOKS = 3
/** ::ffff:0:0/96 in such a table: its third group of four bytes is a number of this processor. */
const MAPPED = `${'0'.repeat(16)}${endianness() === 'LE' ? 'FFFF0000' : '0000FFFF'}`

/** Whose the peer's socket is. Throws what reading throws, but for a system without such tables. */
export async function peerOf(ends: Ends): Promise<Peer> {
  let seen: Peer = 'unknown'
  for (let look = 0; look < LOOKS; look += 1) {
    const texts = await Promise.all(TABLES.map(tableText))
    seen = peerIn(texts.join('\n'), ends)
    if (typeof seen === 'number') return seen
  }
  return seen
}

const ESTABLISHED = '01'
const LISTENING = '0A'

/**
 * The peer by the text of such tables. A row without an inode is a connection that its program has closed, and the
 * kernel shows root as the owner of these. Where the port that we listen on is in the tables, so is every connection to
 * it that is still open.
 */
export function peerIn(tables: string, ends: Ends): Peer {
  const ours = endText(ends.localAddress, ends.localPort)
  const theirs = endText(ends.remoteAddress, ends.remotePort)
  // A socket that was closed on our side, as where the peer ended its half, has no ends left: no answer reaches anybody.
  if (ends.destroyed === true || ours === null || theirs === null) return 'closed'
  const rows = tables.split('\n').flatMap(readRow)
  const between = (from: string, to: string) => rows.find((row) => row.from === from && row.to === to)
  const [peer, own] = [between(theirs, ours), between(ours, theirs)]
  if (peer) return peer.inode === '0' ? 'closed' : peer.uid
  if (own) return own.state === ESTABLISHED ? 'unknown' : 'closed'
  const port = ours.slice(ours.indexOf(':'))
  return rows.some(({ from, state }) => state === LISTENING && from.endsWith(port)) ? 'closed' : 'unknown'
}

interface Row {
  readonly from: string
  readonly to: string
  readonly state: string
  readonly uid: number
  readonly inode: string
}

function readRow(line: string): Row[] {
  const [, from, to, state, , , , uid, , inode] = line.trim().split(/ +/)
  if (from === undefined || to === undefined || state === undefined || inode === undefined) return []
  return [{ from: withoutMapping(from), to: withoutMapping(to), state, uid: Number(uid), inode }]
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
