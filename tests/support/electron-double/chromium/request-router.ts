/** Every request of every page: navigation guards, the session's filters, then the app's protocol handlers. */
import type { BrowserContext, Frame, Request as PageRequest, Route } from 'playwright-core'
import { protocolHandler } from '../api/protocol.ts'
import { session } from '../api/session.ts'
import { lifecycle } from '../lifecycle.ts'
import { hostOf } from './page-host.ts'
import { isMappedScheme, toAppUrl, toPagePolicy } from './scheme-urls.ts'

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
  if (isForeign(route.request())) return route.abort('failed')
  const handler = protocolHandler(url)
  if (!handler) return route.abort('addressunreachable')
  try {
    const response = await handler(toAppRequest(route.request(), url))
    if (response.type === 'error') return await route.abort('failed')
    const location = response.headers.get('location')
    if (response.status >= 300 && response.status < 400 && location !== null)
      return await redirect(route, new URL(location, url).href)
    const headers = Object.fromEntries(response.headers)
    if (headers[policyHeader]) headers[policyHeader] = toPagePolicy(headers[policyHeader])
    await route.fulfill({ status: response.status, headers, body: Buffer.from(await response.arrayBuffer()) })
  } catch (error) {
    console.error(`electron-double: the protocol handler failed for ${url}`, error)
    await route.abort('failed')
  }
}

/** A fetch gets what is there; a page is asked for anew, once nobody objects. */
async function redirect(route: Route, url: string): Promise<void> {
  const request = route.request()
  if (!request.isNavigationRequest()) {
    if (isMappedScheme(new URL(url).protocol.slice(0, -1))) return answerFromHandler(route, url)
    return route.abort('failed')
  }
  const frame = request.frame()
  const host = hostOf(frame.page())
  const isMainFrame = frame === frame.page().mainFrame()
  if (!host?.mayRedirect(url, isMainFrame)) return route.abort('aborted')
  if (!isMainFrame) return answerFromHandler(route, url)
  const follow = host.redirect(url)
  await route.abort('aborted')
  follow()
}

/** Without `corsEnabled`, which no scheme here has, a host of the scheme is closed to the pages of all others. */
function isForeign(request: PageRequest): boolean {
  if (!['fetch', 'xhr'].includes(request.resourceType())) return false
  return new URL(request.frame().url()).origin !== new URL(request.url()).origin
}

function toAppRequest(request: PageRequest, url: string): Request {
  const body = request.postDataBuffer()
  return new Request(url, {
    method: request.method(),
    headers: Object.entries(request.headers()).map(([name, value]): [string, string] => [
      name,
      ['origin', 'referer'].includes(name) ? toAppUrl(value) : value,
    ]),
    ...(body && { body: new Uint8Array(body) }),
  })
}
