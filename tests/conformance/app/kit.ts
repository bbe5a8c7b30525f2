// The main module of the app that conformance runs in: what the cases of the rows share.
import { app, BrowserWindow, ipcMain, protocol } from 'electron'
import type { BrowserWindowConstructorOptions, WebContents } from 'electron'
import type * as Electron from 'electron'
import { writeFileSync } from 'node:fs'
import path from 'node:path'

/** Of a row that hangs; no row waits for it. */
const PATIENCE = Number(process.env['ROW_PATIENCE'] ?? 30_000)
const HOME = 'app://desk/'

type Answer = (request: Request) => Response | Promise<Response>

/** What app://desk/ answers with, by path; a row adds its own. */
const served = new Map<string, Answer>()
const cleanups: (() => unknown)[] = []
let shared: BrowserWindow | null = null

const html = (body: string, headers: Record<string, string> = {}) =>
  new Response(`<!doctype html><title>Conformance</title>${body}`, {
    headers: { 'content-type': 'text/html', ...headers },
  })
/** What emits, be it Node's or Electron's. */
interface Emitter {
  on(name: string, listener: (...args: unknown[]) => void): unknown
  once(name: string, listener: (...args: unknown[]) => void): unknown
  off(name: string, listener: (...args: unknown[]) => void): unknown
}

async function openWindow(options: BrowserWindowConstructorOptions = {}, url = HOME): Promise<BrowserWindow> {
  const window = new BrowserWindow({ show: false, ...options })
  if (url !== '') await window.loadURL(url)
  return window
}

/** The same for all rows that leave it as it is. */
async function home(): Promise<BrowserWindow> {
  if (shared?.isDestroyed() === false && shared.webContents.getURL() === HOME) return shared
  shared?.destroy()
  const preload = path.join(import.meta.dirname, 'preload.cjs')
  shared = await openWindow({ width: 700, height: 500, webPreferences: { preload } })
  return shared
}

const inPage = async (code: string, contents?: WebContents): Promise<unknown> =>
  (contents ?? (await home()).webContents).executeJavaScript(code, true)

const inPreload = (code: string, contents?: WebContents) =>
  inPage(`inPreload(${JSON.stringify(code)})`, contents)

/** Its first line: a stack may follow. */
const textOf = (error: unknown) => (error instanceof Error ? error.message : String(error)).split('\n')[0]

const kit = {
  home,
  page: inPage,
  preload: inPreload,
  html,
  served,

  /** A window with the preload of its own, for a row that changes it. */
  open: (options: BrowserWindowConstructorOptions = {}, url = HOME) =>
    openWindow(
      {
        ...options,
        webPreferences: { preload: path.join(import.meta.dirname, 'preload.cjs'), ...options.webPreferences },
      },
      url,
    ),

  /** A name that no other row uses, of a global or a channel. */
  unused: (() => {
    let last = 0
    return () => `given${(last += 1)}`
  })(),

  async bridge(preload: string, page: string): Promise<unknown> {
    const name = kit.unused()
    await inPreload(
      `{ const give = (value) => contextBridge.exposeInMainWorld('${name}', value);\n${preload}\n} undefined`,
    )
    return inPage(`(async () => { const given = window.${name};\n${page}\n})()`)
  },

  /** What it gives, or `threw` and the words. */
  async tried(work: () => unknown): Promise<unknown> {
    try {
      return await work()
    } catch (error) {
      return `threw ${textOf(error)}`
    }
  },

  /** Once it is so: asked now, and again at each of these events. */
  when: (isSo: () => boolean, emitter: Emitter, ...names: string[]): Promise<true> =>
    new Promise((resolve) => {
      const look = () => {
        if (isSo()) resolve(true)
      }
      for (const name of names) {
        emitter.on(name, look)
        cleanups.push(() => emitter.off(name, look))
      }
      look()
    }),

  /** The names of these events, as they come; goes on as long as the row. */
  heard(emitter: Emitter, ...names: string[]): string[] {
    const list: string[] = []
    for (const name of names) {
      const hear = () => void list.push(name)
      emitter.on(name, hear)
      cleanups.push(() => emitter.off(name, hear))
    }
    return list
  },

  next: (emitter: Emitter, name: string): Promise<unknown[]> =>
    new Promise((resolve) => emitter.once(name, (...args: unknown[]) => resolve(args))),

  /** Quits, and stays at the last moment. */
  async quitAsFarAsWillQuit(app: Electron.App): Promise<void> {
    const asked = kit.next(app, 'will-quit')
    app.once('will-quit', (event) => event.preventDefault())
    app.quit()
    await asked
  },

  handle(channel: string, handler: Parameters<Electron.IpcMain['handle']>[1]): void {
    ipcMain.handle(channel, handler)
    cleanups.push(() => ipcMain.removeHandler(channel))
  },

  /** Of a row that this machine cannot show. */
  skipped: (why: string) => ({ skipped: why }),

  /** A file in the scratch folder. */
  write(name: string, text: string): string {
    const file = path.join(import.meta.dirname, 'scratch', name)
    writeFileSync(file, text)
    return file
  },

  /** Done when the row is over. */
  after: (work: () => unknown) => void cleanups.push(work),

  /** One row: the answer is JSON. */
  async run(electron: typeof Electron, source: string, arg: unknown): Promise<string> {
    const run = (0, eval)(`(${source})`) as (electron: unknown, kit: unknown, arg: unknown) => unknown
    const late = new Promise<string>((resolve) => setTimeout(() => resolve('no answer'), PATIENCE).unref())
    const value = await Promise.race([kit.tried(() => run(electron, kit, arg)), late])
    for (const work of cleanups.splice(0).reverse()) await work()
    for (const window of BrowserWindow.getAllWindows()) if (window.id !== shared?.id) window.destroy()
    return JSON.stringify(value ?? null)
  },
}

export type Kit = typeof kit

Object.assign(globalThis, { kit })

protocol.registerSchemesAsPrivileged([
  { scheme: 'app', privileges: { standard: true, secure: true, supportFetchAPI: true, stream: true } },
])
app.on('window-all-closed', () => undefined)
void app.whenReady().then(() => {
  protocol.handle('app', (request) => {
    const { host, pathname } = new URL(request.url)
    const answer = host === 'desk' ? served.get(pathname) : undefined
    if (answer) return answer(request)
    return pathname === '/' ? html('<h1>Home</h1>') : new Response('Not found', { status: 404 })
  })
})
