/** The scripts that run in every page before its own: the preload's world, and the page's end of the bridge. */
import { strict } from '../strict.ts'
import { type PreloadProcess, receiveName, sendName } from './messages.ts'
import { askForPermissions, type PermissionOptions } from './permissions.ts'
import { type PreloadOptions, startPreloadWorld } from './preload-world.ts'
import { PageEmitter } from './page-emitter.ts'
import { RendererIpc } from './renderer-ipc.ts'
import { decode, encode, errorFromWire, fromWire, objectToWire, toWire, viewFromWire } from './wire.ts'
import { WorldBridge } from './world-bridge.ts'

// Functions are shipped as their source text, which Node has stripped of its types; what they call comes along.
const wire = [encode, decode, toWire, objectToWire, fromWire, errorFromWire, viewFromWire]
const preloadParts = [...wire, strict, WorldBridge, PageEmitter, RendererIpc, startPreloadWorld]

const script = (parts: readonly unknown[], start: string) =>
  `(() => {\n${parts.map(String).join('\n')}\n${start}\n})()`

/** Whose preload it is. */
export type PreloadPlace = Pick<PreloadOptions, 'secret' | 'path' | 'inFrames'>

export function mainWorldScript(secret: string, inFrames: boolean): string {
  const start = `if (${inFrames} || window.top === window) new WorldBridge('${secret}-to-preload', '${secret}-to-page')`
  return script([WorldBridge], start)
}

export const permissionScript = (options: PermissionOptions): string =>
  script([askForPermissions], `askForPermissions(${JSON.stringify(options)})`)

/** Precondition: `source` is the text of a CommonJS script without syntax errors. */
export function preloadScript(place: PreloadPlace, source: string): string {
  const options: PreloadOptions = { ...place, process: preloadProcess(), sendName, receiveName }
  const wrapped = `function (require, module, exports, process) {\n${source}\n}`
  return script(preloadParts, `startPreloadWorld(${JSON.stringify(options)}, ${wrapped})`)
}

function preloadProcess(): PreloadProcess {
  const { electron, chrome, node } = process.versions
  return {
    type: 'renderer',
    sandboxed: true,
    contextIsolated: true,
    platform: process.platform,
    arch: process.arch,
    versions: { electron, chrome, node },
    env: {},
  }
}
