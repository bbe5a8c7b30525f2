/** One window's page in Chromium: its preload's isolated world, and what happens in the page as events. */
import { randomUUID } from 'node:crypto'
import { EventEmitter } from 'node:events'
import { readFileSync } from 'node:fs'
import { Script } from 'node:vm'
import type { CDPSession, ConsoleMessage, Dialog, Page } from 'playwright-core'
import type { PrintParameters } from './print-parameters.ts'
import {
  askName,
  type FromPreload,
  type PermissionQuestion,
  receiveName,
  sendName,
  type ToPreload,
} from '../page/messages.ts'
import { mainWorldScript, permissionScript, type PreloadPlace, preloadScript } from '../page/page-scripts.ts'
import { browserContext } from './browser.ts'
import { toPageUrl } from './scheme-urls.ts'

export interface WindowOpening {
  url: string
  windowName: string
  windowFeatures: string[]
  disposition?: 'background-tab' | 'new-window'
}

interface PageEvents {
  'preload-message': [FromPreload, sender: PreloadWorld]
  'window-open': [WindowOpening]
  console: [ConsoleMessage]
  navigated: [url: string]
  'navigated-in-page': [url: string, isMainFrame: boolean]
  external: [url: string]
  permission: [PermissionQuestion, answer: (granted: boolean) => void]
  title: [title: string]
  'dom-ready': []
  loaded: []
  closed: []
}

export interface PageOptions {
  width: number
  height: number
  dark: boolean
  preload?: string | undefined
  /** Frames inside the page have the preload too. */
  inFrames?: boolean
  javascript?: boolean
}

/** Where a preload runs: one document of one frame. */
export interface PreloadWorld {
  readonly id: number
  readonly frameId: string
}

export interface FrameInfo {
  url: string
  parentId?: string | undefined
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
  /** Asked before an answer of the app's leads elsewhere; addresses are the app's. */
  mayRedirect: (url: string, isMainFrame: boolean) => boolean = () => true
  /** Asked once the page wants to stay, instead of closing. */
  mayPreventUnload: () => boolean = () => true
  private readonly page: Page
  private readonly devtools: CDPSession
  private readonly frames = new Map<string, FrameInfo>()
  private readonly worlds = new Map<number, PreloadWorld>()
  /** Names the events that pages must not guess. */
  private readonly secret = randomUUID()
  private mainWorld: PreloadWorld | undefined
  private address = ''
  private isOwnNavigation = false
  private loads = 0
  private redirectedTo: string | undefined

  private constructor(page: Page, devtools: CDPSession) {
    super()
    this.page = page
    this.devtools = devtools
    hosts.set(page, this)
  }

  static async open({
    width,
    height,
    dark,
    preload,
    inFrames = false,
    javascript = true,
  }: PageOptions): Promise<PageHost> {
    const context = await browserContext()
    const page = await context.newPage()
    const host = new PageHost(page, await context.newCDPSession(page))
    host.forwardEvents()
    await Promise.all([
      host.resize(width, height),
      host.setColorScheme(dark),
      host.prepareWorlds(preload, inFrames),
    ])
    if (!javascript) await host.devtools.send('Emulation.setScriptExecutionDisabled', { value: true })
    return host
  }

  get url(): string {
    return this.address
  }

  get isClosed(): boolean {
    return this.page.isClosed()
  }

