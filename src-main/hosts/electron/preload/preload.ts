// The sandboxed preload: two functions and nothing else reach the page, never an event object of Electron.
import { contextBridge, ipcRenderer } from 'electron'
import { CALL_CHANNEL, EVENT_CHANNEL, PRELOAD_API } from '#shared/contract/channels.ts'

contextBridge.exposeInMainWorld(PRELOAD_API, {
  call: (method: string, input: unknown): Promise<unknown> => ipcRenderer.invoke(CALL_CHANNEL, method, input),
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
