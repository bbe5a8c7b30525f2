/** A small Electron app in a temporary folder, for the tests of the double: an ESM main, a CJS preload and a page. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { LaunchOptions } from './launch.ts'

export interface TinyApp extends Disposable {
  readonly dir: string
  readonly userData: string
  /** For `launchDouble`: this app, with its own userData. */
  readonly options: LaunchOptions & { args: readonly string[] }
}

/** `main` is the source of its main module; the folder is gone when the app is disposed of. */
export function makeTinyApp(main: string): TinyApp {
  const dir = mkdtempSync(join(tmpdir(), 'tiny-app-'))
  const userData = join(dir, 'user-data')
  const files = {
    'package.json': JSON.stringify({
      name: 'tiny',
      productName: 'Tiny App',
      version: '1.2.3',
      main: 'main.mjs',
    }),
    'main.mjs': main,
    'preload.cjs': preload,
    'page/index.html': page,
    'page/page.js': script,
  }
  mkdirSync(join(dir, 'page'))
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text)
  return {
    dir,
    userData,
    options: { appDir: dir, args: [`--user-data-dir=${userData}`], env: {} },
    [Symbol.dispose]: () => rmSync(dir, { recursive: true, force: true }),
  }
}

/** A main module that serves the page under app://tiny/ with a strict policy, and opens it in a window. */
export const windowMain = `
import { app, BrowserWindow, net, protocol } from 'electron'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'

const policy = "default-src 'none'; script-src app://tiny; connect-src app:; style-src 'self'"
protocol.registerSchemesAsPrivileged([{ scheme: 'app', privileges: { standard: true, secure: true } }])

async function serve(request) {
  const { host, pathname } = new URL(request.url)
  if (host !== 'tiny') return new Response('', { status: 404 })
  if (pathname === '/echo') return new Response(request.method + ' ' + (await request.text()))
  const file = await net.fetch(pathToFileURL(join(import.meta.dirname, 'page', pathname)).href).catch(() => undefined)
  if (!file) return new Response('', { status: 404 })
  const headers = new Headers(file.headers)
  headers.set('content-security-policy', policy)
  return new Response(file.body, { headers })
}

export async function openWindow() {
  if (!protocol.isProtocolHandled('app')) protocol.handle('app', serve)
  const preload = join(import.meta.dirname, 'preload.cjs')
  const window = new BrowserWindow({ show: false, width: 700, height: 500, webPreferences: { preload } })
  window.once('ready-to-show', () => window.show())
  await window.loadURL('app://tiny/index.html')
  return window
}

void app.whenReady().then(openWindow)
`

const preload = `
const { contextBridge, ipcRenderer } = require('electron')
let refused = ''
try { require('fs') } catch (error) { refused = error.message }

contextBridge.exposeInMainWorld('api', {
  version: process.versions.electron,
  refused,
  call: (channel, ...args) => ipcRenderer.invoke(channel, ...args),
  tell: (channel, ...args) => ipcRenderer.send(channel, ...args),
  on: (channel, listener) => {
    const heard = (event, ...args) => listener(...args)
    ipcRenderer.on(channel, heard)
    return () => ipcRenderer.removeListener(channel, heard)
  },
  fail: () => { throw new Error('from the preload') },
  unknown: () => ipcRenderer.sendToHost('x'),
})
globalThis.ofThePreload = true
`

const page = `<!doctype html>
<title>Tiny</title>
<script src="page.js" type="module"></script>
<script>document.documentElement.dataset.inline = 'ran'</script>
<button id="greet">Greet</button>
<p id="out"></p>
<p id="tick"></p>
<a id="elsewhere" href="elsewhere.html">Elsewhere</a>
<a id="popup" target="_blank" href="https://activation.example/help">Help</a>
`

const script = `
const show = (id, text) => { document.getElementById(id).textContent = text }
document.getElementById('greet').onclick = async () => show('out', await window.api.call('greet', 'Ada'))
window.stop = window.api.on('tick', (count) => show('tick', String(count)))
try { (0, eval)('1') } catch (error) { document.documentElement.dataset.eval = error.message }
document.documentElement.dataset.ready = 'yes'
`
