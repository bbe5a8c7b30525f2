/** The part of a window that a window system would keep: its bounds, its state and its looks. Nothing is on a screen. */
import type { BaseWindow, BrowserWindowConstructorOptions, Rectangle } from 'electron'
import { ModelledEmitter } from '../events.ts'
import { openWindows } from '../lifecycle.ts'
import { displayShowing, workArea } from './screen.ts'

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
    'page-title-updated',
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
    'query-session-end',
    'responsive',
    'session-end',
    'unresponsive',
  ],
}

type Modelled =
  | 'center'
  | 'getContentBounds'
  | 'show'
  | 'showInactive'
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

/** What frames the page: a bar with the title, and with the menu. */
const BAR = 28

/** The number of the window that the keyboard goes to. */
let focused: number | null = null
let count = 0

const centered = (width: number, height: number) => ({
  x: workArea.x + Math.round((workArea.width - width) / 2),
  y: workArea.y + Math.round((workArea.height - height) / 2),
})

/** Electron takes a place only where both are given. */
const definedPlace = ({ x, y }: BrowserWindowConstructorOptions) =>
  x === undefined || y === undefined ? {} : { x, y }

export class DoubleBaseWindow extends ModelledEmitter implements Pick<BaseWindow, Modelled> {
  private readonly number = (count += 1)
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

  showInactive(): void {
    this.visible = true
    this.emit('show')
  }

  hide(): void {
    this.visible = false
    this.emit('hide')
    this.loseFocus()
  }

  isVisible(): boolean {
    return this.visible
  }

  /** Of a window that is seen; a hidden one stays as it is. */
  focus(): void {
    if (!this.visible || this.isFocused()) return
    const before = [...openWindows].find((window) => window.isFocused())
    focused = this.number
    before?.emit('blur')
    this.emit('focus')
  }

  isFocused(): boolean {
    return focused === this.number
  }

  center(): void {
    const { width, height } = this.normalBounds
    this.setBounds(centered(width, height))
  }

  getContentBounds(): Rectangle {
    const { x, y, width, height } = this.getBounds()
    const bar = this.options.frame === false ? 0 : BAR
    return { x, y: y + bar, width, height: height - bar }
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
    return this.isMaximized() ? { ...displayShowing(this.normalBounds).workArea } : this.getNormalBounds()
  }

  getNormalBounds(): Rectangle {
    return { ...this.normalBounds }
  }

  setBounds(bounds: Partial<Rectangle>): void {
    const before = this.normalBounds
    const { minWidth = 0, minHeight = 0 } = this.options
    const whole = Object.entries(bounds).map(([name, value]) => [name, Math.round(value)] as const)
    const wanted = { ...before, ...(Object.fromEntries(whole) as Partial<Rectangle>) }
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
    const { width, height } = this.getContentBounds()
    this.showSize(width, height)
    this.emitAll('resize', 'resized')
  }

  /** When it hides or goes: the one that was opened last, of those that are seen, has it then. */
  protected loseFocus(): void {
    if (!this.isFocused()) return
    focused = null
    this.emit('blur')
    const next = [...openWindows].findLast((window) => !window.isDestroyed() && window.isVisible())
    next?.focus()
  }

  private emitAll(...names: string[]): void {
    for (const name of names) this.emit(name)
  }
}
