// The one window: sandboxed, isolated, where and as large as the person left it.
import { BrowserWindow, nativeTheme, screen, type Rectangle } from 'electron'
import path from 'node:path'
import { offerContextMenu } from './context-menu.ts'
import type { MenuWords } from './menu.ts'
import { PAGE_URL } from './security/our-page.ts'
import { pagePreferences } from './security/web-preferences.ts'
import { openingBounds, SMALLEST, wasMaximized } from './window-bounds.ts'

/** Milliseconds after which the window is shown, whatever has become of its page. */
const SHOWN_AFTER = 4000

/** The page's own ground, until the page is there. Put in by `scripts/build.ts` from `styles/tokens.css`. */
declare const __CANVAS__: { readonly light: string; readonly dark: string }

export interface WindowMemory {
  read(): unknown
  /** May fail: a window that opens elsewhere the next time harms nobody. */
  write(place: Rectangle & { readonly maximized: boolean }): void
}

export function openWindow(memory: WindowMemory, menu: MenuWords): BrowserWindow {
  const saved = memory.read()
  const window = new BrowserWindow({
    ...openingBounds(saved, (bounds) => screen.getDisplayMatching(bounds).workArea),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? __CANVAS__.dark : __CANVAS__.light,
    webPreferences: {
      ...pagePreferences(),
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
    },
  })
  showInAnyCase(window, wasMaximized(saved))
  offerContextMenu(window, menu)
  window.on('close', () => {
    try {
      memory.write({ ...window.getNormalBounds(), maximized: window.isMaximized() })
    } catch (error) {
      console.error('where the window was could not be kept:', error)
    }
  })
  void window.loadURL(PAGE_URL)
  return window
}

/** For a person who started the app once more. */
export function bringForward(window: BrowserWindow): void {
  if (window.isMinimized()) window.restore()
  window.show()
  window.focus()
}

/** `ready-to-show` may never come: on Wayland, or where the process for graphics has died. */
function showInAnyCase(window: BrowserWindow, maximized: boolean): void {
  let shown = false
  const show = () => {
    if (!shown && !window.isDestroyed()) {
      if (maximized) window.maximize()
      window.show()
    }
    shown = true
  }
  const late = setTimeout(show, SHOWN_AFTER)
  window.once('closed', () => clearTimeout(late))
  window.once('ready-to-show', show)
  window.webContents.once('did-finish-load', show)
  window.webContents.once('did-fail-load', show)
}
