// The one window: sandboxed, isolated, where and as large as the person left it.
import { app, BrowserWindow, nativeTheme, type Rectangle } from 'electron'
import path from 'node:path'
import { z } from 'zod'
import { PAGE_URL } from './security/our-page.ts'

const SMALLEST = { width: 480, height: 400 }
const FIRST = { width: 1280, height: 800 }

/** The page's own ground, until the page is there. Put in by `scripts/build.ts` from `styles/tokens.css`. */
declare const __CANVAS__: { readonly light: string; readonly dark: string }

const savedBounds = z.object({
  x: z.int(),
  y: z.int(),
  width: z.int().min(SMALLEST.width),
  height: z.int().min(SMALLEST.height),
})

export interface WindowMemory {
  read(): unknown
  write(bounds: Rectangle): void
}

export function openWindow(memory: WindowMemory): BrowserWindow {
  const saved = savedBounds.safeParse(memory.read())
  const window = new BrowserWindow({
    ...FIRST,
    ...(saved.success ? saved.data : {}),
    minWidth: SMALLEST.width,
    minHeight: SMALLEST.height,
    show: false,
    backgroundColor: nativeTheme.shouldUseDarkColors ? __CANVAS__.dark : __CANVAS__.light,
    // SECURITY: Electron's defaults, said aloud so that a change is seen in review. docs/SECURITY.md#window
    webPreferences: {
      preload: path.join(import.meta.dirname, '../preload/preload.cjs'),
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webSecurity: true,
      webviewTag: false,
      spellcheck: false,
      devTools: !app.isPackaged,
    },
  })
  window.once('ready-to-show', () => window.show())
  window.on('close', () => memory.write(window.getNormalBounds()))
  void window.loadURL(PAGE_URL)
  return window
}
