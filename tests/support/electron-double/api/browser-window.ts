/** Electron's `BrowserWindow`: a window whose content is a page, and how it closes. */
import { resolve } from 'node:path'
import { pathToFileURL } from 'node:url'
import type { BrowserWindow as RealWindow, BrowserWindowConstructorOptions } from 'electron'
import { destroyable } from '../destroyable.ts'
import { appDir } from '../launch-arguments.ts'
import { openWindows, requireReady } from '../lifecycle.ts'
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
    return [...openWindows].at(-1) ?? null
  }

  static fromWebContents(contents: DoubleWebContents): DoubleBrowserWindow | null {
    return [...openWindows].find((window) => window.webContents === contents) ?? null
  }

  static fromId(id: number): DoubleBrowserWindow | null {
    return [...openWindows].find((window) => window.id === id) ?? null
  }

  constructor(options: BrowserWindowConstructorOptions = {}) {
    requireReady('Cannot create BrowserWindow before app is ready')
    requireSandbox(options)
    super(options, app.name)
    this.self = destroyable(strict('BrowserWindow', this), () => this.gone)
    this.contents = new DoubleWebContents({
      width: this.getBounds().width,
      height: this.getBounds().height,
      dark: nativeTheme.shouldUseDarkColors,
      preload: options.webPreferences?.preload,
    })
    this.contents.once('did-finish-load', () => this.emit('ready-to-show'))
    this.contents.once('destroyed', () => this.afterContentsDestroyed())
    openWindows.add(this.self)
    app.emit('web-contents-created', {}, this.contents)
    app.emit('browser-window-created', {}, this.self)
    return this.self
  }

  get webContents(): DoubleWebContents {
    return this.contents
  }

  loadURL(url: string): Promise<void> {
    return this.contents.loadURL(url)
  }

  loadFile(path: string): Promise<void> {
    return this.loadURL(pathToFileURL(resolve(appDir, path)).href)
  }

  reload(): void {
    this.contents.reload()
  }

  close(): void {
    void this.tryToClose()
  }

  /** Not Electron's: closes the window, unless a listener of `close` prevents it; says whether it closed. */
  async tryToClose(): Promise<boolean> {
    if (!this.emitPreventable('close')) return false
    await this.contents.close()
    return true
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

  private afterContentsDestroyed(): void {
    this.gone = true
    openWindows.delete(this.self)
    this.emit('closed')
    app.afterWindowClosed()
  }
}

function requireSandbox({ webPreferences = {} }: BrowserWindowConstructorOptions): void {
  const { nodeIntegration = false, contextIsolation = true, sandbox = true } = webPreferences
  if (nodeIntegration || !contextIsolation || !sandbox) {
    throw new Error('electron-double: only sandboxed, context-isolated windows without Node are implemented')
  }
}

export const BrowserWindow = strict('BrowserWindow', DoubleBrowserWindow)
