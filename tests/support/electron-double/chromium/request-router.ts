/** Every request of every page: navigation guards, the session's filters, then the app's protocol handlers. */
import type { BrowserContext, Frame, Request as PageRequest, Route } from 'playwright-core'
import { protocolHandler } from '../api/protocol.ts'
import { session } from '../api/session.ts'
import { lifecycle } from '../lifecycle.ts'
import { hostOf } from './page-host.ts'
import { toAppUrl, toPagePolicy } from './scheme-urls.ts'

const policyHeader = 'content-security-policy'

export async function routeRequests(context: BrowserContext): Promise<void> {
  await context.route('**/*', async (route) => {
    try {
      await answer(route)
    } catch (error) {
      if (lifecycle.exiting || frameOf(route.request())?.page().isClosed()) return // nobody waits for it any more
      console.error(`electron-double: ${route.request().url()} was not answered`, error)
    }
  })
}

async function answer(route: Route): Promise<void> {
  const request = route.request()
  if (!navigationAllowed(request)) return route.abort('aborted')
  const url = toAppUrl(request.url())
  const details = { url, method: request.method(), resourceType: request.resourceType() }
  if (!(await session.defaultSession.webRequest.allows(details))) return route.abort('blockedbyclient')
  if (url === request.url()) return route.continue()
  return answerFromHandler(route, url)
}

function navigationAllowed(request: PageRequest): boolean {
  if (!request.isNavigationRequest()) return true
  const frame = frameOf(request)
  if (!frame) return false // of a window that the page opens: there will be none
  const isMainFrame = frame === frame.page().mainFrame()
  return hostOf(frame.page())?.allowsNavigation(request.url(), isMainFrame) ?? true
}

/** Playwright throws where there is no frame yet. */
function frameOf(request: PageRequest): Frame | undefined {
  try {
    return request.frame()
  } catch {
    return undefined
  }
}

async function answerFromHandler(route: Route, url: string): Promise<void> {
  const handler = protocolHandler(url)
  if (!handler) return route.abort('addressunreachable')
  try {
    const response = await handler(toAppRequest(route.request(), url))
    if (response.type === 'error') return await route.abort('failed')
    if (response.status >= 300 && response.status < 400) {
      throw new Error(
        `electron-double: a redirect (${response.status}) of a protocol handler is not implemented`,
      )
    }
    const headers = Object.fromEntries(response.headers)
    if (headers[policyHeader]) headers[policyHeader] = toPagePolicy(headers[policyHeader])
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
  } catch (error) {
    console.error(`electron-double: the protocol handler failed for ${url}`, error)
    await route.abort('failed')
  }
}

function toAppRequest(request: PageRequest, url: string): Request {
  const body = request.postDataBuffer()
  return new Request(url, {
    method: request.method(),
    headers: request.headers(),
    ...(body && { body: new Uint8Array(body) }),
  })
}
