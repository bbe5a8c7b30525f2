// The metrics on a listener of their own: whoever reaches the API does not reach them.
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { Result } from '#shared/result.ts'
import type { Fault } from '../fault.ts'
import { listening, type Place } from '../http/listening.ts'
import { within } from '../http/request-time.ts'
import type { Metrics } from './metrics.ts'

const REQUEST_TIMEOUT_MS = 5000
/** Some monitors, and somebody who looks. */
const MOST_CONNECTIONS = 16

export interface MetricsListener {
  readonly url: string
  readonly close: () => void
}

export async function listenForMetrics(
  metrics: Metrics,
  place: Place,
  requestTimeout = REQUEST_TIMEOUT_MS,
): Promise<Result<MetricsListener, Fault>> {
  const server = createServer(
    within(requestTimeout),
    (request, response) => void answer(metrics, request, response),
  )
  server.maxConnections = MOST_CONNECTIONS
  const address = await listening(server, place, '--metrics-listen')
  if (!address.ok) return address
  server.on('error', () => undefined) // no more connections for a moment
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { ok: true, value: { url: `http://${address.value.name}/metrics`, close } }
}

async function answer(
  metrics: Metrics,
  { method, url = '' }: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (url.split('?', 1)[0] !== '/metrics') return say(response, 404, 'nothing but /metrics\n')
  if (method !== 'GET' && method !== 'HEAD') return say(response, 405, 'GET\n', { Allow: 'GET, HEAD' })
  try {
    say(response, 200, await metrics.text(), { 'Content-Type': metrics.contentType })
  } catch {
    say(response, 500, 'no metrics at the moment\n')
  }
}

function say(response: ServerResponse, status: number, text: string, headers = {}): void {
  response.writeHead(status, { 'Content-Type': 'text/plain; charset=utf-8', ...headers }).end(text)
}
