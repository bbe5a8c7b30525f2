// A proxy's address and the hosts that go around it, as people write them.
import { charSet, DIGIT } from './text/char-set.ts'
import { Cursor } from './text/cursor.ts'
import { shortPattern } from './text/short-pattern.ts'
import { hasAny, lowerCase, MAX_TEXT_CHARACTERS, partsOf, trimmed } from './text/whole-text.ts'

/** No address is longer. */
const MAX_ADDRESS_CHARACTERS = 2000

const SCHEME = shortPattern(/^[a-z][a-z0-9+.-]*:\/\//i)

/** What ends the part with name, password, host and port; a browser would drop a line break in it. */
const BEHIND_AUTHORITY = charSet(/[/\\?#\p{Cc}]/u)

/**
 * `proxy.example:3128` counts as `http://`; name and password may stand before the host, and one `/` at the end. Null for
 * anything that is no HTTP or HTTPS proxy's address; also for an address of IP in another form than `10.0.0.5`, which
 * programs read differently: `010.0.0.5`, or a port alone.
 */
export function readProxyAddress(text: string): string | null {
  if (text.length > MAX_ADDRESS_CHARACTERS) return null
  const bare = trimmed(text)
  const [scheme = ''] = SCHEME.atStart(bare) ?? []
  const rest = new Cursor(bare.slice(scheme.length))
  const authority = rest.takeTo(BEHIND_AUTHORITY)
  if (!['', '/'].includes(rest.rest)) return null
  const withScheme = `${scheme === '' ? 'http://' : scheme}${authority}`
  if (!URL.canParse(withScheme)) return null
  const url = new URL(withScheme)
  const host = authority.slice((lastAt(authority) ?? -1) + 1)
  if (!['http:', 'https:'].includes(url.protocol) || !isProxyHost(url.hostname, host)) return null
  // No header can hold one, and no name or password does.
  if (hasControls(url)) return null
  return url.href.endsWith('/') ? url.href.slice(0, -1) : url.href
}

/** `written`: as it stands there, with its port. */
function isProxyHost(hostname: string, written: string): boolean {
  if (hostname.startsWith('[')) return true
  const name = new Cursor(written).takeTo(COLON)
  const address = new Cursor(hostname)
  address.skip(IN_ADDRESS_4)
  return isNames(hostname) && (address.atEnd ? name === hostname : !hasAny(name, PERCENT))
}

const IN_ADDRESS_4 = charSet(/[0-9.]/)
const HOST_LABEL = charSet(/[A-Za-z0-9_-]/)

/** Labels with dots between them; one dot more at the end says that they are all. */
function isNames(hostname: string): boolean {
  const cursor = new Cursor(hostname)
  do {
    if (cursor.skip(HOST_LABEL) === 0) return cursor.at > 0 && cursor.atEnd
  } while (cursor.takeWord('.'))
  return cursor.atEnd
}

const PERCENT = charSet(/[%]/)
const CONTROLS = new Set([...Array(32).keys(), 127].map((code) => code.toString(16).padStart(2, '0')))

function hasControls({ username, password }: URL): boolean {
  const [, ...escapes] = partsOf(`:${username}:${password}`, PERCENT)
  return escapes.some((escape) => CONTROLS.has(lowerCase(escape.slice(0, 2))))
}

/** The scheme of an address for a proxy of another kind, such as `socks5`; null where it names none. */
export function otherProxyKind(text: string): string | null {
  if (text.length > MAX_ADDRESS_CHARACTERS) return null
  const [scheme = ''] = SCHEME.atStart(trimmed(text)) ?? []
  const kind = lowerCase(scheme).slice(0, -'://'.length)
  return OTHER_KINDS.includes(kind) ? kind : null
}

const OTHER_KINDS = ['socks', 'socks4', 'socks4a', 'socks5', 'socks5h', 'quic', 'pac+http', 'pac+https']

const AT = charSet(/[@]/)
const COLON = charSet(/[:]/)

/**
 * SECURITY: a proxy's password is shown nowhere, not in messages about a wrong address either: whatever stands between
 * the first colon and the last @. docs/SECURITY.md#proxy
 */
export function maskProxyAddress(address: string): string {
  const end = lastAt(address)
  if (end === null) return address
  const [scheme = ''] = SCHEME.atStart(address) ?? []
  const credentials = new Cursor(address.slice(scheme.length, end))
  const name = credentials.takeTo(COLON)
  return `${scheme}${name}${credentials.atEnd ? '' : ':***'}${address.slice(end)}`
}

function lastAt(text: string): number | null {
  const cursor = new Cursor(text)
  let last: number | null = null
  for (;;) {
    cursor.skipTo(AT)
    if (cursor.atEnd) return last
    last = cursor.at
    cursor.next()
  }
}

const BETWEEN_HOSTS = charSet(/[,\s]/)

/** Host names, domains with a leading dot or star, addresses, each with a port or without; null where one is none. */
export function readNoProxy(text: string): string | null {
  if (text.length > MAX_TEXT_CHARACTERS) return null
  const hosts = partsOf(text, BETWEEN_HOSTS)
  return hosts.every((host) => isHost(host) || isAddress6(host)) ? hosts.join(',') : null
}

const HEX = charSet(/[0-9a-f]/i)
const IN_ADDRESS_6 = charSet(/[0-9a-f:.]/i)

/** `*`, `host`, `.domain`, `*.domain`, with a port or without. */
function isHost(host: string): boolean {
  const cursor = new Cursor(host)
  const star = cursor.takeWord('*')
  const dot = cursor.takeWord('.')
  if (star && !dot) return endsWithPort(cursor)
  do {
    if (cursor.skip(HOST_LABEL) === 0) return false
  } while (cursor.takeWord('.'))
  return endsWithPort(cursor)
}

/** In brackets, with a port or without; or bare, with two colons at least. */
function isAddress6(host: string): boolean {
  const cursor = new Cursor(host)
  if (cursor.takeWord('['))
    return cursor.skip(IN_ADDRESS_6) > 0 && cursor.takeWord(']') && endsWithPort(cursor)
  cursor.skip(HEX)
  if (!cursor.takeWord(':')) return false
  return hasAny(cursor.take(IN_ADDRESS_6), COLON) && cursor.atEnd
}

function endsWithPort(cursor: Cursor): boolean {
  const port = cursor.takeWord(':') ? cursor.skip(DIGIT) : null
  return cursor.atEnd && (port === null || (port >= 1 && port <= 5))
}

/** Whether `noProxy` takes the host around the proxy: itself, or a domain that it lies in, as curl and undici read it. */
export function goesAround(noProxy: string, hostname: string, port: number): boolean {
  if (noProxy.length > MAX_TEXT_CHARACTERS) return false
  const host = lowerCase(withoutBrackets(hostname))
  return partsOf(noProxy, BETWEEN_HOSTS).some((exception) => {
    if (exception === '*') return true
    const { name, wanted } = nameAndPort(exception)
    const domain = lowerCase(withoutBrackets(withoutDot(name)))
    if (domain === '' || (wanted !== null && wanted !== port)) return false
    return host === domain || host.endsWith(`.${domain}`)
  })
}

const BRACKET = charSet(/[\]]/)

/** A colon in an address without brackets begins no port, unless it is the only one. */
function nameAndPort(host: string): { readonly name: string; readonly wanted: number | null } {
  const cursor = new Cursor(host)
  const bracketed = cursor.takeWord('[')
  cursor.skipTo(bracketed ? BRACKET : COLON)
  if (bracketed) cursor.next()
  const end = cursor.at
  const digits = cursor.takeWord(':') ? cursor.take(DIGIT) : ''
  if (digits === '' || !cursor.atEnd || end === 0) return { name: host, wanted: null }
  return { name: host.slice(0, end), wanted: Number(digits) }
}

function withoutDot(name: string): string {
  if (name.startsWith('*.')) return name.slice(2)
  return name.startsWith('.') ? name.slice(1) : name
}

function withoutBrackets(host: string): string {
  const start = host.startsWith('[') ? 1 : 0
  return host.slice(start, host.endsWith(']') ? -1 : undefined)
}
