// The sandboxed preload: two functions and nothing else reach the page.
// SECURITY: never an object of Electron’s, of an event neither. Electron’s 20. docs/SECURITY.md#ipc
import { contextBridge, ipcRenderer } from 'electron'
import { CALL_CHANNEL, CANCEL_CHANNEL, EVENT_CHANNEL, PRELOAD_API } from '#shared/contract/channels.ts'

/** A page that was loaded again counts from one again, while calls of the one before may be under way. */
const page = performance.timeOrigin
let calls = 0

contextBridge.exposeInMainWorld(PRELOAD_API, {
  /** `takeCancel` gets what tells the main process that nobody waits for the answer any more. */
  call: (method: string, input: unknown, takeCancel?: (cancel: () => void) => void): Promise<unknown> => {
    const call = `${page}/${(calls += 1)}`
    takeCancel?.(() => ipcRenderer.send(CANCEL_CHANNEL, call))
    return ipcRenderer.invoke(CALL_CHANNEL, method, input, call)
  },
  on: (event: string, listener: (payload: unknown) => void): (() => void) => {
    const forward = (_: unknown, name: string, payload: unknown) => {
      if (name === event) listener(payload)
    }
    ipcRenderer.on(EVENT_CHANNEL, forward)
    return () => {
      ipcRenderer.off(EVENT_CHANNEL, forward)
    }
  },
})
