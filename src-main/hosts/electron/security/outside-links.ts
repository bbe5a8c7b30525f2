// The two addresses that lead out of the app: the vendor's support page and mail. Knows no Electron.
import type { VendorProfile } from '#shared/contract/vendor-profile.ts'

/**
 * Whether the system may be asked to open this address; Chromium tells it in a spelling of its own, so both are parsed.
 * SECURITY: the whole address must be the profile's, and no other program is started by it. Electron’s 15.
 * docs/SECURITY.md#navigation
 */
export function outsideLinks({ url, email }: VendorProfile['support']): (asked: string) => boolean {
  const links = [addressOf(url, 'https:'), email === '' ? null : addressOf(`mailto:${email}`, 'mailto:')]
  return (asked) => {
    const address = URL.parse(asked)?.href ?? null
    return address !== null && links.includes(address)
  }
}

function addressOf(text: string, protocol: 'https:' | 'mailto:'): string | null {
  const parsed = URL.parse(text)
  return parsed?.protocol === protocol ? parsed.href : null
}
