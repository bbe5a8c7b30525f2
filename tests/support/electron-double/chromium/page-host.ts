/** One window's page in Chromium: its preload's isolated world, and what happens in the page as events. */
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import type { CDPSession, ConsoleMessage, Page } from 'playwright-core'
import { type FromPreload, receiveName, sendName, type ToPreload } from '../page/messages.ts'
import { mainWorldScript, preloadScript } from '../page/page-scripts.ts'
import { browserContext } from './browser.ts'
import { toPageUrl } from './scheme-urls.ts'

export interface WindowOpening {
  url: string
  windowName: string
  windowFeatures: string[]
}

interface PageEvents {
  'preload-message': [FromPreload]
  'window-open': [WindowOpening]
  console: [ConsoleMessage]
  navigated: [url: string]
  external: [url: string]
  'dom-ready': []
  loaded: []
  closed: []
}

export interface PageOptions {
  width: number
  height: number
  dark: boolean
  preload?: string | undefined
}

const preloadWorld = 'electron-preload'
const hosts = new WeakMap<Page, PageHost>()

/** The host of a page, for who knows only the page: the request router. */
export function hostOf(page: Page): PageHost | undefined {
  return hosts.get(page)
}

export class PageHost extends EventEmitter<PageEvents> {
  /** Asked before the page, and not the app, navigates somewhere; addresses are the page's. */
  mayNavigate: (url: string, isMainFrame: boolean) => boolean = () => true
  private readonly page: Page
  private readonly devtools: CDPSession
  private preloadContext: number | undefined
  private isOwnNavigation = false

  private constructor(page: Page, devtools: CDPSession) {
    super()
    this.page = page
    this.devtools = devtools
    hosts.set(page, this)
  }

  static async open({ width, height, dark, preload }: PageOptions): Promise<PageHost> {
    const context = await browserContext()
    const page = await context.newPage()
    const host = new PageHost(page, await context.newCDPSession(page))
    host.forwardEvents()
    await Promise.all([host.resize(width, height), host.setColorScheme(dark), host.prepareWorlds(preload)])
    return host
  }

  get url(): string {
    return this.page.url()
  }

  get isClosed(): boolean {
    return this.page.isClosed()
  }

  /** Loads an address of the app's; resolves when the page's `load` event has fired. */
  async load(url: string, again = true): Promise<unknown> {
    try {
      return await this.navigateForApp(() => this.page.goto(toPageUrl(url)))
    } catch (error) {
      const instead = /interrupted by another navigation to "([^"]*)/.exec(String(error))?.[1]
      // Chromium's page for an address that failed before may come in between, and a data URL may be told of twice.
      if (again && instead?.startsWith('chrome-error:')) return this.load(url, false)
      if (instead?.startsWith('data:') && url.startsWith('data:')) return this.page.waitForLoadState('load')
      throw error
    }
  }

  reload(): Promise<unknown> {
    return this.navigateForApp(() => this.page.reload())
  }

  /** Whether a navigation may go on: what the app itself started is not asked about. */
  allowsNavigation(url: string, isMainFrame: boolean): boolean {
    if (isMainFrame && this.isOwnNavigation) {
      this.isOwnNavigation = false
      return true
    }
    return this.mayNavigate(url, isMainFrame)
  }

  /** To the preload of the document that is shown now; without one the message is lost, as in Electron. */
  deliver(message: ToPreload): void {
    if (this.preloadContext === undefined || this.isClosed) return
    const expression = `globalThis.${receiveName}?.(${JSON.stringify(JSON.stringify(message))})`
    this.devtools
      .send('Runtime.evaluate', { contextId: this.preloadContext, expression })
      .catch(() => undefined) // the document has gone meanwhile
  }

  evaluate(script: string): Promise<unknown> {
    return this.page.evaluate(script)
  }

  /** Paper sizes and margins are the page's own style's affair. */
  pdf(landscape: boolean): Promise<Buffer> {
    return this.page.pdf({ landscape, preferCSSPageSize: true })
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height })
  }

  async setColorScheme(dark: boolean): Promise<void> {
    await this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  }

  async close(): Promise<void> {
    await this.page.close()
  }

  private async navigateForApp(navigate: () => Promise<unknown>): Promise<unknown> {
    this.isOwnNavigation = true
    try {
      return await navigate()
    } finally {
      this.isOwnNavigation = false
    }
  }

  private forwardEvents(): void {
    this.page.on('console', (message) => this.emit('console', message))
    this.page.on('domcontentloaded', () => this.emit('dom-ready'))
    this.page.on('load', () => this.emit('loaded'))
    this.page.on('close', () => this.emit('closed'))
    this.page.on('framenavigated', (frame) => {
      if (frame === this.page.mainFrame()) this.emit('navigated', frame.url())
    })
    // A whole Chromium, unlike its headless shell, has no --block-new-web-contents.
    this.page.on('popup', (popup) => void popup.close())
    this.devtools.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'currentTab' && isExternal(url)) this.emit('external', url)
    })
    this.devtools.on('Page.windowOpen', (opening) => this.emit('window-open', opening))
    this.devtools.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name !== sendName || executionContextId !== this.preloadContext) return
      this.emit('preload-message', JSON.parse(payload) as FromPreload)
    })
  }

  private async prepareWorlds(preload: string | undefined): Promise<void> {
    const { devtools } = this
    const { frameTree } = await devtools.send('Page.getFrameTree')
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string }
      if (context.name === preloadWorld && frameId === frameTree.frame.id) this.preloadContext = context.id
    })
    await devtools.send('Page.enable')
    await devtools.send('Runtime.enable')
    if (preload === undefined) return

    const secret = randomUUID()
    const source = mainWorldScript(secret)
    const worldName = preloadWorld
    await devtools.send('Runtime.addBinding', { name: sendName, executionContextName: worldName })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: readPreload(secret, preload),
      worldName,
    })
  }
}

/** Another program's address, which Chromium itself does not load. */
const isExternal = (url: string) => /^(mailto|tel|sms):/i.test(url)

/** A preload that cannot be read or parsed is replaced by one that throws the reason, in the page's console. */
function readPreload(secret: string, path: string): string {
  try {
    const script = preloadScript(secret, path, readFileSync(path, 'utf8'))
    new Script(script, { filename: path })
    return script
  } catch (error) {
    return preloadScript(secret, path, `throw new Error(${JSON.stringify(String(error))})`)
  }
}
