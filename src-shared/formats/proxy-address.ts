// A proxy's address and the hosts that go around it, as people write them.

/**
 * `proxy.example:3128` counts as `http://`; name and password may stand before the host. Null for anything that is
 * no HTTP or HTTPS proxy's address.
 */
export function readProxyAddress(text: string): string | null {
  const trimmed = text.trim()
  const withScheme = /^[a-z][a-z0-9+.-]*:\/\//i.test(trimmed) ? trimmed : `http://${trimmed}`
  if (!URL.canParse(withScheme)) return null
  const url = new URL(withScheme)
  const plain = (url.pathname === '/' || url.pathname === '') && url.search === '' && url.hash === ''
  if (!['http:', 'https:'].includes(url.protocol) || url.hostname === '' || !plain) return null
  return url.href.replace(/\/$/, '')
}

/** SECURITY: a proxy's password is shown nowhere, not in messages about a wrong address either. docs/SECURITY.md#proxy */
export function maskProxyAddress(address: string): string {
  const end = address.lastIndexOf('@')
  if (end < 0) return address
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(address) ?? []
  const [name = '', password] = address.slice(scheme.length, end).split(/:(.*)/s)
  return `${scheme}${name}${password === undefined ? '' : ':***'}${address.slice(end)}`
}

/** Host names, domains with a leading dot or star, addresses, each with a port or without; null where one is none. */
export function readNoProxy(text: string): string | null {
  const entries = text.split(/[,\s]+/).filter((entry) => entry !== '')
  return entries.every((entry) => HOST.test(entry) || ADDRESS_6.test(entry)) ? entries.join(',') : null
}

const HOST = /^(\*|(\*?\.)?[a-z0-9_-]+(\.[a-z0-9_-]+)*)(:\d{1,5})?$/i
const ADDRESS_6 = /^(\[[0-9a-f:.]+\](:\d{1,5})?|[0-9a-f]*:[0-9a-f:.]*:[0-9a-f.]*)$/i

/** Whether `noProxy` takes the host around the proxy: itself, or a domain that it lies in, as curl and undici read it. */
export function goesAround(noProxy: string, hostname: string, port: number): boolean {
  const host = hostname.toLowerCase().replace(/^\[|\]$/g, '')
  return noProxy.split(/[,\s]+/).some((entry) => {
    if (entry === '*') return true
    const [, name = entry, wanted] = /^(\[[^\]]+\]|[^:]+):(\d+)$/.exec(entry) ?? []
    const domain = name.toLowerCase().replaceAll(/^\*?\.|^\[|\]$/g, '')
    if (domain === '' || (wanted !== undefined && Number(wanted) !== port)) return false
    return host === domain || host.endsWith(`.${domain}`)
  })
}
