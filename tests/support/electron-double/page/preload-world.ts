/** The isolated world in which a preload script runs, with what a sandboxed one can `require`. */
// Runs in the page (page-scripts.ts ships the function's source) beside the other files of this folder.
import type { ContextBridge } from 'electron'
import { strict } from '../strict.ts'
import type { FromPreload, PageGlobal, PreloadProcess, ToPreload } from './messages.ts'
import { PageEmitter } from './page-emitter.ts'
import { RendererIpc } from './renderer-ipc.ts'
import { WorldBridge } from './world-bridge.ts'

export interface PreloadOptions {
  /** Names the events of the bridge; the page must not guess it. */
  secret: string
  path: string
  /** Frames inside the page have it too. */
  inFrames: boolean
  process: PreloadProcess
  sendName: string
  receiveName: string
}

type Preload = (require: (name: string) => unknown, module: object, exports: object, process: object) => void

export function startPreloadWorld(options: PreloadOptions, preload: Preload): void {
  const page = globalThis as unknown as PageGlobal
  if ((page.top !== page && !options.inFrames) || page.location.href === 'about:blank') return

  const binding = page[options.sendName] as (text: string) => void
  Reflect.deleteProperty(page, options.sendName)
  const post = (message: FromPreload) => binding(JSON.stringify(message))
  const ipc = new RendererIpc(post)
  const ipcRenderer = strict('ipcRenderer', ipc)
  page[options.receiveName] = (text: string) => ipc.receive(JSON.parse(text) as ToPreload, ipcRenderer)

  const bridge = new WorldBridge(`${options.secret}-to-page`, `${options.secret}-to-preload`)
  const contextBridge = {
    exposeInMainWorld: (name: string, api: unknown) => bridge.expose(name, api),
  } satisfies Pick<ContextBridge, 'exposeInMainWorld'>
  const electron = strict('electron', {
    contextBridge: strict('contextBridge', contextBridge),
    ipcRenderer,
  })
  const modules = new Map<string, unknown>([
    ...['electron', 'electron/renderer', 'electron/common'].map((name): [string, unknown] => [
      name,
      electron,
    ]),
    ['events', Object.assign(PageEmitter, { EventEmitter: PageEmitter })],
    ['timers', { setTimeout, setInterval, clearTimeout, clearInterval }],
    ['url', { URL, URLSearchParams }],
  ])
  const require = (name: string) => {
    const found = modules.get(name.replace(/^node:/, ''))
    if (!found) throw new Error(`module not found: ${name}`)
    return found
  }

  const module = { exports: {} }
  try {
    preload(require, module, module.exports, strict('process', options.process))
  } catch (error) {
    console.error(`Unable to load preload script: ${options.path}`)
    console.error(error)
    post({
      type: 'preload-error',
      message: error instanceof Error ? (error.stack ?? error.message) : String(error),
    })
  }
}
