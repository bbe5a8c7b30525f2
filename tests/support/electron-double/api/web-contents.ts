/** Electron's `webContents`: loading, IPC with the preload, and the guards of navigation. */
import type { HandlerDetails, WebContents, WindowOpenHandlerResponse } from 'electron'
import { PageHost, type PageOptions } from '../chromium/page-host.ts'
import { toAppUrl } from '../chromium/scheme-urls.ts'
import { destroyable } from '../destroyable.ts'
import { ModelledEmitter } from '../events.ts'
import { lifecycle } from '../lifecycle.ts'
import { loadingError, netErrorIn, refusal, type NetError } from '../net-errors.ts'
import type { FromPreload } from '../page/messages.ts'
import { encode } from '../page/wire.ts'
import { strict } from '../strict.ts'
import { DoubleIpcMain, receiveIpc } from './ipc-main.ts'
import { consoleMessage, windowOpening } from './page-details.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { mainFrame } from './web-frame-main.ts'

const events = {
  emitted: [
    'console-message',
    'destroyed',
    'did-fail-load',
    'did-finish-load',
    'did-navigate',
    'dom-ready',
    'preload-error',
    'will-frame-navigate',
    'will-navigate',
  ],
  neverEmitted: [
    'before-input-event',
    'certificate-error',
    'context-menu',
    'did-attach-webview',
    'did-create-window',
    'login',
    'render-process-gone',
    'responsive',
    'select-bluetooth-device',
    'select-client-certificate',
    'unresponsive',
    'will-attach-webview',
    'will-prevent-unload',
    'will-redirect',
  ],
}

type Modelled =
  | 'loadURL'
  | 'reload'
  | 'getURL'
  | 'send'
  | 'executeJavaScript'
  | 'printToPDF'
  | 'setWindowOpenHandler'
  | 'isDestroyed'
  | 'openDevTools'
  | 'closeDevTools'
  | 'isDevToolsOpened'
  | 'focus'

type Ask = (contents: object, permission: string, decide: (granted: boolean) => void, details: object) => void

let lastId = 0

export class DoubleWebContents extends ModelledEmitter implements Pick<WebContents, Modelled> {
  readonly id = ++lastId
  readonly ipc = strict('webContents.ipc', new DoubleIpcMain())
  readonly session = session.defaultSession
  readonly mainFrame = mainFrame(
    () => this.currentUrl,
    () => this.gone,
  )
  private readonly preload: string
  private readonly opening: Promise<PageHost>
  private host: PageHost | undefined
  private closing = false
  private gone = false
  private openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined
  /** This object as the app holds it. */
  private readonly self: DoubleWebContents

  // Fields, not methods: what has begun ends, also where the app may not use this object any more.
  private readonly load = async (url: string): Promise<void> => {
    const refused = refusal(url)
    if (refused) throw this.failed(refused, url)
    const host = await this.opening
    try {
      await host.load(url)
    } catch (error) {
      throw this.failed(netErrorIn(error), url, error)
    }
  }

  private readonly failed = (failure: NetError, url: string, cause?: unknown): Error => {
    if (!this.closing && !lifecycle.exiting)
      this.emit('did-fail-load', {}, failure.errno, failure.code, url, true)
    return loadingError(failure, url, cause)
  }

  /** A window that closes meanwhile has no looks any more. */
  private readonly whileOpen = async (change: (host: PageHost) => Promise<void>): Promise<void> => {
    try {
      await change(await this.opening)
    } catch (error) {
      if (!this.closing && !lifecycle.exiting) throw error
    }
  }

  constructor(options: PageOptions) {
    super('webContents', events)
    this.self = destroyable(strict('webContents', this), () => this.gone)
    this.preload = options.preload ?? ''
    this.opening = PageHost.open(options).then((host) => this.adopt(host))
    return this.self
  }

  loadURL(url: string): Promise<void> {
    const loading = this.load(url)
    loading.catch(() => undefined) // Electron has one attached, so that nobody need handle it
    return loading
  }

