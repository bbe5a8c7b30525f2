// The page of npm run dev: vite's hot reload, the page's own policy, and the door to the web host, on one address.
import { randomBytes } from 'node:crypto'
import type { Plugin } from 'vite'
import { CONTENT_SECURITY_POLICY } from '#main/adapters/page-files/content-security-policy.ts'
import type { Door } from './door.ts'
import { startPageServer, type PageServer } from './page-server.ts'

export function startDevPage(door: Door, port: number): Promise<PageServer> {
  const nonce = randomBytes(16).toString('base64')
  return startPageServer('src-renderer', port, {
    plugins: [atTheDoor(door, nonce)],
    html: { cspNonce: nonce },
    // Found late, a library reloads the page.
    optimizeDeps: { entries: ['index.html', '**/*.svelte'] },
  })
}

/**
 * SECURITY: the page has the policy that it has when it is built, but for the styles that vite puts into it: those
 * carry a nonce. docs/SECURITY.md#content-security-policy
 */
const atTheDoor = (door: Door, nonce: string): Plugin => ({
  name: 'activation-desk:door',
  configureServer(vite) {
    const policy = CONTENT_SECURITY_POLICY.replace("style-src 'self'", `style-src 'self' 'nonce-${nonce}'`)
    vite.middlewares.use((_, response, next) => {
      response.setHeader('content-security-policy', policy)
      next()
    })
    vite.middlewares.use(door.handle)
  },
})
