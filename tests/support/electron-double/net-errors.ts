/** How loading an address fails: Chromium's names and numbers (its net/base/net_error_list.h), in Electron's words. */

const numbers: Record<string, number> = {
  ERR_FAILED: -2,
  ERR_ABORTED: -3,
  ERR_FILE_NOT_FOUND: -6,
  ERR_ACCESS_DENIED: -10,
  ERR_BLOCKED_BY_CLIENT: -20,
  ERR_CONNECTION_REFUSED: -102,
  ERR_NAME_NOT_RESOLVED: -105,
  ERR_ADDRESS_UNREACHABLE: -109,
  ERR_INVALID_URL: -300,
  ERR_UNKNOWN_URL_SCHEME: -302,
  ERR_UNSAFE_PORT: -312,
}

/** Chromium's url::kMaxURLChars: a longer address, as of a page in a data: URL, is none. */
const longestUrl = 2 * 1024 * 1024

export interface NetError {
  readonly code: string
  readonly errno: number
}

const netError = (code: string): NetError => ({ code, errno: numbers[code] ?? -2 })

/** What Electron refuses before it asks anybody. */
export function refusal(url: string): NetError | null {
  return url.length > longestUrl || !URL.canParse(url) ? netError('ERR_INVALID_URL') : null
}

/** Of what Playwright threw. */
export function netErrorIn(error: unknown): NetError {
  return netError(/net::(ERR_\w+)/.exec(String(error))?.[1] ?? 'ERR_FAILED')
}

export function loadingError({ code, errno }: NetError, url: string, cause?: unknown): Error {
  const message = `${code} (${errno}) loading '${url.slice(0, 2048)}'`
  return Object.assign(new Error(message, { cause }), { errno, code, url })
}
