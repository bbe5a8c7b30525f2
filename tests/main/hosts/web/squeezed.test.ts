// The page over a slow tunnel: its texts go squeezed to a browser that takes them so, and byte for byte to any other.
import { once } from 'node:events'
import { get, type IncomingMessage } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { gunzipSync } from 'node:zlib'
import { afterEach, describe, expect, test } from 'vitest'
import { pageFilesOf } from '#main/adapters/page-files/page-files.ts'
import { startWebHost } from '#main/hosts/web/server.ts'
import { Cleanup } from '#tests/support/temporary.ts'

const cleanup = new Cleanup()
afterEach(() => cleanup.run())

const bytes = (text: string) => new Uint8Array(Buffer.from(text))
const HTML = '<!doctype html><title>Licensing</title>'.repeat(100)

async function host(): Promise<(file: string, coding?: string) => Promise<[IncomingMessage, Buffer]>> {
  const page = pageFilesOf([
    ['index.html', bytes(HTML)],
    ['assets/font.woff2', bytes('is dense already')],
  ])
  if (!page) throw new Error('there is an index.html')
  const nothing = { signedIn: () => undefined, refused: () => undefined }
  const router = { dispatch: () => Promise.reject(new Error('no call is made here')) }
  const carried = { router, listen: () => () => undefined }
  const started = await startWebHost(carried as never, { port: 0, page, allowUsers: [], ...nothing })
  cleanup.add(() => started.close())
  const { origin } = new URL(started.newLink())
  return async (file, coding) => {
    const headers = coding === undefined ? {} : { 'accept-encoding': coding }
    const [response] = (await once(get(`${origin}${file}`, { headers }), 'response')) as [IncomingMessage]
    return [response, await buffer(response)]
  }
}

describe('a file of the page', () => {
  test.each(['gzip', 'br, gzip;q=0.5', 'gzip, deflate, br, zstd'])(
    'goes squeezed where %s is taken',
    async (coding) => {
      const ask = await host()
      for (const _ of ['made', 'kept']) {
        const [{ headers }, body] = await ask('/', coding)
        expect(headers).toMatchObject({ 'content-encoding': 'gzip', vary: 'accept-encoding' })
        expect(body.length).toBeLessThan(HTML.length / 4)
        expect(gunzipSync(body).toString()).toBe(HTML)
      }
    },
  )

  test.each([undefined, 'identity', 'br', 'gzip;q=0'])('goes as it is where %s is taken', async (coding) => {
    const ask = await host()
    const [{ headers }, body] = await ask('/', coding)
    expect(headers['content-encoding']).toBeUndefined()
    expect(headers.vary).toBe('accept-encoding')
    expect(body.toString()).toBe(HTML)
  })

  test('that is no text is never squeezed', async () => {
    const ask = await host()
    const [{ headers }, body] = await ask('/assets/font.woff2', 'gzip')
    expect(headers['content-encoding']).toBeUndefined()
    expect(body.toString()).toBe('is dense already')
  })
})
