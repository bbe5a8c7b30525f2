/** Electron's `net`: files with their media type; other addresses by Node's fetch, not by Chromium's network. */
import { readFile } from 'node:fs/promises'
import { extname } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Net } from 'electron'
import { strict } from '../strict.ts'

const mediaTypes: Record<string, string> = {
  '.css': 'text/css',
  '.html': 'text/html',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript',
  '.json': 'application/json',
  '.map': 'application/json',
  '.mjs': 'text/javascript',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain',
  '.wasm': 'application/wasm',
  '.woff2': 'font/woff2',
}

async function readFileUrl(url: string): Promise<Response> {
  const path = fileURLToPath(url)
  const body = await readFile(path).catch((cause: unknown) => {
    throw new Error('net::ERR_FILE_NOT_FOUND', { cause })
  })
  const type = mediaTypes[extname(path)] ?? 'application/octet-stream'
  return new Response(new Uint8Array(body), { headers: { 'content-type': type } })
}

export const net = strict('net', {
  fetch: (input, init) => {
    const url = typeof input === 'string' ? input : input.url
    return url.startsWith('file:') ? readFileUrl(url) : fetch(input, init)
  },
  isOnline: () => true,
} satisfies Pick<Net, 'fetch' | 'isOnline'>)
