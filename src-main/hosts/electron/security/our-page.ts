// Which page is ours, and why a call is not from it. Knows no Electron, so that a test can ask.

const PAGE_ORIGIN = 'app://desk'
export const PAGE_URL = `${PAGE_ORIGIN}/`

export const isOurPage = (url: string): boolean => url === PAGE_ORIGIN || url.startsWith(PAGE_URL)

/** What of Electron's WebFrameMain tells whose it is. */
interface Frame {
  readonly url: string
  readonly parent: object | null
}

/**
 * Null: it comes from our page. Of another page no more than the origin is named: its address may hold anything.
 * SECURITY: only the main frame of our own page is answered, not a frame inside it. Electron’s 17. docs/SECURITY.md#ipc
 */
export function whyRefused(sender: Frame | null): string | null {
  if (sender === null) return 'its frame is gone'
  if (sender.parent !== null) return `it comes from a frame inside a page (${originOf(sender.url)})`
  return isOurPage(sender.url) ? null : `it comes from another page (${originOf(sender.url)})`
}

function originOf(url: string): string {
  const { protocol, host } = URL.parse(url) ?? { protocol: '', host: '' }
  return protocol === '' ? 'no address' : `${protocol}//${host}`
}
