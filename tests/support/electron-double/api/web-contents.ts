/** Electron's `webContents`: loading, IPC with the preload, and the guards of navigation. */
import type { HandlerDetails, WebContents, WebPreferences, WindowOpenHandlerResponse } from 'electron'
import { PageHost, type PageOptions, type PreloadWorld } from '../chromium/page-host.ts'
import { printParameters } from '../chromium/print-parameters.ts'
import { toAppUrl } from '../chromium/scheme-urls.ts'
import { destroyable } from '../destroyable.ts'
import { ModelledEmitter } from '../events.ts'
import { lifecycle, stayAlive } from '../lifecycle.ts'
import { loadingError, netErrorIn, refusal, type NetError } from '../net-errors.ts'
import type { FromPreload } from '../page/messages.ts'
import { onlyRead } from '../only-read.ts'
import { encode } from '../page/wire.ts'
import { strict } from '../strict.ts'
import { DoubleIpcMain, receiveIpc } from './ipc-main.ts'
import { consoleMessage, windowOpening } from './page-details.ts'
import { session } from './session.ts'
import { shell } from './shell.ts'
import { type DoubleFrame, frameMain } from './web-frame-main.ts'

const events = {
  emitted: [
    'console-message',
    'destroyed',
    'did-fail-load',
    'did-finish-load',
    'did-navigate',
    'did-navigate-in-page',
    'did-start-loading',
    'dom-ready',
    'page-title-updated',
    'preload-error',
    'will-frame-navigate',
    'will-navigate',
    'will-prevent-unload',
    'will-redirect',
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
  | 'sendInputEvent'
  | 'forcefullyCrashRenderer'

type Ask = (contents: object, permission: string, decide: (granted: boolean) => void, details: object) => void

/** As DevTools count them. */
const MODIFIERS: Readonly<Record<string, number>> = { alt: 1, control: 2, ctrl: 2, meta: 4, shift: 8 }

let lastId = 0

export class DoubleWebContents extends ModelledEmitter implements Pick<WebContents, Modelled> {
  readonly id = ++lastId
  readonly ipc = strict('webContents.ipc', new DoubleIpcMain())
  readonly session = session.defaultSession
  readonly mainFrame = frameMain(
    () => this.currentUrl,
    () => this.gone,
    null,
  )
  /** Not Electron's: what the window was made with. */
  preferences: WebPreferences = {}
  private readonly preload: string
  private readonly options: PageOptions
  private opening: Promise<PageHost> | undefined
  private host: PageHost | undefined
  private hasNavigated = false
  private closing = false
  private gone = false
  private openHandler: ((details: HandlerDetails) => WindowOpenHandlerResponse) | undefined
  /** This object as the app holds it. */
  private readonly self: DoubleWebContents

  // Fields, not methods: what has begun ends, also where the app may not use this object any more.
  /** Chromium has a page once it is to show something: most windows that a test looks at show nothing. */
  private readonly page = (): Promise<PageHost> =>
    (this.opening ??= PageHost.open(this.options).then((host) => this.adopt(host)))

  private readonly load = async (url: string): Promise<void> => {
    const refused = refusal(url)
    if (refused) throw this.failed(refused, url)
    const host = await this.page()
    this.emit('did-start-loading')
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
      const host = await this.opening
      if (host) await change(host)
    } catch (error) {
      if (!this.closing && !lifecycle.exiting) throw error
    }
  }

  private readonly destroy = (): void => {
    if (this.gone) return
    this.gone = true
    this.emit('destroyed')
  }

  constructor(options: PageOptions) {
    super('webContents', events)
    this.self = destroyable(strict('webContents', this), () => this.gone)
    this.preload = options.preload ?? ''
    this.options = { ...options }
    return this.self
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    onlyRead('loadURL', options, [])
    const loading = this.load(url)
    loading.catch(() => undefined) // Electron has one attached, so that nobody need handle it
    return loading
  }

  reload(): void {
    this.page()
      .then((host) => host.reload())
      .catch(() => undefined) // the page ended meanwhile, and says so by its events: Electron tells nobody here
  }

  getURL(): string {
    return this.currentUrl
  }

  send(channel: string, ...args: unknown[]): void {
    if (typeof channel !== 'string') throw new TypeError('Missing required channel argument')
    this.host?.deliver({ type: 'message', channel, args: encode(args) })
  }

  async executeJavaScript(code: string): Promise<unknown> {
    return (await this.page()).evaluate(code)
  }

  async printToPDF(options: Electron.PrintToPDFOptions): Promise<Buffer> {
    const parameters = printParameters(options)
    return (await this.page()).pdf(parameters)
  }

  setWindowOpenHandler(handler: (details: HandlerDetails) => WindowOpenHandlerResponse): void {
    this.openHandler = handler
  }

  isDestroyed(): boolean {
    return this.gone
  }

  /** Of Electron's own specs; its types leave it out. */
  getLastWebPreferences(): WebPreferences {
    return this.preferences
  }

  /** The page itself stays, until it is loaded again. */
  forcefullyCrashRenderer(): void {
    this.emit('render-process-gone', {}, { reason: 'killed', exitCode: 9 })
  }

  openDevTools(options?: Electron.OpenDevToolsOptions): void {
    onlyRead('openDevTools', options, [])
    // The test has its own.
  }

  closeDevTools(): void {
    // They are never open.
  }

  isDevToolsOpened(): boolean {
    return false
  }

  sendInputEvent(input: Parameters<WebContents['sendInputEvent']>[0]): void {
    const { type, modifiers = [] } = input
    onlyRead('sendInputEvent', input as Electron.MouseInputEvent, [
      'type',
      'x',
      'y',
      'button',
      'clickCount',
      'modifiers',
    ])
    if (type !== 'mouseDown' && type !== 'mouseUp')
      throw new Error(`electron-double: webContents.sendInputEvent of ${type} is not implemented`)
    const { x, y } = input
    const sum = modifiers.reduce((all, name) => all | (MODIFIERS[name] ?? 0), 0)
    this.host?.sendMouse(type === 'mouseDown' ? 'mousePressed' : 'mouseReleased', { x, y }, sum)
  }

  focus(): void {
    // Every page believes that it has the focus.
  }

  /** Not Electron's, as are the two below: what the window does with its page. */
  async close(asksPage = true): Promise<boolean> {
    this.closing = true
    try {
      const host = await this.opening
      if (!host) this.destroy()
      else if (!host.isClosed) this.closing = await host.close(asksPage)
    } catch (error) {
      if (!lifecycle.exiting) throw error // the whole browser closes
    }
    return this.closing
  }

  /** Not Electron's: the window has gone, and this with it, while Chromium still closes the page. */
  destroyNow(): void {
    void this.close(false)
    this.destroy()
  }

  async resize(width: number, height: number): Promise<void> {
    Object.assign(this.options, { width, height })
    await this.whileOpen((host) => host.resize(width, height))
  }

  async setColorScheme(dark: boolean): Promise<void> {
    this.options.dark = dark
    await this.whileOpen((host) => host.setColorScheme(dark))
  }

  private get currentUrl(): string {
    return this.host && this.hasNavigated ? toAppUrl(this.host.url) : ''
  }

  private adopt(host: PageHost): PageHost {
    this.host = host
    host.mayNavigate = (url, isMainFrame) => this.mayNavigate(toAppUrl(url), isMainFrame)
    host.on('preload-message', (message, world) => void this.receive(message, world, host))
    host.on('window-open', (opening) => this.answerWindowOpen(windowOpening(opening)))
    host.on('console', (message) => this.emit('console-message', consoleMessage(message, this.mainFrame)))
    host.mayRedirect = (url, isMainFrame) => this.mayRedirect(url, isMainFrame)
    host.mayPreventUnload = () => this.emitPreventable('will-prevent-unload') && !stayAlive()
    host.on('navigated', (url) => {
      this.hasNavigated = true
      this.emit('did-navigate', {}, toAppUrl(url))
    })
    host.on('navigated-in-page', (url, isMainFrame) =>
      this.emit('did-navigate-in-page', {}, toAppUrl(url), isMainFrame),
    )
    host.on('dom-ready', () => this.emit('dom-ready', {}))
    host.on('title', (title) => this.emit('page-title-updated', {}, title, false))
    host.on('loaded', () => this.emit('did-finish-load', {}))
    host.on('permission', ({ kind, permission }, decide) => this.decide(kind, permission, decide))
    host.on('external', (url) => this.openExternally(url))
    host.on('closed', () => this.destroy())
    return host
  }

  private async receive(message: FromPreload, world: PreloadWorld, host: PageHost): Promise<void> {
    if (message.type === 'preload-error') {
      this.emit('preload-error', {}, this.preload, new Error(message.message))
      return
    }
    const answer = await receiveIpc(message, {
      contents: this.self,
      frame: () => (this.gone || !host.has(world) ? null : this.frameOf(world, host)),
      reply: (channel, ...args) => host.deliver({ type: 'message', channel, args: encode(args) }, world),
    })
    if (answer) host.deliver(answer, world)
  }

  private frameOf(world: PreloadWorld, host: PageHost): DoubleFrame {
    if (host.isMain(world)) return this.mainFrame
    const build = (id: string): DoubleFrame => {
      const { url = '', parentId } = host.frame(id) ?? {}
      if (parentId === undefined) return this.mainFrame
      return frameMain(
        () => toAppUrl(url),
        () => !host.has(world),
        build(parentId),
      )
    }
    return build(world.frameId)
  }

  private mayNavigate(url: string, isMainFrame: boolean): boolean {
    const details = this.navigationTo(url, isMainFrame)
    if (!this.emitPreventable('will-frame-navigate', details)) return false
    if (isMainFrame && !this.emitPreventable('will-navigate', details, url)) return false
    if (isMainFrame) this.emit('did-start-loading')
    return true
  }

  private mayRedirect(url: string, isMainFrame: boolean): boolean {
    return this.emitPreventable('will-redirect', this.navigationTo(url, isMainFrame), url)
  }

  /** Who has begun it is told as the main frame: whether one inside it did is not known here. */
  private navigationTo(url: string, isMainFrame: boolean): object {
    const frame = isMainFrame ? this.mainFrame : null
    return { url, isMainFrame, isSameDocument: false, frame, initiator: this.mainFrame }
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

  /** Whatever no handler is set for is granted, as in Electron. */
  private decide(kind: 'check' | 'request', permission: string, decide: (granted: boolean) => void): void {
    const { permissionCheck, permissionRequest } = session.defaultSession.handlers
    const check = permissionCheck as
      ((contents: object, permission: string, origin: string, details: object) => boolean) | null
    const details = { isMainFrame: true, requestingUrl: this.currentUrl }
    if (kind === 'check') decide(check?.(this.self, permission, this.mainFrame.origin, details) ?? true)
    else if (permissionRequest) (permissionRequest as Ask)(this.self, permission, decide, details)
    else decide(true)
  }

  /** The window does not open either way: Chromium was told to block it. */
  private answerWindowOpen(details: HandlerDetails): void {
    const { action } = this.openHandler?.(details) ?? { action: 'allow' }
    if (action !== 'allow') return
    console.error(`electron-double: windows opened by a page are not implemented; ${details.url} was denied`)
  }
}
