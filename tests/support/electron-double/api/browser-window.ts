/** Electron's `BrowserWindow`: a window whose content is a page, and how it closes. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserWindow as RealWindow, BrowserWindowConstructorOptions } from 'electron'
import { destroyable } from '../destroyable.ts'
import { appDir } from '../launch-arguments.ts'
import { openWindows, requireReady, stayAlive } from '../lifecycle.ts'
import { onlyRead } from '../only-read.ts'
import { strict } from '../strict.ts'
import { app } from './app.ts'
import { DoubleBaseWindow } from './base-window.ts'
import { nativeTheme } from './native-theme.ts'
import { DoubleWebContents } from './web-contents.ts'

type Modelled = 'loadURL' | 'loadFile' | 'reload' | 'close' | 'destroy' | 'isDestroyed'

let lastId = 0

export class DoubleBrowserWindow extends DoubleBaseWindow implements Pick<RealWindow, Modelled> {
  readonly id = ++lastId
  private readonly contents: DoubleWebContents
  private gone = false
  /** This window as the app holds it. */
  private readonly self: DoubleBrowserWindow

  static getAllWindows(): DoubleBrowserWindow[] {
    return [...openWindows]
  }

  static getFocusedWindow(): DoubleBrowserWindow | null {
    return [...openWindows].find((window) => window.isFocused()) ?? null
  }

  static fromWebContents(contents: DoubleWebContents): DoubleBrowserWindow | null {
    return [...openWindows].find((window) => window.webContents === contents) ?? null
  }

  static fromId(id: number): DoubleBrowserWindow | null {
    return [...openWindows].find((window) => window.id === id) ?? null
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    requireReady('Cannot create BrowserWindow before app is ready')
    onlyRead('BrowserWindow', options, READ)
    requireSandbox(options)
    super(options, app.name)
    this.self = destroyable(strict('BrowserWindow', this), () => this.gone)
    this.contents = new DoubleWebContents({
      width: this.getContentBounds().width,
      height: this.getContentBounds().height,
      dark: nativeTheme.shouldUseDarkColors,
      preload: options.webPreferences?.preload,
      javascript: options.webPreferences?.javascript ?? true,
      inFrames: options.webPreferences?.nodeIntegrationInSubFrames ?? false,
    })
    this.contents.preferences = { ...options.webPreferences }
    this.contents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.contents.on('page-title-updated', (_event, title: string) => this.followTitle(title))
    this.contents.once('destroyed', () => this.afterContentsDestroyed())
    openWindows.add(this.self)
    if (options.show !== false) this.focus()
    app.emit('web-contents-created', {}, this.contents)
    app.emit('browser-window-created', {}, this.self)
    return this.self
  }

  get webContents(): DoubleWebContents {
    return this.contents
  }

  loadURL(url: string, options?: Electron.LoadURLOptions): Promise<void> {
    return this.contents.loadURL(url, options)
  }

  loadFile(path: string, options?: Electron.LoadFileOptions): Promise<void> {
    onlyRead('loadFile', options, [])
    return this.loadURL(pathToFileURL(resolve(appDir, path)).href)
  }

  reload(): void {
    this.contents.reload()
  }

  close(): void {
    void this.tryToClose()
  }

  /** Not Electron's: closes the window, unless a listener of `close` or its page prevents it; says whether it closed. */
  async tryToClose(): Promise<boolean> {
    return this.emitPreventable('close') ? this.contents.close() : stayAlive()
  }

  /** At once, as in Electron. */
  destroy(): void {
    this.contents.destroyNow()
  }

  isDestroyed(): boolean {
    return this.gone
  }

  protected override showSize(width: number, height: number): void {
    void this.contents.resize(width, height)
  }

  private followTitle(title: string): void {
    if (this.emitPreventable('page-title-updated', {}, title, false)) this.setTitle(title)
  }

  private afterContentsDestroyed(): void {
    this.gone = true
    openWindows.delete(this.self)
    this.loseFocus()
    this.emit('closed')
    app.afterWindowClosed()
  }
}

const READ = [
  'width',
  'height',
  'minWidth',
  'minHeight',
  'x',
  'y',
  'show',
  'title',
  'backgroundColor',
  'frame',
  'webPreferences',
] as const
const READ_PREFERENCES = [
  'preload',
  'sandbox',
  'contextIsolation',
  'nodeIntegration',
  'nodeIntegrationInWorker',
  'javascript',
  'nodeIntegrationInSubFrames',
  'webSecurity',
  'allowRunningInsecureContent',
  'experimentalFeatures',
  'navigateOnDragDrop',
  'webviewTag',
  'spellcheck',
  'devTools',
] as const

function requireSandbox({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  onlyRead('webPreferences', webPreferences, READ_PREFERENCES)
  const { allowRunningInsecureContent, experimentalFeatures, navigateOnDragDrop, webviewTag } = webPreferences
  if (webPreferences.webSecurity === false || webviewTag)
    throw new Error('electron-double: windows without web security, or with webviews, are not implemented')
  if (allowRunningInsecureContent || experimentalFeatures || navigateOnDragDrop)
    throw new Error('electron-double: pages that are allowed more than in Chromium are not implemented')
  const { nodeIntegrationInWorker = false, contextIsolation = true, sandbox = true } = webPreferences
  if (webPreferences.nodeIntegration || nodeIntegrationInWorker || !contextIsolation || !sandbox) {
    throw new Error('electron-double: only sandboxed, context-isolated windows without Node are implemented')
  }
}

type Statics = 'getAllWindows' | 'getFocusedWindow' | 'fromWebContents' | 'fromId'

export const BrowserWindow = strict(
  'BrowserWindow',
  DoubleBrowserWindow satisfies Record<keyof Pick<typeof RealWindow, Statics>, unknown>,
)
