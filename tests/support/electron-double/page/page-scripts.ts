/** The scripts that run in every page before its own: the preload's world, and the page's end of the bridge. */
import { strict } from '../strict.ts'
import { type PreloadProcess, receiveName, sendName } from './messages.ts'
import { type PreloadOptions, startPreloadWorld } from './preload-world.ts'
import { RendererIpc } from './renderer-ipc.ts'
import { bytesFromWire, decode, encode, errorFromWire, fromWire, toWire } from './wire.ts'
import { WorldBridge } from './world-bridge.ts'

// Functions are shipped as their source text, which Node has stripped of its types; what they call comes along.
const wire = [encode, decode, toWire, fromWire, errorFromWire, bytesFromWire]
const preloadParts = [...wire, strict, WorldBridge, RendererIpc, startPreloadWorld]

const script = (parts: readonly unknown[], start: string) =>
  `(() => {\n${parts.map(String).join('\n')}\n${start}\n})()`

export function mainWorldScript(secret: string): string {
  const start = `if (window.top === window) new WorldBridge('${secret}-to-preload', '${secret}-to-page')`
  return script([WorldBridge], start)
}

/** Precondition: `source` is the text of a CommonJS script without syntax errors. */
export function preloadScript(secret: string, path: string, source: string): string {
  const options: PreloadOptions = { secret, path, process: preloadProcess(), sendName, receiveName }
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
