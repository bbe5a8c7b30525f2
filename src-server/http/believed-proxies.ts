// Whose X-Forwarded-For is believed: the client behind it has a guess limit of its own, and its address in the log.
import { BlockList, isIP } from 'node:net'

/** `false`: nobody's. `true`: whoever asks, where nobody reaches this server but through the proxy. Else: of these addresses. */
export type BelievedProxies = boolean | BlockList

/** Addresses, and networks as `10.0.0.0/8`, separated by commas; null: one of them is neither. */
export function proxiesNamed(text: string): BlockList | null {
  const list = new BlockList()
  for (const entry of text.split(',')) {
    const [address = '', prefix, more] = entry.trim().split('/')
    const version = isIP(address)
    if (version === 0 || more !== undefined) return null
    const family = version === 4 ? 'ipv4' : 'ipv6'
    const bits = prefix === undefined ? null : Number(/^\d{1,3}$/.exec(prefix)?.[0] ?? Number.NaN)
    if (bits === null) list.addAddress(address, family)
    else if (bits <= (version === 4 ? 32 : 128)) list.addSubnet(address, bits, family)
    else return null
  }
  return list
}

const isIn = (list: BlockList, address: string): boolean => {
  const version = isIP(address)
  return version !== 0 && list.check(address, version === 4 ? 'ipv4' : 'ipv6')
}

/**
 * Who asks. Each proxy adds at the end of the list whom it saw, and everything before that can be made up by anyone: so it is the last
 * entry, or behind several proxies the last that is none of them.
 */
export function clientOf(
  socket: string,
  forwardedFor: string | undefined,
  believed: BelievedProxies,
): string {
  if (believed === false || forwardedFor === undefined) return socket
  const seen = forwardedFor.split(',').map((entry) => entry.trim())
  if (believed === true) return seen.at(-1) || socket
  if (!isIn(believed, socket)) return socket
  return seen.findLast((entry) => !isIn(believed, entry)) || seen[0] || socket
}
