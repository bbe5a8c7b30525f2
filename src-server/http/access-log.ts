// One line a request for the operator of this server. Never a License Code: the route's pattern stands for the path.
import { getConnInfo } from '@hono/node-server/conninfo'
import type { MiddlewareHandler } from 'hono'
import { matchedRoutes } from 'hono/route'
import { clientOf } from './believed-proxies.ts'
import { socketOf, type AppContext, type AppEnv } from './context.ts'

export interface AccessLine {
  readonly method: string
  /** With names for its variable parts, e.g. `/v1/machines/:id`. */
  readonly route: string
  readonly status: number
  /** What a validation says, or why a request was refused, where the answer has one. */
  readonly code?: string | undefined
  readonly milliseconds: number
  readonly requestId: string
  readonly remote: string
}

export interface Culled {
  readonly kind: 'machine' | 'process'
  readonly id: string
  readonly licenseId: string
}

/** Where what happened is written. */
export interface Logger {
  access(line: AccessLine): void
  /** A bug: the request it broke is named by its id. */
  failure(requestId: string, error: unknown): void
  /** What a machine or a process had was taken from it: its lease ended. */
  culled?(one: Culled): void
}

export function accessLog(logger: Logger): MiddlewareHandler<AppEnv> {
  return async (c, next) => {
    const start = performance.now()
    await next()
    logger.access({
      method: c.req.method,
      route: patternOf(c),
      status: c.res.status,
      code: c.get('code'),
      milliseconds: Math.round((performance.now() - start) * 10) / 10,
      requestId: c.get('requestId'),
      remote: remoteAddress(c),
    })
  }
}

/** Of the route that answers this method; where none does, what goes before all of them. */
function patternOf(c: AppContext): string {
  const matched = matchedRoutes(c)
  return (matched.find(({ method }) => method !== 'ALL') ?? matched.at(-1))?.path ?? '-'
}

/** Of an address that a proxy names: longer ones are none. */
const MOST_ADDRESS = 64

/** Of the client, as the socket or a proxy that is believed names it. */
export function remoteAddress(c: AppContext): string {
  const socket = socketOf(c) ? (getConnInfo(c).remote.address ?? '-') : '-'
  const believed = c.get('behindProxy')
  if (believed === false) return socket // whose request has no header looked up
  return clientOf(socket, c.req.header('x-forwarded-for'), believed).slice(0, MOST_ADDRESS)
}
