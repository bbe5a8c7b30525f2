// A vite server on the loopback address for what a developer looks at. Never part of a build.
import { createServer as createHttpServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import path from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { createServer, type InlineConfig } from 'vite'

export const root = path.resolve(import.meta.dirname, '../..')

export interface PageServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string
  close(): Promise<void>
}

/**
 * `folder`: of the page, within the repository. `port` 0 takes a free one. The listening is ours and not vite's, which
 * would end the process by itself when it is told to, before others have ended theirs.
 */
export async function startPageServer(
  folder: string,
  port: number,
  config: InlineConfig,
): Promise<PageServer> {
  // A build before it in this process, or a shell's own value, would have it reload the whole page at each change.
  process.env['NODE_ENV'] = 'development'
  const server = createHttpServer()
  const vite = await createServer({
    logLevel: 'warn',
    ...config,
    configFile: false,
    root: path.join(root, folder),
    // Of its own: two of them at once would throw away what the other made ready.
    cacheDir: path.join(root, 'node_modules/.vite', path.basename(folder)),
    publicDir: false,
    plugins: [...(config.plugins ?? []), svelte({ configFile: false, compilerOptions: { runes: true } })],
    // SECURITY: other origins get nothing, as from the web host. docs/SECURITY.md#web-host
    server: { middlewareMode: true, hmr: { server }, cors: false, fs: { allow: [root] } },
  })
  server.on('request', vite.middlewares)
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject)
    server.listen(port, '127.0.0.1', resolve)
  })
  return {
    origin: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    close: async () => {
      await vite.close()
      server.close()
      server.closeAllConnections()
    },
  }
}
