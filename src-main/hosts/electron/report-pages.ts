// Reports while they are printed, as pages of a host of their own: Chromium takes no data: address beyond 2 MiB.
import { randomUUID } from 'node:crypto'

export const REPORT_HOST = 'report'
const REPORT_ORIGIN = `app://${REPORT_HOST}`

const pages = new Map<string, string>()

export interface ReportPage {
  readonly url: string
  remove(): void
}

/** SECURITY: its name is nobody's to guess, and it is there while it is printed only. docs/SECURITY.md#page */
export function publishReport(html: string): ReportPage {
  const place = `/${randomUUID()}`
  pages.set(place, html)
  return { url: `${REPORT_ORIGIN}${place}`, remove: () => void pages.delete(place) }
}

/** Null: there is none at this place. */
export function reportAt(place: string): Response | null {
  const html = pages.get(place)
  if (html === undefined) return null
  return new Response(html, {
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': "default-src 'none'; style-src 'unsafe-inline'",
      'x-content-type-options': 'nosniff',
    },
  })
}