  reload(): void {
    void this.opening.then((host) => host.reload())
  }

  getURL(): string {
    return this.currentUrl
  }

  send(channel: string, ...args: unknown[]): void {
    this.host?.deliver({ type: 'message', channel, args: encode(args) })
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.opening).evaluate(code)
  }

  async printToPDF({ landscape = false }: Electron.PrintToPDFOptions): Promise<Buffer> {
    return (await this.opening).pdf(landscape)
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler
  }

  isDestroyed(): boolean {
    return this.gone
  }

  openDevTools(): void {
    // The test has its own.
  }

  closeDevTools(): void {
    // They are never open.
  }

  isDevToolsOpened(): boolean {
    return false
  }

  focus(): void {
    // Every page believes that it has the focus.
  }

  /** Not Electron's, as are the two below: what the window does with its page. */
  async close(): Promise<void> {
    this.closing = true
    try {
      const host = await this.opening
      if (!host.isClosed) await host.close()
    } catch (error) {
      if (!lifecycle.exiting) throw error // the whole browser closes
    }
  }

  /** Not Electron's: the window has gone, and this with it, while Chromium still closes the page. */
  destroyNow(): void {
    void this.close()
    this.destroy()
  }

  async resize(width: number, height: number): Promise<void> {
    await this.whileOpen((host) => host.resize(width, height))
  }

  async setColorScheme(dark: boolean): Promise<void> {
    await this.whileOpen((host) => host.setColorScheme(dark))
  }

  private get currentUrl(): string {
    const url = this.host?.url ?? ''
    return url === 'about:blank' ? '' : toAppUrl(url)
  }

  private adopt(host: PageHost): PageHost {
    this.host = host
    host.mayNavigate = (url, isMainFrame) => this.mayNavigate(toAppUrl(url), isMainFrame)
    host.on('preload-message', (message) => void this.receive(message))
    host.on('window-open', (opening) => this.answerWindowOpen(windowOpening(opening)))
    host.on('console', (message) => this.emit('console-message', consoleMessage(message, this.mainFrame)))
    host.on('navigated', (url) => this.emit('did-navigate', {}, toAppUrl(url)))
    host.on('dom-ready', () => this.emit('dom-ready', {}))
    host.on('loaded', () => this.emit('did-finish-load', {}))
    host.on('external', (url) => this.openExternally(url))
    host.on('closed', () => this.destroy())
    return host
  }

  private destroy(): void {
    if (this.gone) return
    this.gone = true
    this.emit('destroyed')
  }

  private async receive(message: FromPreload): Promise<void> {
    if (message.type === 'preload-error') {
      this.emit('preload-error', {}, this.preload, new Error(message.message))
      return
    }
    const answer = await receiveIpc(message, this.self)
    if (answer) this.host?.deliver(answer)
  }

  private mayNavigate(url: string, isMainFrame: boolean): boolean {
    const frame = isMainFrame ? this.mainFrame : null
    const details = { url, isMainFrame, isSameDocument: false, frame }
    if (!this.emitPreventable('will-frame-navigate', details)) return false
    return !isMainFrame || this.emitPreventable('will-navigate', details, url)
  }

  /** An address for another program, such as mailto: announced, then the session's permission decides. */
  private openExternally(url: string): void {
    if (!this.mayNavigate(url, true)) return
    const open = (granted: boolean) => {
      if (granted) void shell.openExternal(url)
    }
    const ask = session.defaultSession.handlers.permissionRequest as Ask | undefined
    if (ask) ask(this.self, 'openExternal', open, { externalURL: url, isMainFrame: true })
    else open(true)
  }

  /** The window does not open either way: Chromium was told to block it. */
  private answerWindowOpen(details: HandlerDetails): void {
    const { action } = this.openHandler?.(details) ?? { action: 'allow' }
    if (action !== 'allow') return
    console.error(`electron-double: windows opened by a page are not implemented; ${details.url} was denied`)
  }
}