  /** Loads an address of the app's; resolves when the page's `load` event has fired. */
  async load(url: string, again = true): Promise<unknown> {
    this.loads += 1
    try {
      return await this.navigateForApp(() => this.page.goto(toPageUrl(url)))
    } catch (error) {
      const { redirectedTo } = this
      this.redirectedTo = undefined
      if (redirectedTo !== undefined) return await this.load(redirectedTo)
      const instead = /interrupted by another navigation to "([^"]*)/.exec(String(error))?.[1]
      // Chromium's page for an address that failed before may come in between, and a data URL may be told of twice.
      if (again && instead?.startsWith('chrome-error:')) return await this.load(url, false)
      if (instead?.startsWith('data:') && url.startsWith('data:'))
        return await this.page.waitForLoadState('load')
      throw error
    } finally {
      this.loads -= 1
    }
  }

  /** Whoever loads goes on to the new address; what the page has begun is begun anew, by what is returned. */
  redirect(url: string): () => void {
    if (this.loads === 0) return () => void this.load(url).catch(() => undefined)
    this.redirectedTo = url
    return () => undefined
  }

  sendMouse(
    type: 'mousePressed' | 'mouseReleased',
    place: { x: number; y: number },
    modifiers: number,
  ): void {
    const press = { type, ...place, modifiers, button: 'left', clickCount: 1 } as const
    void this.devtools.send('Input.dispatchMouseEvent', press)
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
  deliver(message: ToPreload, world = this.mainWorld): void {
    if (world === undefined || !this.has(world)) return
    const expression = `globalThis.${receiveName}?.(${JSON.stringify(JSON.stringify(message))})`
    this.devtools.send('Runtime.evaluate', { contextId: world.id, expression }).catch(() => undefined) // the document has gone meanwhile
  }

  /** Whether its document is still there. */
  has(world: PreloadWorld): boolean {
    return !this.isClosed && this.worlds.has(world.id)
  }

  isMain({ frameId }: PreloadWorld): boolean {
    return this.mainWorld?.frameId === frameId
  }

  frame(id: string): FrameInfo | undefined {
    return this.frames.get(id)
  }

  evaluate(script: string): Promise<unknown> {
    return this.page.evaluate(script)
  }

  async pdf(options: PrintParameters): Promise<Buffer> {
    const { data } = await this.devtools.send('Page.printToPDF', options)
    return Buffer.from(data, 'base64')
  }

  async resize(width: number, height: number): Promise<void> {
    await this.page.setViewportSize({ width, height })
  }

  async setColorScheme(dark: boolean): Promise<void> {
    await this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' })
  }

  /** `asksPage`: it may keep itself by `beforeunload`, and the answer is false then. */
  async close(asksPage: boolean): Promise<boolean> {
    if (!asksPage) return this.page.close().then(() => true)
    const { promise, resolve, reject } = Promise.withResolvers<boolean>()
    const answer = (dialog: Dialog) => {
      const asksToStay = dialog.type() === 'beforeunload'
      const stays = !asksToStay || this.mayPreventUnload()
      if (asksToStay && stays) resolve(false)
      void (stays ? dialog.dismiss() : dialog.accept()).catch(() => undefined) // it has gone
    }
    this.page.on('dialog', answer)
    this.page.once('close', () => resolve(true))
    this.page.close({ runBeforeUnload: true }).catch(reject)
    return promise.finally(() => this.page.off('dialog', answer))
  }

  private answer(id: number, granted: boolean, contextId: number): void {
    const detail = JSON.stringify({ id, granted })
    const expression = `dispatchEvent(new CustomEvent('${this.secret}', { detail: ${detail} }))`
    this.devtools.send('Runtime.evaluate', { contextId, expression }).catch(() => undefined) // the document has gone
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
    this.page.on('load', () => {
      this.emit('loaded')
      this.page
        .title()
        .then((title) => this.emit('title', title))
        .catch(() => undefined) // it has gone
    })
    this.page.on('close', () => this.emit('closed'))
    // A whole Chromium, unlike its headless shell, has no --block-new-web-contents.
    this.page.on('popup', (popup) => void popup.close())
    this.devtools.on('Page.frameRequestedNavigation', ({ url, disposition }) => {
      if (disposition === 'currentTab' && isExternal(url)) this.emit('external', url)
      // A press with Ctrl or Shift.
      const beside = ({ newTab: 'background-tab', newWindow: 'new-window' } as const)[disposition as string]
      if (beside) this.emit('window-open', { url, windowName: '', windowFeatures: [], disposition: beside })
    })
    this.devtools.on('Page.windowOpen', (opening) => this.emit('window-open', opening))
    this.devtools.on('Runtime.bindingCalled', ({ name, executionContextId, payload }) => {
      if (name === askName) {
        const question = JSON.parse(payload) as PermissionQuestion
        this.emit('permission', question, (granted) => this.answer(question.id, granted, executionContextId))
      }
      const world = this.worlds.get(executionContextId)
      if (name === sendName && world) this.emit('preload-message', JSON.parse(payload) as FromPreload, world)
    })
  }

  private async prepareWorlds(preload: string | undefined, inFrames: boolean): Promise<void> {
    const { devtools } = this
    const { frameTree } = await devtools.send('Page.getFrameTree')
    devtools.on('Runtime.executionContextCreated', ({ context }) => {
      const { frameId } = context.auxData as { frameId?: string }
      if (context.name !== preloadWorld || frameId === undefined) return
      const world = { id: context.id, frameId }
      this.worlds.set(context.id, world)
      if (frameId === frameTree.frame.id) this.mainWorld = world
    })
    devtools.on('Runtime.executionContextDestroyed', ({ executionContextId }) =>
      this.worlds.delete(executionContextId),
    )
    devtools.on('Runtime.executionContextsCleared', () => this.worlds.clear())
    devtools.on('Page.frameNavigated', ({ frame: { id, url, urlFragment = '', parentId } }) => {
      this.frames.set(id, { url, parentId })
      if (parentId !== undefined) return
      this.address = url + urlFragment
      this.emit('navigated', this.address)
    })
    devtools.on('Page.navigatedWithinDocument', ({ frameId, url }) => {
      const isMainFrame = frameId === frameTree.frame.id
      if (isMainFrame) this.address = url
      this.emit('navigated-in-page', url, isMainFrame)
    })
    devtools.on('Page.frameDetached', ({ frameId }) => this.frames.delete(frameId))
    await devtools.send('Page.enable')
    await devtools.send('Runtime.enable')
    await devtools.send('Runtime.addBinding', { name: askName })
    const permissions = permissionScript({ secret: this.secret, askName })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source: permissions })
    if (preload === undefined) return

    const { secret } = this
    const source = mainWorldScript(secret, inFrames)
    const worldName = preloadWorld
    await devtools.send('Runtime.addBinding', { name: sendName, executionContextName: worldName })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', { source })
    await devtools.send('Page.addScriptToEvaluateOnNewDocument', {
      source: readPreload({ secret, path: preload, inFrames }),
      worldName,
    })
  }
}

/** Another program's address, which Chromium itself does not load. */
const isExternal = (url: string) => /^(mailto|tel|sms):/i.test(url)

/** A preload that cannot be read or parsed is replaced by one that throws the reason, in the page's console. */
function readPreload(place: PreloadPlace): string {
  const { path } = place
  try {
    const script = preloadScript(place, readFileSync(path, 'utf8'))
    new Script(script, { filename: path })
    return script
  } catch (error) {
    return preloadScript(place, `throw new Error(${JSON.stringify(String(error))})`)
  }
}
