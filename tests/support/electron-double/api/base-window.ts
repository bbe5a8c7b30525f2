/** The part of a window that a window system would keep: its bounds, its state and its looks. Nothing is on a screen. */
import type { BaseWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { openWindows } from '../lifecycle.ts'
import { workArea } from './screen.ts'

const events = {
  emitted: [
    'blur',
    'close',
    'closed',
    'focus',
    'hide',
    'maximize',
    'minimize',
    'move',
    'moved',
    'ready-to-show',
    'resize',
    'resized',
    'restore',
    'show',
    'unmaximize',
  ],
  neverEmitted: [
    'app-command',
    'enter-full-screen',
    'leave-full-screen',
    'page-title-updated',
    'query-session-end',
    'responsive',
    'session-end',
    'unresponsive',
  ],
}

type Modelled =
  | 'show'
  | 'hide'
  | 'focus'
  | 'isVisible'
  | 'isFocused'
  | 'minimize'
  | 'isMinimized'
  | 'maximize'
  | 'unmaximize'
  | 'isMaximized'
  | 'isFullScreen'
  | 'restore'
  | 'getBounds'
  | 'setBounds'
  | 'getNormalBounds'
  | 'getSize'
  | 'setSize'
  | 'getTitle'
  | 'setTitle'
  | 'getBackgroundColor'
  | 'setBackgroundColor'
  | 'setMenu'
  | 'removeMenu'
  | 'setMenuBarVisibility'

const centered = (width: number, height: number) => ({
  x: workArea.x + Math.round((workArea.width - width) / 2),
  y: workArea.y + Math.round((workArea.height - height) / 2),
})

/** Electron takes a place only where both are given. */
const definedPlace = ({ x, y }: BrowserWindowConstructorOptions) =>
  x === undefined || y === undefined ? {} : { x, y }

export class DoubleBaseWindow extends ModelledEmitter implements Pick<BaseWindow, Modelled> {
  private readonly options: BrowserWindowConstructorOptions
  private normalBounds: Rectangle
  private state: 'normal' | 'minimized' | 'maximized' = 'normal'
  private visible: boolean
  private title: string
  private backgroundColor: string

  constructor(options: BrowserWindowConstructorOptions, appName: string) {
    super('BrowserWindow', events)
    this.options = options
    const width = Math.max(options.width ?? 800, options.minWidth ?? 0)
    const height = Math.max(options.height ?? 600, options.minHeight ?? 0)
    this.normalBounds = { ...centered(width, height), ...definedPlace(options), width, height }
    this.visible = options.show !== false
    this.title = options.title ?? appName
    this.backgroundColor = options.backgroundColor ?? '#FFFFFF'
  }

  show(): void {
    this.visible = true
    this.emit('show')
    this.focus()
  }

  hide(): void {
    this.visible = false
    this.emit('hide')
  }

  isVisible(): boolean {
    return this.visible
  }

  focus(): void {
    this.emit('focus')
  }

  /** The window that was opened last. */
  isFocused(): boolean {
    return (this as DoubleBaseWindow) === [...openWindows].at(-1)
  }

  minimize(): void {
    this.enter('minimized', 'minimize')
  }

  isMinimized(): boolean {
    return this.state === 'minimized'
  }

  maximize(): void {
    this.enter('maximized', 'maximize')
  }

  unmaximize(): void {
    if (this.isMaximized()) this.enter('normal', 'unmaximize')
  }

  isMaximized(): boolean {
    return this.state === 'maximized'
  }

  isFullScreen(): boolean {
    return false
  }

  restore(): void {
    if (this.state !== 'normal') this.enter('normal', 'restore')
  }

  getBounds(): Rectangle {
    return this.isMaximized() ? { ...workArea } : this.getNormalBounds()
  }

  getNormalBounds(): Rectangle {
    return { ...this.normalBounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.normalBounds
    const { minWidth = 0, minHeight = 0 } = this.options
    const wanted = { ...before, ...bounds }
    const width = Math.max(wanted.width, minWidth)
    const height = Math.max(wanted.height, minHeight)
    this.normalBounds = { ...wanted, width, height }
    if (before.x !== wanted.x || before.y !== wanted.y) this.emitAll('move', 'moved')
    if (before.width !== width || before.height !== height) this.afterResize()
  }

  getSize(): [number, number] {
    const { width, height } = this.getBounds()
    return [width, height]
  }

  setSize(width: number, height: number): void {
    this.setBounds({ width, height })
  }

  getTitle(): string {
    return this.title
  }

  setTitle(title: string): void {
    this.title = title
  }

  getBackgroundColor(): string {
    return this.backgroundColor
  }

  setBackgroundColor(color: string): void {
    this.backgroundColor = color
  }

  setMenu(): void {
    // Menus are not drawn.
  }

  removeMenu(): void {
    // Menus are not drawn.
  }

  setMenuBarVisibility(): void {
    // Menus are not drawn.
  }

  /** For the page, which has to follow. */
  protected showSize(_width: number, _height: number): void {
    // A window without a page has nothing to resize.
  }

  private enter(state: 'normal' | 'minimized' | 'maximized', event: string): void {
    const before = this.getBounds()
    this.state = state
    this.emit(event)
    const { width, height } = this.getBounds()
    if (before.width !== width || before.height !== height) this.afterResize()
  }

  private afterResize(): void {
    const { width, height } = this.getBounds()
    this.showSize(width, height)
    this.emitAll('resize', 'resized')
  }

  private emitAll(...names: string[]): void {
    for (const name of names) this.emit(name)
  }
}
