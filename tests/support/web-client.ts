// The web host as a page calls it, without a page: trades the link's secret for a token, then calls.
import path from 'node:path'
import { readPageFiles } from '#main/adapters/page-files/page-files.ts'
import type { Assembly } from '#main/assembly.ts'
import type { AnyResult } from '#main/core/router.ts'
import { startWebHost, type WebHost, type WebHostOptions } from '#main/hosts/web/server.ts'
import type { Cleanup } from './temporary.ts'

const builtPage = path.resolve(import.meta.dirname, '../../dist/renderer')

export async function openWebHost(
  cleanup: Cleanup,
  assembly: Assembly,
  options: Partial<WebHostOptions> = {},
): Promise<WebHost & { origin: string }> {
  const nothing = () => undefined
  const host = await startWebHost(assembly, {
    port: 0,
    page: readPageFiles(builtPage),
    allowUsers: [],
    signedIn: nothing,
    refused: nothing,
    ...options,
  })
  cleanup.add(() => host.close())
  return { ...host, origin: new URL(host.newLink()).origin }
}

export async function tradeSecret(link: string): Promise<{ status: number; token: string | null }> {
  const { origin, hash } = new URL(link)
  const response = await fetch(`${origin}/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin },
    body: JSON.stringify({ secret: hash.replace('#secret=', '') }),
  })
  const body = (await response.json()) as { token?: string }
  return { status: response.status, token: body.token ?? null }
}

export async function callWebHost(
  origin: string,
  token: string | null,
  method: string,
  input: unknown,
): Promise<{ status: number; result: AnyResult }> {
  const response = await fetch(`${origin}/call/${method}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin, authorization: `Bearer ${token ?? ''}` },
    body: JSON.stringify(input),
  })
  return { status: response.status, result: (await response.json()) as AnyResult }
}

/** The lines of events that come from now on, as they come. */
export async function listenToWebHost(
  cleanup: Cleanup,
  origin: string,
  token: string | null,
): Promise<readonly string[]> {
  const wanted = new AbortController()
  cleanup.add(() => wanted.abort())
  const response = await fetch(`${origin}/events`, {
    headers: { origin, authorization: `Bearer ${token ?? ''}` },
    signal: wanted.signal,
  })
  if (!response.ok || response.body === null) throw new Error(`No events: ${response.status}`)
  const lines: string[] = []
  const chunks = response.body.pipeThrough(new TextDecoderStream())[Symbol.asyncIterator]()
  // The first is empty: the host listens from then on.
  let rest = (await chunks.next()).value ?? ''
  void (async () => {
    for await (const chunk of { [Symbol.asyncIterator]: () => chunks }) {
      const parts = `${rest}${chunk}`.split('\n')
      rest = parts.pop() ?? ''
      lines.push(...parts.filter((part) => part !== ''))
    }
  })().catch(() => undefined)
  return lines
}

/** One call with this token, or with one that was traded for a fresh link. */
export async function callThroughWebHost(
  cleanup: Cleanup,
  assembly: Assembly,
  method: string,
  input: unknown,
  token?: string,
): Promise<AnyResult> {
  const host = await openWebHost(cleanup, assembly)
  const valid = token ?? (await tradeSecret(host.newLink())).token
  return (await callWebHost(host.origin, valid, method, input)).result
}
