// A proxy's address taken apart for its fields, and put together again.

export interface ProxyParts {
  readonly address: string
  readonly user: string
  readonly hasPassword: boolean
}

/** `url`: with its password masked, as `settings.get` shows it. */
export function proxyParts(url: string | null): ProxyParts {
  if (url === null) return { address: '', user: '', hasPassword: false }
  if (!URL.canParse(url)) return { address: url, user: '', hasPassword: false }
  const { protocol, host, username, password } = new URL(url)
  return { address: `${protocol}//${host}`, user: decoded(username), hasPassword: password !== '' }
}

/** Whatever is in the name or the password, the address stays one. */
export function proxyAddress({
  address,
  user,
  password,
}: Readonly<Record<'address' | 'user' | 'password', string>>): string {
  const typed = address.trim()
  if (user === '') return typed
  const [scheme = ''] = /^[a-z][a-z0-9+.-]*:\/\//i.exec(typed) ?? []
  const secret = password === '' ? '' : `:${encodeURIComponent(password)}`
  return `${scheme}${encodeURIComponent(user)}${secret}@${typed.slice(scheme.length)}`
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text)
  } catch {
    return text
  }
}
