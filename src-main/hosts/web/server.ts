// The same page on the loopback address, for servers without a desktop (docs/SECURITY.md#web-host).
import { serve, type HttpBindings, type ServerType } from '@hono/node-server'
import { Hono } from 'hono'
import { accepts } from 'hono/accepts'
import { bodyLimit } from 'hono/body-limit'
import { stream } from 'hono/streaming'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import type { AddressInfo } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import type { Assembly } from '#main/assembly.ts'
import type { PageFiles } from '#main/adapters/page-files/page-files.ts'
import type { AnyResult } from '#main/core/router.ts'
import { systemClock } from '#main/adapters/system-clock.ts'
import { ERRORS } from '#shared/contract/errors.ts'
import { requireToken, sameLoopbackOrigin, securityHeaders } from './guard.ts'
import { SECRET_LIFE, Sessions } from './sessions.ts'
import { signIn, type Door } from './sign-in.ts'
import { whoMayTrade } from './who-may-trade.ts'

/** An export names its rows, and there may be 100,000 of them. */
const MAX_BODY_BYTES = 33_554_432
const KEEP_ALIVE = 20_000

export interface WebHost {
  /** A link with a fresh one-use secret in its fragment. */
  newLink(): string
  /** Milliseconds that a link is good for. */
  readonly linkLife: number
  close(): Promise<void>
}

type Carried = Pick<Assembly, 'router' | 'listen'>

export interface WebHostOptions extends Pick<Door, 'signedIn' | 'refused'> {
  readonly port: number
  readonly page: PageFiles
  /** Further users of this system who may trade a link. */
  readonly allowUsers: readonly number[]
}

/** Listens on 127.0.0.1; `port` 0 takes a free one. Throws what `listen` throws (EADDRINUSE). */
export async function startWebHost(
  { router, listen }: Carried,
  { port: wanted, page, allowUsers, signedIn, refused }: WebHostOptions,
): Promise<WebHost> {
  const sessions = new Sessions(systemClock)
  const door: Door = { sessions, mayTrade: whoMayTrade(allowUsers), signedIn, refused }
  const app = webApp({ router, listen }, door, page)
  const server = await openPort(app, wanted)
  const { port } = server.address() as AddressInfo
  return {
    linkLife: SECRET_LIFE,
    newLink: () => `http://127.0.0.1:${port}/#secret=${sessions.newSecret()}`,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        if ('closeAllConnections' in server) server.closeAllConnections()
      }),
  }
}

type WebApp = Hono<{ Bindings: HttpBindings }>

function webApp({ router, listen }: Carried, door: Door, page: PageFiles): WebApp {
  const { sessions } = door
  const app: WebApp = new Hono()
  app.use(securityHeaders, sameLoopbackOrigin)
  app.post('/session', bodyLimit({ maxSize: 1024 }), async (context) => {
    const body: unknown = await context.req.json().catch(() => null)
    const secret = (body as { secret?: unknown } | null)?.secret
    const signed = await signIn(typeof secret === 'string' ? secret : '', context.env.incoming.socket, door)
    return signed.ok ? context.json({ token: signed.value }) : context.json(signed, httpStatus(signed))
  })
  app.post(
    '/call/:method',
    requireToken(sessions),
    bodyLimit({ maxSize: MAX_BODY_BYTES }),
    async (context) => {
      const input: unknown = await context.req.json().catch(() => undefined)
      const result = await router.dispatch(context.req.param('method'), input, context.req.raw.signal)
      return context.json(result, httpStatus(result))
    },
  )
  app.get('/events', requireToken(sessions), (context) =>
    stream(context, async (out) => {
      context.header('content-type', 'application/x-ndjson')
      context.header('cache-control', 'no-store')
      const stop = listen((event, payload) => {
        void out.write(`${JSON.stringify({ event, payload })}\n`)
      })
      out.onAbort(stop)
      while (!out.aborted && !out.closed) {
        await out.write('\n')
        await pause(KEEP_ALIVE, undefined, { ref: false })
      }
      stop()
    }),
  )
  app.get('*', async (context) => {
    const file = page.get(context.req.path)
    // eslint-disable-next-line words/in-messages -- HTTP’s
    if (!file) return context.text('Not found\n', 404)
    context.header('cache-control', file.immutable ? 'max-age=31536000, immutable' : 'no-cache')
    context.header('content-type', file.type)
    if (!file.isText) return context.body(file.content)
    context.header('vary', 'accept-encoding')
    const coding = accepts(context, { header: 'Accept-Encoding', supports: ['gzip'], default: '' })
    if (coding === '') return context.body(file.content)
    context.header('content-encoding', coding)
    return context.body(await file.gzipped())
  })
  return app
}

const httpStatus = (result: AnyResult): ContentfulStatusCode =>
  result.ok ? 200 : (ERRORS[result.error.code].http as ContentfulStatusCode)

function openPort(app: WebApp, port: number): Promise<ServerType> {
  return new Promise((resolve, reject) => {
    const server = serve({ fetch: app.fetch, hostname: '127.0.0.1', port }, () => resolve(server))
    server.once('error', reject)
  })
}
