/**
 * Chromium without Electron has no custom schemes, and its DevTools cannot intercept one: in the page, `app://host/`
 * is `https://host.app.invalid/`, an origin that is secure, standard and never resolves.
 */

const mapped = new Set<string>()

export function mapScheme(scheme: string): void {
  mapped.add(scheme)
}

export function isMappedScheme(scheme: string): boolean {
  return mapped.has(scheme)
}

/** The app's address → the page's. */
export function toPageUrl(url: string): string {
  const { protocol, host, pathname, search, hash } = new URL(url)
  const scheme = protocol.slice(0, -1)
  return mapped.has(scheme) ? `https://${host}.${scheme}.invalid${pathname}${search}${hash}` : url
}

/** The page's address → the app's. */
export function toAppUrl(url: string): string {
  const [whole, host, scheme] = /^https:\/\/([^/]+)\.([^./]+)\.invalid(?=\/|$)/.exec(url) ?? []
  return whole !== undefined && scheme !== undefined && mapped.has(scheme)
    ? `${scheme}://${host}${url.slice(whole.length)}`
    : url
}

/** An origin as Electron tells it; Node's URL knows none for schemes of one's own. */
export function originOf(appUrl: string): string {
  if (!URL.canParse(appUrl)) return 'null'
  const { protocol, host, origin } = new URL(appUrl)
  return mapped.has(protocol.slice(0, -1)) ? `${protocol}//${host}` : origin
}

/** A Content-Security-Policy that names `app:` or `app://host`, in the page's addresses. */
export function toPagePolicy(policy: string): string {
  return policy.replace(
    /(?<=^|[\s;])([a-z][a-z0-9+.-]*):(?:\/\/([^\s;/]+))?(?=[\s;/]|$)/g,
    (source, scheme, host) =>
      mapped.has(String(scheme)) ? `https://${String(host ?? '*')}.${String(scheme)}.invalid` : source,
  )
}
