// app://desk/: the built page, from a fixed list of files, with its content security policy as a header; app://report/
// beside it: what is being printed.
import { protocol } from 'electron'
import { CONTENT_SECURITY_POLICY } from '#main/adapters/page-files/content-security-policy.ts'
import type { PageFiles } from '#main/adapters/page-files/page-files.ts'
import { REPORT_HOST, reportAt } from '../report-pages.ts'

const PAGE_SCHEME = 'app'

/**
 * Before `ready`. SECURITY: a standard, secure scheme of its own, so that no file: page exists. Electron’s 1 and 18.
 * docs/SECURITY.md#page
 */
export function registerPageScheme(): void {
  protocol.registerSchemesAsPrivileged([
    { scheme: PAGE_SCHEME, privileges: { standard: true, secure: true, supportFetchAPI: true } },
  ])
}

/**
 * After `ready`; who asks before there are files waits for them. SECURITY: each goes with the policy. Electron’s 7.
 * docs/SECURITY.md#content-security-policy
 */
export function servePage(files: Promise<PageFiles>): void {
  protocol.handle(PAGE_SCHEME, async (request) => {
    const url = new URL(request.url)
    if (request.method !== 'GET') return notFound()
    if (url.host === REPORT_HOST) return reportAt(url.pathname) ?? notFound()
    const file = url.host === 'desk' ? (await files).get(url.pathname) : undefined
    if (!file) return notFound()
    return new Response(file.content, {
      headers: {
        'content-type': file.type,
        'content-security-policy': CONTENT_SECURITY_POLICY,
        'x-content-type-options': 'nosniff',
      },
    })
  })
}

// eslint-disable-next-line words/in-messages -- HTTP’s
const notFound = () => new Response('Not found', { status: 404 })
