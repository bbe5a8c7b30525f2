/** Electron's `webContents`: loading, IPC with the preload, and the guards of navigation. */
import type { HandlerDetails, WebContents, WindowOpenHandlerResponse } from 'electron'
import { PageHost, type PageOptions } from '../chromium/page-host.ts'
import { toAppUrl } from '../chromium/scheme-urls.ts'
import { destroyable } from '../destroyable.ts'
import { ModelledEmitter } from '../events.ts'
import { lifecycle } from '../lifecycle.ts'
import type { FromPreload } from '../page/messages.ts'
import { encode } from '../page/wire.ts'
import { strict } from '../strict.ts'
import { DoubleIpcMain, receiveIpc } from './ipc-main.ts'
import { consoleMessage, windowOpening } from './page-details.ts'
import { session } from './session.ts'
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

  constructor(options: PageOptions) {
    super('webContents', events)
    this.self = destroyable(strict('webContents', this), () => this.gone)
    this.preload = options.preload ?? ''
    this.opening = PageHost.open(options).then((host) => this.adopt(host))
    return this.self
  }

  async loadURL(url: string): Promise<void> {
    const host = await this.opening
    try {
      await host.load(url)
    } catch (error) {
      if (this.closing || lifecycle.exiting) return // cut off on purpose
      const [, code = 'ERR_FAILED'] = /net::(ERR_\w+)/.exec(String(error)) ?? []
      this.emit('did-fail-load', {}, -2, code, url, true)
      throw Object.assign(new Error(`${code} loading '${url}'`, { cause: error }), { code, url })
    }
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
    const host = await this.opening
    if (!host.isClosed) await host.close()
  }

  async resize(width: number, height: number): Promise<void> {
    await (await this.opening).resize(width, height)
  }

  async setColorScheme(dark: boolean): Promise<void> {
    await (await this.opening).setColorScheme(dark)
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

  /** The window does not open either way: Chromium was told to block it. */
  private answerWindowOpen(details: HandlerDetails): void {
    const { action } = this.openHandler?.(details) ?? { action: 'allow' }
    if (action !== 'allow') return
    console.error(`electron-double: windows opened by a page are not implemented; ${details.url} was denied`)
  }
}
