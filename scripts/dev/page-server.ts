// A vite server on the loopback address for what a developer looks at. Never part of a build.
import path from 'node:path'
import { svelte } from '@sveltejs/vite-plugin-svelte'
import { createServer, type InlineConfig, type ViteDevServer } from 'vite'

export const root = path.resolve(import.meta.dirname, '../..')

export interface PageServer {
  /** `http://127.0.0.1:PORT`, without a slash at its end. */
  readonly origin: string
  readonly vite: ViteDevServer
}

/** `port` 0 takes a free one. `config.plugins` come before Svelte's. */
export async function startPageServer(
  folder: string,
  port: number,
  config: InlineConfig,
): Promise<PageServer> {
  const vite = await createServer({
    logLevel: 'warn',
    ...config,
    configFile: false,
    root: path.join(root, folder),
    publicDir: false,
    plugins: [...(config.plugins ?? []), svelte({ configFile: false, compilerOptions: { runes: true } })],
    server: {
      host: '127.0.0.1',
      port,
      // SECURITY: other origins get nothing, as from the web host. docs/SECURITY.md#web-host
      cors: false,
      fs: { allow: [root] },
      ...config.server,
    },
  })
  await vite.listen()
  const address = vite.httpServer?.address()
  if (typeof address !== 'object' || address === null) throw new Error('The page’s server has no port.')
  return { origin: `http://127.0.0.1:${address.port}`, vite }
}
