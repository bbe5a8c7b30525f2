// What sockets, TLS and proxies report, as failures of the contract.
import type { Socket } from 'node:net'
import { failure, type ErrorCode, type Failure } from '#shared/contract/errors.ts'

export type LinkErrorCode = Extract<
  ErrorCode,
  | 'cancelled'
  | 'name_not_found'
  | 'server_unreachable'
  | 'server_timeout'
  | 'proxy_unreachable'
  | 'proxy_auth_required'
  | 'proxy_refused'
  | 'proxy_dropped'
  | 'tls_untrusted'
  | 'tls_expired'
  | 'tls_wrong_host'
  | 'tls_failed'
>
export type LinkFailure = Failure<LinkErrorCode>

/** Carries a failure through undici, which hands on whatever its connector fails with. */
export class LinkError extends Error {
  readonly failure: LinkFailure
  constructor(reason: LinkFailure) {
    super(reason.code)
    this.failure = reason
  }
}

/** The system's or undici's short name for what happened: never a path, never what was sent. */
export function reasonOf(error: unknown): string {
  const { code, message } = error as { code?: string; message?: string }
  return (code ?? message ?? 'UNKNOWN').slice(0, 200)
}

/** Of a connection that was open: whoever held its other end is gone. */
const DROPPED: ReadonlySet<string> = new Set(['ECONNRESET', 'EPIPE', 'ECONNABORTED', 'closed'])
export const isDrop = (reason: string): boolean => DROPPED.has(reason)

/** The failure behind a signal that ended something: a time limit, or whoever asked for it. */
export function ended(signal: AbortSignal, server: string, seconds: number): LinkFailure | null {
  if (!signal.aborted) return null
  return isTimeLimit(signal) ? failure('server_timeout', { server, seconds }) : failure('cancelled', {})
}

export const isTimeLimit = (signal: AbortSignal): boolean =>
  signal.reason instanceof DOMException && signal.reason.name === 'TimeoutError'

/** Waits for the event that a socket is waited on for; on an error or the signal's end, the socket is gone. */
export async function untilReady(socket: Socket, event: string, signal: AbortSignal): Promise<void> {
  const { promise, resolve, reject } = Promise.withResolvers<undefined>()
  const abort = () => reject(signal.reason as Error)
  socket
    .once(event, resolve)
    .once('error', reject)
    .once('close', () => reject(new Error('closed')))
  signal.addEventListener('abort', abort)
  if (signal.aborted) abort()
  try {
    await promise
  } catch (error) {
    socket.destroy()
    throw error
  } finally {
    socket.off(event, resolve).off('error', reject)
    signal.removeEventListener('abort', abort)
    socket.on('error', ignore) // until whoever takes it over listens
  }
}

const ignore = () => undefined
